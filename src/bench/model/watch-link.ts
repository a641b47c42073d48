/** What a link to watch another's run says in its fragment: whose figure, which of its variants, and the key. */
export interface WatchLink {
  /** Empty where the figure has none. */
  readonly variant: string
  readonly key: string
}

/** Reads `#watch.<scene>.<variant>.<key>`; `src/chapters/place-elements.ts` brings the figure into sight. */
export function watchIn(fragment: string, scene: string): WatchLink | undefined {
  const [word, name, variant = '', key] = fragment.split('.')
  return word === '#watch' && name === scene && key ? { variant, key } : undefined
}

export function watchFragment(scene: string, { variant, key }: WatchLink): string {
  return `#watch.${scene}.${variant}.${key}`
}

/**
 * Contrast of two colours as WCAG 2.2 defines it, and the colours of a token sheet.
 * Used by the tests that hold the palette and the code colours to their ratios.
 */

/** The two cuts of one token. */
export interface TokenColours {
  readonly light: string
  readonly dark: string
}

/** Reads every `--name: light-dark(#light, #dark)` of a style sheet. */
export function readTokens(css: string): ReadonlyMap<string, TokenColours> {
  const tokens = new Map<string, TokenColours>()
  for (const [, name, light, dark] of css.matchAll(
    /(?<![\w-])--([\w-]+):\s*light-dark\(\s*(#[0-9a-f]{6})\s*,\s*(#[0-9a-f]{6})\s*\)/g,
  ))
    if (name && light && dark) tokens.set(name, { light, dark })
  return tokens
}

/**
 * The contrast ratio of two opaque colours (`#rrggbb`), from 1 to 21, whichever is lighter.
 * @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 */
export function contrastRatio(one: string, other: string): number {
  const [dark, light] = [relativeLuminance(one), relativeLuminance(other)].sort((a, b) => a - b)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function relativeLuminance(colour: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

/** The picture that stands for a page where it is linked: one a chapter and language, made by `npm run cards`. */
import type { Language } from '../words/languages.ts'

/** In pixels, what places that show such pictures ask for. */
export const CARD = { width: 1200, height: 630 } as const

/** Where the card of a chapter is, by its slug, or the home page's. */
export function cardPath(language: Language, slug: string): string {
  return `/cards/${language}/${slug.replace('/', '-')}.png`
}

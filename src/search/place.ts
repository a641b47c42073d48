/** A place on the site that a search can find. */

/** What it is, in the order that results of equal worth come in. */
export const PLACE_KINDS = ['chapter', 'term', 'correction', 'figure', 'stop', 'field', 'capture'] as const

export type PlaceKind = (typeof PLACE_KINDS)[number]

export interface Place {
  readonly kind: PlaceKind
  /** The address, with the fragment that leads to it. */
  readonly href: string
  /** What it is called: a heading, a term, what a correction corrects. */
  readonly title: string
  /** The page or figure that it is in; empty where the title says it. */
  readonly where: string
  readonly text: string
}

/** Where the index of a language is: written by the build, fetched when search is opened. */
export function indexAddress(language: string): string {
  return `/search/${language}.json`
}

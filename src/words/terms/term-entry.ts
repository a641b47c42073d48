/** What an entry of the glossary is made of. The entries are in the files beside this one; index.ts joins them. */
import type { Language } from '../languages.ts'

export interface TermEntry {
  /** The one form the site uses in each language. */
  readonly name: Readonly<Record<Language, string>>
  /** What it means, in a sentence or two, each written in its language. */
  readonly meaning: Readonly<Record<Language, string>>
  /** Forms that the site does not use for it; `scripts/check-content.ts` finds them. */
  readonly not?: OtherForms
  /** Other names a reader meets elsewhere. */
  readonly also?: OtherForms
  readonly clause?: TermClause
}

/** A section of an RFC, or of a living standard (then `section` is the anchor). */
export type TermClause =
  | { readonly rfc: number; readonly section: string }
  | { readonly standard: 'fetch' | 'html' | 'websockets' | 'xhr'; readonly section: string }

/** A word that is held to one form in each language, and that nobody needs explained: not in the glossary a reader gets. */
export interface HouseWord {
  readonly name: Readonly<Record<Language, string>>
  readonly not?: OtherForms
}

type OtherForms = Readonly<Partial<Record<Language, readonly string[]>>>

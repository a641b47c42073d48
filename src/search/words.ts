/** What the search says, in both languages. */
import type { Language } from '../words/languages.ts'
import en, { type SearchWords } from './words.en.ts'
import zh from './words.zh.ts'

export type { SearchWords }

export const SEARCH_WORDS: Readonly<Record<Language, SearchWords>> = { en, zh }

/** The words for what a reader has done and where one was, and for the keys of the site, in both languages. */
import type { Language } from './languages.ts'
import en, { type ReadingWords } from './reading-words.en.ts'
import zh from './reading-words.zh.ts'

export type { ReadingWords }

export const READING_WORDS: Readonly<Record<Language, ReadingWords>> = { en, zh }

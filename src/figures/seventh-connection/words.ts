/** What the figure of the seventh connection says, English and Simplified Chinese. */
import type { Language } from '../../words/languages.ts'
import en, { type SeventhConnectionWords } from './words.en.ts'
import zh from './words.zh.ts'

export type { SeventhConnectionWords }

export const SEVENTH_CONNECTION_WORDS: Readonly<Record<Language, SeventhConnectionWords>> = { en, zh }

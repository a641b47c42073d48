/** What the figure of the seventh connection says, English and Simplified Chinese. Used by `src/widgets/seventh-connection`. */
import type { Language } from './languages.ts'
import en, { type SeventhConnectionWords } from './seventh-connection-words.en.ts'
import zh from './seventh-connection-words.zh.ts'

export type { SeventhConnectionWords }

export const SEVENTH_CONNECTION_WORDS: Readonly<Record<Language, SeventhConnectionWords>> = { en, zh }

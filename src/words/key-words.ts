/** The sheet of keys in words, in both languages. Drawn by the build alone. */
import type { Language } from './languages.ts'
import en, { type KeyWords } from './key-words.en.ts'
import zh from './key-words.zh.ts'

export type { KeyWords }

export const KEY_WORDS: Readonly<Record<Language, KeyWords>> = { en, zh }

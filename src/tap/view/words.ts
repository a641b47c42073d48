import type { Language } from '../../words/languages.ts'
import en, { type TapWords } from './words.en.ts'
import zh from './words.zh.ts'

export type { TapWords }

export const TAP_WORDS: Readonly<Record<Language, TapWords>> = { en, zh }

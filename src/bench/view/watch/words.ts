import type { Language } from '../../../words/languages.ts'
import en, { type WatchWords } from './words.en.ts'
import zh from './words.zh.ts'

export const WATCH_WORDS: Readonly<Record<Language, WatchWords>> = { en, zh }

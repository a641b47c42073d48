/** Every word of the simulated reconnection storm, English and Simplified Chinese. */
import type { Language } from '../../words/languages.ts'
import en, { type StormWords } from './words.en.ts'
import zh from './words.zh.ts'

export type { StormWords }

export const STORM_WORDS: Readonly<Record<Language, StormWords>> = { en, zh }

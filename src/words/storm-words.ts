/** Every word of the simulated reconnection storm, English and Simplified Chinese. Used by `src/widgets/storm`. */
import type { Language } from './languages.ts'
import en, { type StormWords } from './storm-words.en.ts'
import zh from './storm-words.zh.ts'

export type { StormWords }

export const STORM_WORDS: Readonly<Record<Language, StormWords>> = { en, zh }

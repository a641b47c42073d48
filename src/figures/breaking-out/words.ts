/** Words of the figure about data that tries to break out of its script. English and Simplified Chinese. */
import en from './words.en.ts'
import type { BreakingOutWords } from './words.en.ts'
import zh from './words.zh.ts'
import type { Language } from '../../words/languages.ts'

export type { BreakingOutWords }

export const BREAKING_OUT_WORDS: Readonly<Record<Language, BreakingOutWords>> = { en, zh }

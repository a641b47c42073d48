/** Every word of the figure of two cuts, English and Chinese. */
import type { Language } from '../../words/languages.ts'
import en, { type TwoCutsWords } from './words.en.ts'
import zh from './words.zh.ts'

export type { TwoCutsWords }

export const TWO_CUTS_WORDS: Readonly<Record<Language, TwoCutsWords>> = { en, zh }

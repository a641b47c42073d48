/** Every word of the figure that chooses, English and Chinese; each reason and warning with the run on this site that shows it. */
import en, { type ChooseWords } from './words.en.ts'
import zh from './words.zh.ts'
import type { Language } from '../../words/languages.ts'

export type { ChooseWords }

export const CHOOSE_WORDS: Readonly<Record<Language, ChooseWords>> = { en, zh }

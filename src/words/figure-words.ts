/** Every word the small demos say (guess, goals, delay histogram), English and Chinese. Used by `src/chapters`. */
import en, { type FigureWords } from './figure-words.en.ts'
import zh from './figure-words.zh.ts'
import type { Language } from './languages.ts'

export type { FigureWords }

export const FIGURE_WORDS: Readonly<Record<Language, FigureWords>> = { en, zh }

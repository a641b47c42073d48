/** Every word of the histogram of delays, English and Chinese. */
import type { Language } from '../../words/languages.ts'
import en, { type HistogramWords } from './words.en.ts'
import zh from './words.zh.ts'

export type { HistogramWords }

export const HISTOGRAM_WORDS: Readonly<Record<Language, HistogramWords>> = { en, zh }

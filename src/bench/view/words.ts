/**
 * Every word the bench and its views say, English and Simplified Chinese, in one typed table: a word that is
 * missing in one language does not compile. Sentences about fields live in `field-sentences`.
 */
import en from './words.en.ts'
import type { BenchWords } from './words.en.ts'
import zh from './words.zh.ts'
import type { Language } from '../../words/languages.ts'

export type { BenchWords }

export const BENCH_WORDS: Readonly<Record<Language, BenchWords>> = { en, zh }

/**
 * Every word the bench and its views say, English and Simplified Chinese, in one typed table: a word that is
 * missing in one language does not compile. Sentences about fields live in `field-sentences`.
 */
import en from './bench-words.en.ts'
import type { BenchWords } from './bench-words.en.ts'
import zh from './bench-words.zh.ts'
import type { Language } from './languages.ts'

export type { BenchWords }

export const BENCH_WORDS: Readonly<Record<Language, BenchWords>> = { en, zh }

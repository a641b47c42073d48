/** The words of `probe-table.ts`; what a figure says itself stands beside it. */
import type { Language } from '../../../words/languages.ts'
import type { ProbeWords } from './probe-table.ts'
import en from './probe-words.en.ts'
import zh from './probe-words.zh.ts'

export const PROBE_WORDS: Readonly<Record<Language, ProbeWords>> = { en, zh }

/** What is said of findings: what was seen, what harm it does, what helps. */
import type { Language } from '../languages.ts'
import en, { type FindingWords } from './words.en.ts'
import zh from './words.zh.ts'

export type { FindingWords }

export const FINDING_WORDS: Readonly<Record<Language, FindingWords>> = { en, zh }

/** What the inspector's workbench says beside the inspector itself, English and Simplified Chinese. */
import type { BenchWords } from '../bench/view/words.ts'
import type { Language } from '../words/languages.ts'
import en, { type WorkbenchWords } from './words.en.ts'
import zh from './words.zh.ts'

export type { WorkbenchWords }

export const WORKBENCH_WORDS: Readonly<Record<Language, WorkbenchWords>> = { en, zh }

/** What the panels of a workbench say things with. */
export interface Says {
  readonly language: Language
  readonly words: WorkbenchWords
  readonly benchWords: BenchWords
}

/** What the inspector's workbench says beside the inspector itself, English and Simplified Chinese. Used by `src/widgets/workbench`. */
import type { Language } from './languages.ts'
import en, { type WorkbenchWords } from './workbench-words.en.ts'
import zh from './workbench-words.zh.ts'

export type { WorkbenchWords }

export const WORKBENCH_WORDS: Readonly<Record<Language, WorkbenchWords>> = { en, zh }

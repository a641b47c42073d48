/** The words of `own-run-table.ts`; the figures' own are in `event-stream-editor-words.ts`, `stream-ends-words.ts`, `seventh-connection-words.ts`. */
import type { Language } from './languages.ts'
import type { OwnRunWords } from './own-run-table.ts'
import en from './own-run-words.en.ts'
import zh from './own-run-words.zh.ts'

export const OWN_RUN_WORDS: Readonly<Record<Language, OwnRunWords>> = { en, zh }

/** What every view of a run says of it, whichever view it is: its lanes, directions, units, events, notes and ends. */
import type { Language } from './languages.ts'
import en, { type TraceWords } from './trace-words.en.ts'
import zh from './trace-words.zh.ts'

export type { TraceWords }

export const TRACE_WORDS: Readonly<Record<Language, TraceWords>> = { en, zh }

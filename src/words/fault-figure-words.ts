/** Every word of the figures of faults (heartbeat against idle timeout, two cuts, a buffer before and after), English and Chinese. */
import en, { type FaultFigureWords } from './fault-figure-words.en.ts'
import zh from './fault-figure-words.zh.ts'
import type { Language } from './languages.ts'

export type { FaultFigureWords }

export const FAULT_FIGURE_WORDS: Readonly<Record<Language, FaultFigureWords>> = { en, zh }

/** Every word of the figure that holds heartbeat against idle timeout, English and Chinese. */
import type { Language } from '../../words/languages.ts'
import en, { type LifelineWords } from './words.en.ts'
import zh from './words.zh.ts'

export type { LifelineWords }

export const LIFELINE_WORDS: Readonly<Record<Language, LifelineWords>> = { en, zh }

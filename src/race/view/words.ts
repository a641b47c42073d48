/**
 * Every word the race says beside the bench's own (`bench-words.ts`), English and Simplified Chinese. What the staged
 * races ask and answer is in `race-preset-words.ts`.
 */
import type { Language } from '../../words/languages.ts'
import en, { type RaceWords } from './words.en.ts'
import zh from './words.zh.ts'

export type { RaceWords }

export const RACE_WORDS: Readonly<Record<Language, RaceWords>> = { en, zh }

/** What the figure of stream ends says, English and Simplified Chinese. */
import type { Language } from '../../words/languages.ts'
import en, { type StreamEndsWords } from './words.en.ts'
import zh from './words.zh.ts'

export type { StreamEndsWords }

export const STREAM_ENDS_WORDS: Readonly<Record<Language, StreamEndsWords>> = { en, zh }

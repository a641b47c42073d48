/** What the figure of stream ends says, English and Simplified Chinese. Used by `src/widgets/stream-ends`. */
import type { Language } from './languages.ts'
import en, { type StreamEndsWords } from './stream-ends-words.en.ts'
import zh from './stream-ends-words.zh.ts'

export type { StreamEndsWords }

export const STREAM_ENDS_WORDS: Readonly<Record<Language, StreamEndsWords>> = { en, zh }

/** Every word of the figure of a buffer, before and after, English and Chinese. */
import type { Language } from '../../words/languages.ts'
import en, { type BufferWords } from './words.en.ts'
import zh from './words.zh.ts'

export type { BufferWords }

export const BUFFER_WORDS: Readonly<Record<Language, BufferWords>> = { en, zh }

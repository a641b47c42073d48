/** Every word of the figure of a WebSocket's ends, English and Chinese. */
import type { Language } from '../../words/languages.ts'
import en, { type EndingsWords } from './words.en.ts'
import zh from './words.zh.ts'

export type { EndingsWords }

export const ENDINGS_WORDS: Readonly<Record<Language, EndingsWords>> = { en, zh }

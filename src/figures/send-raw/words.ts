/** Every word of the box for raw bytes, English and Chinese. */
import type { Language } from '../../words/languages.ts'
import en, { type SendRawWords } from './words.en.ts'
import zh from './words.zh.ts'

export type { SendRawWords }

export const SEND_RAW_WORDS: Readonly<Record<Language, SendRawWords>> = { en, zh }

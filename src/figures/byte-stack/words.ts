/** Every word of the stacks of bytes, English and Chinese. */
import en from './words.en.ts'
import type { ByteStackWords } from './words.en.ts'
import zh from './words.zh.ts'
import type { Language } from '../../words/languages.ts'

export type { ByteStackWords }

export const BYTE_STACK_WORDS: Readonly<Record<Language, ByteStackWords>> = { en, zh }

/** Every word of the stacks of bytes, English and Chinese. Used by `src/widgets/byte-stack`. */
import en from './byte-stack-words.en.ts'
import type { ByteStackWords } from './byte-stack-words.en.ts'
import zh from './byte-stack-words.zh.ts'
import type { Language } from './languages.ts'

export type { ByteStackWords }

export const BYTE_STACK_WORDS: Readonly<Record<Language, ByteStackWords>> = { en, zh }

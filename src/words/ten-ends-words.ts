/** Every word of the figure of a WebSocket's ends and of its box for raw bytes, English and Chinese. Used by `src/widgets/ten-ends`. */
import type { Language } from './languages.ts'
import en, { type TenEndsWords } from './ten-ends-words.en.ts'
import zh from './ten-ends-words.zh.ts'

export type { TenEndsWords }

export const TEN_ENDS_WORDS: Readonly<Record<Language, TenEndsWords>> = { en, zh }

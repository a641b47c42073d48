/** Every word of the figure in which a page from elsewhere tries, English and Chinese. Used by `src/widgets/foreigner`. */
import en from './foreigner-words.en.ts'
import type { ForeignerWords } from './foreigner-words.en.ts'
import zh from './foreigner-words.zh.ts'
import type { Language } from './languages.ts'

export type { ForeignerWords }

export const FOREIGNER_WORDS: Readonly<Record<Language, ForeignerWords>> = { en, zh }

/** Every word of the figure in which a page from elsewhere tries, English and Chinese. */
import en from './words.en.ts'
import type { CrossOriginWords } from './words.en.ts'
import zh from './words.zh.ts'
import type { Language } from '../../words/languages.ts'

export type { CrossOriginWords }

export const CROSS_ORIGIN_WORDS: Readonly<Record<Language, CrossOriginWords>> = { en, zh }

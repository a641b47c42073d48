/** Every word that guesses and goals say, English and Chinese. */
import en, { type ProseWords } from './words.en.ts'
import zh from './words.zh.ts'
import type { Language } from '../words/languages.ts'

export type { ProseWords }

export const PROSE_WORDS: Readonly<Record<Language, ProseWords>> = { en, zh }

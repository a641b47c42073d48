/** What a list of stops says itself, English and Chinese. */
import type { Language } from '../../../words/languages.ts'
import en, { type StoryWords } from './words.en.ts'
import zh from './words.zh.ts'

export type { StoryWords }

export const STORY_WORDS: Readonly<Record<Language, StoryWords>> = { en, zh }

/** What the event-stream editor says, English and Simplified Chinese. */
import en from './words.en.ts'
import type { EventStreamEditorWords } from './words.en.ts'
import zh from './words.zh.ts'
import type { Language } from '../../words/languages.ts'

export type { EventStreamEditorWords }

export const EVENT_STREAM_EDITOR_WORDS: Readonly<Record<Language, EventStreamEditorWords>> = { en, zh }

/** What the event-stream editor says, English and Simplified Chinese. Used by `src/widgets/event-stream-editor`. */
import en from './event-stream-editor-words.en.ts'
import type { EventStreamEditorWords } from './event-stream-editor-words.en.ts'
import zh from './event-stream-editor-words.zh.ts'
import type { Language } from './languages.ts'

export type { EventStreamEditorWords }

export const EVENT_STREAM_EDITOR_WORDS: Readonly<Record<Language, EventStreamEditorWords>> = { en, zh }

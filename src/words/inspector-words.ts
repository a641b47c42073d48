/**
 * What the inspector says beside its fields' sentences: its tabs, bits, unmasking, the views side by side, the accept
 * value and the event-stream parser, English and Chinese. Used by `src/widgets/inspector` and `src/widgets/event-stream`.
 */
import en from './inspector-words.en.ts'
import type { InspectorWords } from './inspector-words.en.ts'
import zh from './inspector-words.zh.ts'
import type { Language } from './languages.ts'

export type { InspectorWords }

/** What of the inspector stands in its lower half: the tree of fields, or a picture that goes deeper. */
export type LensName = keyof InspectorWords['lens']

/** What Page Up and Page Down go by. */
export type UnitStep = keyof InspectorWords['units']['step']

export const INSPECTOR_WORDS: Readonly<Record<Language, InspectorWords>> = { en, zh }

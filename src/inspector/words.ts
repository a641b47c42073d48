/**
 * What the inspector says beside its fields' sentences: its tabs, bits, unmasking, the views side by side, the accept
 * value and the event-stream parser, English and Chinese.
 */
import en from './words.en.ts'
import type { InspectorWords } from './words.en.ts'
import zh from './words.zh.ts'
import type { Language } from '../words/languages.ts'

export type { InspectorWords }

/** What of the inspector stands in its lower half: the tree of fields, or a picture that goes deeper. */
export type LensName = keyof InspectorWords['lens']

/** What Page Up and Page Down go by. */
export type UnitStep = keyof InspectorWords['units']['step']

export const INSPECTOR_WORDS: Readonly<Record<Language, InspectorWords>> = { en, zh }

/** Every word of the drawn readyState, English and Chinese; state names are the interfaces' own. */
import type { Language } from '../../words/languages.ts'
import en, { type StateMachineWords } from './words.en.ts'
import zh from './words.zh.ts'

export type { StateMachineWords }

export const STATE_MACHINE_WORDS: Readonly<Record<Language, StateMachineWords>> = { en, zh }

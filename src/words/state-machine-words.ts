/** Every word of the drawn readyState, English and Chinese; state names are the interfaces' own. Used by `src/widgets/state-machine`. */
import type { Language } from './languages.ts'
import en, { type StateMachineWords } from './state-machine-words.en.ts'
import zh from './state-machine-words.zh.ts'

export type { StateMachineWords }

export const STATE_MACHINE_WORDS: Readonly<Record<Language, StateMachineWords>> = { en, zh }

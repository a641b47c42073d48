/**
 * The staged races in words: what each sets, what it asks before, and what it says of what was then measured. English and
 * Simplified Chinese. Which answer was right is not here: `src/race/model/preset-answers.ts` reads it off the race.
 */
import type { Language } from '../../words/languages.ts'
import en, { type PresetsWords } from './preset-words.en.ts'
import zh from './preset-words.zh.ts'

export type { PresetsWords }

/** The words of one of them, whichever it is; its figures are those of the answer to the same one. */
export type AnyPresetWords = PresetsWords['presets'][keyof PresetsWords['presets']]

export const RACE_PRESET_WORDS: Readonly<Record<Language, PresetsWords>> = { en, zh }

/** The words of one unit's fields in the reader's language: binds the tables of sentences to the bytes on show. */
import {
  fieldLabel,
  fieldSentence,
  problemSentence,
  sentenceContext,
} from '../words/field-sentences/index.ts'
import type { Language } from '../words/languages.ts'
import type { Field, Unit } from '../wire/field/field.ts'
import type { Problem } from '../wire/field/problem.ts'

export interface FieldWords {
  readonly label: (field: Field) => string
  readonly sentence: (field: Field) => string
  readonly problem: (problem: Problem) => string
}

/** Words for the fields of `unit`, whose offsets count in `bytes`. */
export function fieldWords(language: Language, unit: Unit, bytes: Uint8Array): FieldWords {
  const context = sentenceContext(unit, bytes)
  return {
    label: (field) => fieldLabel(language, field.kind),
    sentence: (field) => fieldSentence(language, field, context),
    problem: (problem) => problemSentence(language, problem.code),
  }
}

/** The sentence of a field whose unit is not at hand: for a run as text. */
import type { Field } from '../../wire/field/field.ts'
import type { Language } from '../languages.ts'
import { fieldSentence, sentenceContext } from './index.ts'

/** `bytes` are those of its source. */
export function sentenceAlone(language: Language, field: Field, bytes: Uint8Array): string {
  const { source, range } = field
  const alone = { id: '', kind: 'content', source, range, complete: true, fields: [field] } as const
  return fieldSentence(language, field, sentenceContext(alone, bytes))
}

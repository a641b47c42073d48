/**
 * The words for every field and problem, in both languages. Views call these and hold no words of their own.
 */
import { latin1, utf8 } from '../../wire/bytes/bytes.ts'
import type { Field, FieldKind, Unit } from '../../wire/field/field.ts'
import type { ProblemCode } from '../../wire/field/problem.ts'
import type { Language } from '../languages.ts'
import en from './table.en.ts'
import type { Around, SentenceContext, SentenceTable } from './sentence.ts'
import { findNumber } from '../../wire/trace/queries/fields.ts'
import zh from './table.zh.ts'

export type { SentenceContext } from './sentence.ts'

const TABLES: Readonly<Record<Language, SentenceTable>> = { en, zh }

/** Says in one or two sentences what this field's value means here. */
export function fieldSentence(language: Language, field: Field, context: SentenceContext): string {
  return TABLES[language].sentences[field.kind](field, look(field, context))
}

/** A field kind's name in a word or two, as trees and brackets show it. */
export function fieldLabel(language: Language, kind: FieldKind): string {
  return TABLES[language].labels[kind]
}

/** Says what rule is broken and what a receiver must do. */
export function problemSentence(language: Language, code: ProblemCode): string {
  return TABLES[language].problems[code]
}

/** Makes the context of a unit from the bytes of its source: text in heads byte for byte, elsewhere as UTF-8. */
export function sentenceContext(unit: Unit, bytes: Uint8Array): SentenceContext {
  return {
    unit,
    text({ kind, range }) {
      const inHead = kind.startsWith('http.') && kind !== 'http.content' && kind !== 'http.chunk-data'
      const read = inHead ? latin1 : utf8
      return read(bytes, range.start, range.end)
    },
  }
}

function look(field: Field, context: SentenceContext): Around {
  let header: string | undefined
  for (const top of context.unit.fields) {
    const isLine = top.kind === 'http.header-line' || top.kind === 'http.trailer-line'
    if (isLine && holds(top, field) && typeof top.value === 'string') header = top.value
  }
  const status = findNumber(context.unit.fields, 'http.status-code')
  const side = context.unit.kind === 'request-head' ? 'request' : 'response'
  return { unit: context.unit, text: context.text, header, side, status }
}

function holds(outer: Field, inner: Field): boolean {
  return (
    outer.source === inner.source &&
    outer.range.start <= inner.range.start &&
    inner.range.end <= outer.range.end
  )
}

/** Inspections as data, in the shape that `docs/what-can-be-opened.md` describes: what is there keeps its name and its meaning. */
import { DIRECTIONS, latin1 } from '../../src/wire/bytes/bytes.ts'
import type { Field, Unit } from '../../src/wire/field/field.ts'
import type { Problem } from '../../src/wire/field/problem.ts'
import { sourceOf } from '../../src/wire/trace/queries/sides.ts'
import type { Side } from '../../src/wire/trace/views.ts'
import {
  fieldLabel,
  fieldSentence,
  problemSentence,
  sentenceContext,
  type SentenceContext,
} from '../../src/words/field-sentences/index.ts'
import type { Language } from '../../src/words/languages.ts'
import type { InspectedExchange, Inspection } from './inspect.ts'
import { failureText, guessText, likenessText, noteText } from './sentences.ts'

export const REPORT_VERSION = 1

/** Gives the report of some inputs. */
export function reportOf(inspections: readonly Inspection[], language: Language): object {
  return {
    format: 'comet-on-the-wire inspection',
    version: REPORT_VERSION,
    inputs: inspections.map((each) => inputReport(each, language)),
  }
}

function inputReport(inspection: Inspection, language: Language): object {
  const { input, isRead, from, reading, guess, failure, notes, exchanges } = inspection
  return {
    input,
    read: isRead,
    ...(from === undefined ? {} : { from }),
    ...(reading === undefined ? {} : { reading }),
    ...(guess === undefined ? {} : { guess: { ...guess, sentence: guessText(guess, language) } }),
    ...(guess?.looksLike === undefined ? {} : { looksLike: likenessText(guess.looksLike, language) }),
    ...(failure === undefined ? {} : { failure: { ...failure, sentence: failureText(failure, language) } }),
    notes: notes.map(({ code, count }) => ({ code, count, sentence: noteText({ code, count }, language) })),
    exchanges: exchanges.map((each) => exchangeReport(each, language)),
  }
}

function exchangeReport({ sides, ...about }: InspectedExchange, language: Language): object {
  const reports = DIRECTIONS.flatMap((direction) => {
    const side = sides[direction]
    return side === undefined || side.source.bytes.length === 0
      ? []
      : [[direction, sideReport(side, language)] as const]
  })
  return { ...about, sides: Object.fromEntries(reports) }
}

function sideReport(side: Side, language: Language): object {
  return {
    bytes: side.source.bytes.length,
    missing: side.missing.map(({ start, end }) => [start, end]),
    derived: side.derived.map((source) => ({
      source: source.id,
      derivation: source.kind === 'derived' ? source.derivation : 'none',
      bytes: source.bytes.length,
    })),
    units: side.units.map((unit) => unitReport(unit, side, language)),
  }
}

function unitReport(unit: Unit, side: Side, language: Language): object {
  const { bytes } = sourceOf(side, unit.source) ?? side.source
  const context = sentenceContext(unit, bytes)
  const { id, kind, source, range, complete } = unit
  return {
    id,
    kind,
    source,
    start: range.start,
    end: range.end,
    complete,
    fields: unit.fields.map((field) => fieldReport(field, { bytes, context, language })),
  }
}

interface Told {
  readonly bytes: Uint8Array
  readonly context: SentenceContext
  readonly language: Language
}

function fieldReport(field: Field, told: Told): object {
  const { kind, range, bits, value, citation, problems, children } = field
  const { bytes, context, language } = told
  return {
    kind,
    label: fieldLabel(language, kind),
    start: range.start,
    end: range.end,
    ...(bits === undefined ? {} : { bits: [bits.start, bits.end] }),
    ...(value === undefined ? {} : { value }),
    ...(children.length > 0 ? {} : { latin1: latin1(bytes, range.start, range.end) }),
    ...(citation === undefined ? {} : { citation }),
    sentence: fieldSentence(language, field, context),
    problems: problems.map((problem) => problemReport(problem, language)),
    children: children.map((child) => fieldReport(child, told)),
  }
}

function problemReport({ code, severity, citation, closeCode }: Problem, language: Language): object {
  return {
    code,
    severity,
    citation,
    ...(closeCode === undefined ? {} : { closeCode }),
    sentence: problemSentence(language, code),
  }
}

/** Inspections as text: what is in an input and what is wrong with it, or every field with its sentence. */
import { DIRECTIONS, latin1, type Direction } from '../../src/wire/bytes/bytes.ts'
import type { Field, Unit } from '../../src/wire/field/field.ts'
import { findProblems, leaves } from '../../src/wire/trace/queries/fields.ts'
import { sourceOf } from '../../src/wire/trace/queries/sides.ts'
import type { Side } from '../../src/wire/trace/views.ts'
import {
  fieldLabel,
  fieldSentence,
  problemSentence,
  sentenceContext,
} from '../../src/words/field-sentences/index.ts'
import { TRACE_WORDS } from '../../src/words/trace-words.ts'
import type { Language } from '../../src/words/languages.ts'
import { WORKBENCH_WORDS } from '../../src/workbench/words.ts'
import { BENCH_WORDS } from '../../src/bench/view/words.ts'
import type { InspectedExchange, Inspection } from './inspect.ts'
import { failureText, guessText, likenessText, noteText } from './sentences.ts'

const ARROWS: Readonly<Record<Direction, string>> = { 'client-to-server': '↑', 'server-to-client': '↓' }

/** What an input is, its exchanges with their units counted, and every problem. */
export function summaryOf(inspection: Inspection, language: Language): string {
  return linesOf(inspection, language, (exchange) => [
    ...unitCounts(exchange, language),
    ...sidesOf(exchange).flatMap(([direction, side]) => problemLines(direction, side, language)),
  ])
}

/** The same with every field and its sentence. */
export function textOf(inspection: Inspection, language: Language): string {
  return linesOf(inspection, language, (exchange) =>
    sidesOf(exchange).flatMap(([direction, side]) => [
      `  ${ARROWS[direction]} ${BENCH_WORDS[language].direction[direction]}, ${side.source.bytes.length} B`,
      ...side.units.flatMap((unit) => unitLines(unit, side, language)),
    ]),
  )
}

function linesOf(
  inspection: Inspection,
  language: Language,
  body: (exchange: InspectedExchange) => readonly string[],
): string {
  const { input, failure, guess, notes, exchanges } = inspection
  const lines = [`== ${input}`]
  if (failure !== undefined) lines.push(failureText(failure, language))
  if (guess !== undefined) lines.push(guessText(guess, language))
  if (guess?.looksLike !== undefined) lines.push(likenessText(guess.looksLike, language))
  for (const note of notes) lines.push(`- ${noteText(note, language)}`)
  for (const exchange of exchanges) {
    lines.push(titleOf(exchange, inspection, language))
    for (const line of body(exchange)) lines.push(line)
  }
  return `${lines.join('\n')}\n`
}

function titleOf(exchange: InspectedExchange, { reading }: Inspection, language: Language): string {
  const { id, kind, method, target, status } = exchange
  if (kind === 'alone') return reading === undefined ? id : WORKBENCH_WORDS[language].bring.readings[reading]
  const said =
    method === undefined && status === undefined
      ? ''
      : `: ${method ?? '?'} ${target ?? '?'} → ${status ?? '–'}`
  return `${id} ${BENCH_WORDS[language].transport[kind]}${said}`
}

function sidesOf({ sides }: InspectedExchange): readonly (readonly [Direction, Side])[] {
  return DIRECTIONS.flatMap((direction) => {
    const side = sides[direction]
    return side === undefined || side.source.bytes.length === 0 ? [] : [[direction, side] as const]
  })
}

function unitCounts(exchange: InspectedExchange, language: Language): readonly string[] {
  return sidesOf(exchange).map(([direction, side]) => {
    const counts = new Map<string, number>()
    for (const { kind } of side.units) {
      const label = TRACE_WORDS[language].unit[kind]
      counts.set(label, (counts.get(label) ?? 0) + 1)
    }
    const units = Array.from(counts, ([label, count]) => `${count} × ${label}`).join(', ')
    const missing = side.missing.reduce((sum, { start, end }) => sum + end - start, 0)
    const holes = missing === 0 ? '' : `; ${fieldLabel(language, 'trace.missing')}: ${missing} B`
    return `  ${ARROWS[direction]} ${side.source.bytes.length} B: ${units}${holes}`
  })
}

function problemLines(direction: Direction, side: Side, language: Language): readonly string[] {
  return side.units.flatMap((unit) =>
    findProblems(unit.fields).map(({ field, problem }) => {
      const mark = problem.severity === 'violation' ? '!' : '~'
      const place = `${TRACE_WORDS[language].unit[unit.kind]} ${field.range.start}–${field.range.end}`
      return `  ${mark} ${ARROWS[direction]} ${place}, ${fieldLabel(language, field.kind)}: ${problem.code}. ${problemSentence(language, problem.code)}`
    }),
  )
}

function unitLines(unit: Unit, side: Side, language: Language): readonly string[] {
  const { bytes } = sourceOf(side, unit.source) ?? side.source
  const context = sentenceContext(unit, bytes)
  const { kind, range, complete } = unit
  return [
    `    ${TRACE_WORDS[language].unit[kind]} ${range.start}–${range.end}${complete ? '' : ' …'}`,
    ...leaves(unit.fields).flatMap((field) => [
      leafLine(field, bytes, language),
      `        ${fieldSentence(language, field, context)}`,
      ...field.problems.map(({ code }) => `        ! ${code}: ${problemSentence(language, code)}`),
    ]),
  ]
}

function leafLine(field: Field, bytes: Uint8Array, language: Language): string {
  const { range, bits, kind, value } = field
  const place = bits === undefined ? '' : `:${bits.start}–${bits.end}`
  const said = value === undefined ? '' : ` = ${value}`
  return `      ${range.start}–${range.end}${place} ${fieldLabel(language, kind)} ${JSON.stringify(latin1(bytes, range.start, range.end))}${said}`
}

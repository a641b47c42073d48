/**
 * A run's dissection as text: every exchange, unit and leaf field with its offsets and what it says, one a line. What a
 * reader takes along, and what stands beside each capture, so that a change in a dissector shows as a difference.
 */
import { DIRECTIONS, latin1, type ByteSource } from '../bytes/bytes.ts'
import type { Field, Unit } from '../field/field.ts'
import { conversationOf } from '../trace/conversation.ts'
import { leaves } from '../trace/queries/fields.ts'
import { sourceOf } from '../trace/queries/sides.ts'
import type { Trace } from '../trace/trace.ts'
import type { ExchangeView, Side } from '../trace/views.ts'

/** Gives the dissection of a run, a line a leaf, without times: the same bytes give the same text. */
export function dissectionText(trace: Trace): string {
  return (
    conversationOf(trace.events)
      .exchanges.flatMap((exchange) => exchangeLines(exchange))
      .join('\n') + '\n'
  )
}

/** A sentence on a field, in the words of a language; none where there is nothing to say. */
export type FieldSentence = (field: Field, bytes: Uint8Array) => string | undefined

/**
 * Gives the text a reader takes along: who recorded what, then the dissection, with the slices and their times, and with
 * a sentence under each field where `sentence` has one.
 */
export function annotatedText(trace: Trace, sentence?: FieldSentence): string {
  const { header } = trace
  const { exchanges } = conversationOf(trace.events)
  const base = exchanges.reduce((first, { openedAt }) => Math.min(first, openedAt), Infinity)
  const lines = [
    `Comet on the wire: ${header.scenario ?? `lab ${header.lab}`}, recorded ${header.recordedAt}`,
    `client: ${header.client}`,
    'Offsets count in one direction of one exchange; times are milliseconds after the first exchange began.',
    'A slice is what one read or write handed over, no TCP segment. Values that are all asterisks were masked.',
    '',
    ...exchanges.flatMap((exchange) => exchangeLines(exchange, { base, sentence })),
  ]
  return lines.join('\n') + '\n'
}

interface Annotation {
  readonly base: number
  readonly sentence: FieldSentence | undefined
}

function exchangeLines(exchange: ExchangeView, annotation?: Annotation): string[] {
  const { id, connection, transport, method, target, status } = exchange
  const summary = `${method ?? '?'} ${target ?? '?'} -> ${status ?? 'no answer'}`
  const lines = [`exchange ${id} on connection ${connection}: ${transport}, ${summary}`]
  for (const direction of DIRECTIONS) {
    const side = exchange.sides[direction]
    if (side.source.bytes.length === 0) continue
    lines.push(`  ${direction}, ${side.source.bytes.length} bytes, ${side.slices.length} slices`)
    if (annotation !== undefined) for (const line of sliceLines(side, annotation.base)) lines.push(line)
    for (const unit of side.units) {
      const source = sourceOf(side, unit.source) ?? side.source
      for (const line of unitLines(unit, source, annotation?.sentence)) lines.push(line)
    }
  }
  return lines
}

function sliceLines(side: Side, base: number): string[] {
  return side.slices.map(({ range, left, arrived }) => {
    const [leaves, arrives] = [left - base, arrived - base].map((at) => at.toFixed(3))
    return `    slice ${range.start}-${range.end} left ${leaves}, arrived ${arrives}`
  })
}

function unitLines(unit: Unit, source: ByteSource, sentence: FieldSentence | undefined): string[] {
  const { kind, range, complete, fields } = unit
  const derived = source.kind === 'derived' ? ` of ${source.derivation}` : ''
  const head = `    ${kind}${derived} ${range.start}-${range.end}${complete ? '' : ' incomplete'}`
  return [
    head,
    ...leaves(fields).flatMap((field) => {
      const said = sentence?.(field, source.bytes)
      return said === undefined ? [leafLine(field, source)] : [leafLine(field, source), `        ${said}`]
    }),
  ]
}

function leafLine(field: Field, source: ByteSource): string {
  const { start, end } = field.range
  const bits = field.bits === undefined ? '' : `:${field.bits.start}-${field.bits.end}`
  const text = JSON.stringify(latin1(source.bytes, start, end))
  const value = field.value === undefined ? '' : ` = ${JSON.stringify(field.value)}`
  const problems = field.problems.map(({ code }) => ` !${code}`).join('')
  return `      ${start}-${end}${bits} ${field.kind} ${text}${value}${problems}`
}

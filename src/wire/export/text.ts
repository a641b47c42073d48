/**
 * A run's dissection as text: every exchange, unit and leaf field with its offsets and what it says, one a line. What a
 * reader takes along, and what stands beside each capture, so that a change in a dissector shows as a difference.
 */
import { DIRECTIONS, latin1, type ByteSource } from '../bytes.ts'
import type { Field, Unit } from '../field.ts'
import { createConversation } from '../trace/conversation.ts'
import type { Trace } from '../trace/trace.ts'
import type { Conversation, ExchangeView, Side } from '../trace/views.ts'

/** Folds the whole trace into its conversation. */
export function conversationOf({ events }: Pick<Trace, 'events'>): Conversation {
  const conversation = createConversation()
  events.forEach((event, moment) => conversation.push(event, moment))
  return conversation.view
}

/** Gives the dissection of a run, a line a leaf, without times: the same bytes give the same text. */
export function dissectionText(trace: Trace): string {
  return (
    conversationOf(trace)
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
  const { exchanges } = conversationOf(trace)
  const base = Math.min(...exchanges.map(({ openedAt }) => openedAt))
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

/** The fields without children, in order: the ones that cover the bytes. */
export function leaves(fields: readonly Field[]): readonly Field[] {
  return fields.flatMap((field) => (field.children.length === 0 ? [field] : leaves(field.children)))
}

/** The source a unit's offsets count in: the wire's, or one derived from it. */
export function sourceOf(unit: Unit, side: Side): ByteSource {
  return side.derived.find(({ id }) => id === unit.source) ?? side.source
}

interface Annotation {
  readonly base: number
  readonly sentence: FieldSentence | undefined
}

function exchangeLines(exchange: ExchangeView, annotation?: Annotation): string[] {
  const { id, connection, transport, method, target, status } = exchange
  const gist = `${method ?? '?'} ${target ?? '?'} -> ${status ?? 'no answer'}`
  const lines = [`exchange ${id} on connection ${connection}: ${transport}, ${gist}`]
  for (const direction of DIRECTIONS) {
    const side = exchange.sides[direction]
    if (side.source.bytes.length === 0) continue
    lines.push(`  ${direction}, ${side.source.bytes.length} bytes, ${side.slices.length} slices`)
    if (annotation !== undefined) lines.push(...sliceLines(side, annotation.base))
    for (const unit of side.units) lines.push(...unitLines(unit, sourceOf(unit, side), annotation?.sentence))
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

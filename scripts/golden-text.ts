/**
 * A capture's dissection as text: every exchange, unit and leaf field with its offsets and what it says. Kept beside the
 * capture, so that a change in a dissector shows as a difference in a file.
 */
import { DIRECTIONS, latin1 } from '../src/wire/bytes.ts'
import type { ByteSource } from '../src/wire/bytes.ts'
import type { Field, Unit } from '../src/wire/field.ts'
import { createConversation } from '../src/wire/trace/conversation.ts'
import type { Trace } from '../src/wire/trace/trace.ts'
import type { Conversation, ExchangeView, Side } from '../src/wire/trace/views.ts'

/** Folds the whole trace into its conversation. */
export function conversationOf(trace: Trace): Conversation {
  const conversation = createConversation()
  trace.events.forEach((event, moment) => conversation.push(event, moment))
  return conversation.view
}

/** Gives the golden text of a trace, a line a leaf. */
export function goldenText(trace: Trace): string {
  const { exchanges } = conversationOf(trace)
  return exchanges.flatMap(exchangeLines).join('\n') + '\n'
}

/** The fields without children, in order: the ones that cover the bytes. */
export function leaves(fields: readonly Field[]): readonly Field[] {
  return fields.flatMap((field) => (field.children.length === 0 ? [field] : leaves(field.children)))
}

/** The source a unit's offsets count in: the wire's, or one derived from it. */
export function sourceOf(unit: Unit, side: Side): ByteSource {
  return side.derived.find(({ id }) => id === unit.source) ?? side.source
}

function exchangeLines(exchange: ExchangeView): string[] {
  const { id, connection, transport, method, target, status } = exchange
  const gist = `${method ?? '?'} ${target ?? '?'} -> ${status ?? 'no answer'}`
  const lines = [`exchange ${id} on connection ${connection}: ${transport}, ${gist}`]
  for (const direction of DIRECTIONS) {
    const side = exchange.sides[direction]
    if (side.source.bytes.length === 0) continue
    lines.push(`  ${direction}, ${side.source.bytes.length} bytes, ${side.slices.length} slices`)
    for (const unit of side.units) lines.push(...unitLines(unit, sourceOf(unit, side)))
  }
  return lines
}

function unitLines(unit: Unit, source: ByteSource): string[] {
  const { kind, range, complete, fields } = unit
  const derived = source.kind === 'derived' ? ` of ${source.derivation}` : ''
  const head = `    ${kind}${derived} ${range.start}-${range.end}${complete ? '' : ' incomplete'}`
  return [head, ...leaves(fields).map((field) => leafLine(field, source))]
}

function leafLine(field: Field, source: ByteSource): string {
  const { start, end } = field.range
  const bits = field.bits === undefined ? '' : `:${field.bits.start}-${field.bits.end}`
  const text = JSON.stringify(latin1(source.bytes, start, end))
  const value = field.value === undefined ? '' : ` = ${JSON.stringify(field.value)}`
  const problems = field.problems.map(({ code }) => ` !${code}`).join('')
  return `      ${start}-${end}${bits} ${field.kind} ${text}${value}${problems}`
}

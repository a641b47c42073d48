/**
 * A run with bytes of one side changed by the reader. The exchange is dissected anew as a whole, so that what a changed bit
 * does to all that follows (a length that swallows the next frame) shows too; the others stay the very objects they were. Pure.
 */
import { DIRECTIONS, type SourceId } from '../wire/bytes/bytes.ts'
import { createConversation } from '../wire/trace/conversation.ts'
import type { TraceEvent } from '../wire/trace/trace.ts'
import type { Conversation, ExchangeView } from '../wire/trace/views.ts'
import { runOfBytes, type RunOnShow } from './run-on-show.ts'

/** Bytes of a wire source that are others now, by their offsets in it. */
export interface ByteEdits {
  readonly source: SourceId
  readonly bytes: ReadonlyMap<number, number>
}

/**
 * Gives the edits with `difference` (XOR) laid on one byte. Unmasking and joining keep a bit in its place, so that a bit
 * turned in a derived view is the same bit on the wire. Edits of another source are given up; a byte that is again what it
 * was is no edit.
 */
export function withDifference(
  edits: ByteEdits | undefined,
  original: Conversation,
  place: { readonly source: SourceId; readonly offset: number },
  difference: number,
): ByteEdits | undefined {
  const was = original.source(place.source)?.bytes[place.offset]
  if (was === undefined) return edits
  const bytes = new Map(edits?.source === place.source ? edits.bytes : [])
  const next = ((bytes.get(place.offset) ?? was) ^ difference) & 0xff
  if (next === was) bytes.delete(place.offset)
  else bytes.set(place.offset, next)
  return bytes.size === 0 ? undefined : { source: place.source, bytes }
}

function exchangeOf({ conversation }: RunOnShow, edits: ByteEdits): ExchangeView | undefined {
  return conversation.exchanges.find((each) =>
    DIRECTIONS.some((direction) => each.sides[direction].source.id === edits.source),
  )
}

/** Gives the events of the run as they would be, without reading them. */
export function editedEvents(run: RunOnShow, edits: ByteEdits): readonly TraceEvent[] {
  const exchange = exchangeOf(run, edits)
  return exchange === undefined
    ? run.events
    : run.events.map((event) => (isOf(event, exchange) ? edited(event, exchange, edits) : event))
}

function edited(event: TraceEvent, exchange: ExchangeView, edits: ByteEdits): TraceEvent {
  return event.kind === 'slice' && exchange.sides[event.direction].source.id === edits.source
    ? { ...event, bytes: changed(event.bytes, event.offset, edits) }
    : event
}

/** Gives the run as it would be had these bytes crossed. */
export function editedRun(run: RunOnShow, edits: ByteEdits): RunOnShow {
  if (run.reading !== undefined) {
    const [event] = run.events
    if (event?.kind !== 'slice') return run
    return runOfBytes(changed(event.bytes, 0, edits), run.reading)
  }
  const exchange = exchangeOf(run, edits)
  if (exchange === undefined) return run
  const fold = createConversation()
  const events = run.events.map((event, moment): TraceEvent => {
    if (!isOf(event, exchange)) return event
    const own = edited(event, exchange, edits)
    fold.push(own, moment)
    return own
  })
  return { ...run, events, conversation: overlaid(run.conversation, exchange.id, fold.view) }
}

function isOf(event: TraceEvent, { id }: ExchangeView): boolean {
  switch (event.kind) {
    case 'exchange-opened':
    case 'exchange-closed':
    case 'slice':
    case 'dropped':
      return event.exchange === id
    default:
      return false
  }
}

/** The bytes with the edits that fall into them; the same array where none does. `from` is the first one's offset. */
export function changed(bytes: Uint8Array, from: number, edits: ByteEdits): Uint8Array {
  let copy: Uint8Array | undefined
  for (const [offset, value] of edits.bytes) {
    if (offset < from || offset >= from + bytes.length) continue
    copy ??= bytes.slice()
    copy[offset - from] = value
  }
  return copy ?? bytes
}

/** A conversation in which one exchange is another's. */
function overlaid(base: Conversation, id: string, over: Conversation): Conversation {
  const own = over.exchange(id)
  if (own === undefined) return base
  const isOver = (source: SourceId): boolean =>
    DIRECTIONS.some((direction) => {
      const wire = own.sides[direction].source.id
      return source === wire || source.startsWith(`${wire}/`)
    })
  return {
    connections: base.connections,
    exchanges: base.exchanges.map((each) => (each.id === id ? own : each)),
    exchange: (each) => (each === id ? own : base.exchange(each)),
    source: (source) => (isOver(source) ? over : base).source(source),
    unit: (unit) => (isOver(unit.slice(0, Math.max(0, unit.lastIndexOf('@')))) ? over : base).unit(unit),
  }
}

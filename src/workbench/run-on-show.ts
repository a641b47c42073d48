/**
 * What the workbench has on its table: a trace with its conversation, or bytes that stand alone, in the one shape that the
 * list and the inspector read. Nothing is made up around bytes that stand alone but the one slice that brought them.
 */
import type { BenchModel } from '../bench/model/bench-model.ts'
import { wireSourceId, type Direction } from '../wire/bytes/bytes.ts'
import { otherWay } from '../wire/bytes/each-way.ts'
import { directionOf, readBytesAs, type ByteReading } from '../wire/import/read-as.ts'
import { conversationOf } from '../wire/trace/conversation.ts'
import type { Selection } from '../wire/trace/selection.ts'
import type { Trace, TraceEvent } from '../wire/trace/trace.ts'
import { unitOfId, unitsIn } from '../wire/trace/units-of-side.ts'
import type { Conversation, ExchangeView, Side } from '../wire/trace/views.ts'
import type { TracedKind } from '../wire/trace/transports.ts'

export interface RunOnShow {
  readonly events: readonly TraceEvent[]
  readonly conversation: Conversation
  /** Changes whenever the two above do. */
  readonly version: number
  /** How many of the events are on show. */
  readonly shown: number
  /** What its bytes are read as, where they stand alone. */
  readonly reading?: ByteReading
}

/** The run of a whole trace. */
export function runOfTrace({ events }: Pick<Trace, 'events'>): RunOnShow {
  return { events, conversation: conversationOf(events), version: 0, shown: events.length }
}

/** The run that a bench has on show now; `version` and `shown` are its signals' values. */
export function runOfBench(model: BenchModel, version: number, shown: number): RunOnShow {
  return { events: model.events, conversation: model.conversation, version, shown }
}

/** A moment with the unit that begins in it, where it brought one. */
export function selectionAt({ events, conversation }: RunOnShow, moment: number): Selection {
  const event = events[moment]
  if (event?.kind !== 'slice') return { moment }
  const side = conversation.exchange(event.exchange)?.sides[event.direction]
  const { offset, bytes } = event
  const unit = side && unitsIn(side, { start: offset, end: offset + bytes.length })[0]
  return unit === undefined ? { moment } : { moment, unit: unit.id }
}

const EXCHANGE = 'bytes'

/** The run whose only slice is these bytes, read as what they are said to be. */
export function runOfBytes(bytes: Uint8Array, reading: ByteReading): RunOnShow {
  return runOfSide(readBytesAs(bytes, reading), bytes, reading)
}

/** The run whose only slice is these bytes, of which this was read. */
export function runOfSide(read: Side, bytes: Uint8Array, reading: ByteReading): RunOnShow {
  const direction = directionOf(reading)
  const slice = {
    moment: 0,
    exchange: EXCHANGE,
    direction,
    range: { start: 0, end: bytes.length },
    left: 0,
    arrived: 0,
  }
  const side: Side = { ...read, slices: [slice] }
  const silent: Side = { ...emptySide(direction), missing: [] }
  const exchange: ExchangeView = {
    id: EXCHANGE,
    connection: EXCHANGE,
    transport: TRANSPORT[reading],
    openedAt: 0,
    sides:
      direction === 'client-to-server'
        ? { 'client-to-server': side, 'server-to-client': silent }
        : { 'client-to-server': silent, 'server-to-client': side },
  }
  return {
    events: [{ kind: 'slice', exchange: EXCHANGE, direction, offset: 0, left: 0, arrived: 0, bytes }],
    conversation: asConversation([exchange]),
    version: 0,
    shown: 1,
    reading,
  }
}

const TRANSPORT: Readonly<Record<ByteReading, TracedKind>> = {
  request: 'http',
  response: 'http',
  'client-frames': 'ws',
  'server-frames': 'ws',
  'client-frames-deflate': 'ws',
  'server-frames-deflate': 'ws',
  'event-stream': 'sse',
  scripts: 'iframe-stream',
  'pasted-request': 'http',
  'pasted-response': 'http',
  bytes: 'bytes',
}

/** The side that says nothing. */
function emptySide(of: Direction): Side {
  const id = wireSourceId(EXCHANGE, otherWay(of))
  return {
    source: { kind: 'wire', id, bytes: new Uint8Array() },
    derived: [],
    slices: [],
    units: [],
    missing: [],
  }
}

/** A conversation of exchanges that are there already. */
export function asConversation(exchanges: readonly ExchangeView[]): Conversation {
  const sides = exchanges.flatMap((exchange) => Object.values(exchange.sides))
  const sources = new Map(
    sides.flatMap((side) => [side.source, ...side.derived].map((each) => [each.id, each])),
  )
  return {
    connections: [],
    exchanges,
    exchange: (id) => exchanges.find((each) => each.id === id),
    source: (id) => sources.get(id),
    unit: (id) => {
      for (const side of sides) {
        const found = unitOfId(side, id)
        if (found !== undefined) return found
      }
      return undefined
    },
  }
}

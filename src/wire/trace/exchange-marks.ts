/**
 * What one exchange puts on a ladder: its arrows, its hold, and the sums its lane counts. Computed from the exchange's
 * view alone, so that it is computed again only when the exchange changed.
 */
import type { Field, Unit } from '../field.ts'
import type { TracedKind } from '../transports.ts'
import { eventsAmong, streamParts } from './stream-parts.ts'
import type { Arrow, ExchangeView, Hold, LaneSpec, Side, SliceView, StreamPart } from './views.ts'

export interface ExchangeMarks {
  /** In the order of the trace. */
  readonly arrows: readonly Arrow[]
  readonly hold?: Hold
  /** Its request's head has arrived whole. */
  readonly requested: boolean
  /** Its answer is complete and carries no event: 304, 204, or an empty list. */
  readonly emptyAnswer: boolean
}

/** Computes the marks of an exchange as it stands. */
export function exchangeMarks(exchange: ExchangeView): ExchangeMarks {
  const up = exchange.sides['client-to-server']
  const down = exchange.sides['server-to-client']
  const events = eventsIn(down)
  const begun = { up: headsBegun(up), down: headsBegun(down) }
  const parts = STREAMS.has(exchange.transport)
    ? { up: streamParts(up), down: streamParts(down) }
    : { up: NO_PARTS, down: NO_PARTS }
  const arrows = [
    ...up.slices.map((slice) =>
      arrow(slice, requestGist(begun.up.get(slice), exchange) ?? streamGist(parts.up.get(slice))),
    ),
    ...down.slices.map((slice) =>
      arrow(
        slice,
        responseGist(begun.down.get(slice), exchange, eventsBy(slice, parts.down, exchange, events)) ??
          streamGist(parts.down.get(slice)),
      ),
    ),
  ].sort((a, b) => a.moment - b.moment)
  const hold = holdOf(exchange)
  return {
    arrows,
    ...(hold === undefined ? {} : { hold }),
    requested: completeHead(up) !== undefined,
    emptyAnswer: isEmptyAnswer(exchange, down, events),
  }
}

/** Tells whether an exchange is one of a lane's; where the lane goes by the cursor, not before the target is known. */
export function belongsTo(exchange: ExchangeView, lane: LaneSpec): boolean {
  if (exchange.transport !== lane.transport) return false
  if (lane.cursor === undefined) return true
  if (exchange.target === undefined) return false
  return /[?&]after=/.test(exchange.target) === (lane.cursor === 'with')
}

function arrow(slice: SliceView, carries: Arrow['carries']): Arrow {
  const { moment, exchange, direction, range, left, arrived } = slice
  return { moment, exchange, direction, left, arrived, bytes: range.end - range.start, carries }
}

type Parts = ReadonlyMap<SliceView, readonly StreamPart[]>

const STREAMS: ReadonlySet<TracedKind> = new Set(['iframe-stream', 'sse', 'ws'])
const NO_PARTS: Parts = new Map()

/** A poll's answer is one thing, and its first slice names all it brings; a stream's slice only what is in it. */
function eventsBy(
  slice: SliceView,
  parts: Parts,
  exchange: ExchangeView,
  all: readonly number[],
): readonly number[] {
  return STREAMS.has(exchange.transport) ? eventsAmong(parts.get(slice) ?? []) : all
}

function streamGist(parts: readonly StreamPart[] | undefined): Arrow['carries'] {
  if (parts === undefined) return { kind: 'more' }
  return { kind: 'stream', parts, events: eventsAmong(parts) }
}

function requestGist(head: Unit | undefined, exchange: ExchangeView): Arrow['carries'] | undefined {
  if (head === undefined || exchange.method === undefined) return undefined
  return { kind: 'request', method: exchange.method, target: exchange.target ?? '' }
}

function responseGist(
  head: Unit | undefined,
  exchange: ExchangeView,
  events: readonly number[],
): Arrow['carries'] | undefined {
  const status = head === undefined ? undefined : statusOf(head.fields)
  if (status === undefined) return undefined
  return { kind: 'response', status, events: status === exchange.status ? events : [] }
}

/** Which head begins in which slice; of two in one slice (a 1xx and the answer itself) the later. */
function headsBegun(side: Side): ReadonlyMap<SliceView, Unit> {
  const begun = new Map<SliceView, Unit>()
  let next = 0
  for (const unit of side.units) {
    if (unit.kind !== 'request-head' && unit.kind !== 'response-head') continue
    // Units and slices both come in the order of their bytes, so neither is gone through twice.
    while (next < side.slices.length && (side.slices[next]?.range.end ?? 0) <= unit.range.start) next++
    const slice = side.slices[next]
    if (slice !== undefined && slice.range.start <= unit.range.start) begun.set(slice, unit)
  }
  return begun
}

/**
 * When the server may speak. A long poll: from the arrival of the request head's last byte to the first byte that leaves in
 * answer (or to the end without one). A stream: from the answer's first byte to the exchange's end.
 */
function holdOf(exchange: ExchangeView): Hold | undefined {
  const answered = exchange.sides['server-to-client'].slices[0]?.left
  if (STREAMS.has(exchange.transport)) {
    if (answered === undefined || !GOES_ON.has(exchange.status ?? 0)) return undefined
    const to = exchange.closedAt
    return { exchange: exchange.id, kind: 'open', from: answered, ...(to === undefined ? {} : { to }) }
  }
  if (exchange.transport !== 'long-poll') return undefined
  const up = exchange.sides['client-to-server']
  const head = completeHead(up)
  const last = head && up.slices.find((slice) => slice.range.end >= head.range.end)
  if (last === undefined) return undefined
  const to = answered ?? exchange.closedAt
  return { exchange: exchange.id, kind: 'held', from: last.arrived, ...(to === undefined ? {} : { to }) }
}

const GOES_ON: ReadonlySet<number> = new Set([200, 101])

function isEmptyAnswer(exchange: ExchangeView, down: Side, events: readonly number[]): boolean {
  if (exchange.status === 304 || exchange.status === 204) return true
  const envelope = down.units.some((unit) => unit.fields.some((field) => field.kind === 'json.last'))
  return exchange.status === 200 && envelope && events.length === 0
}

function completeHead(side: Side): Unit | undefined {
  return side.units.find((unit) => unit.kind === 'request-head' && unit.complete)
}

function statusOf(fields: readonly Field[]): number | undefined {
  const line = fields.find((field) => field.kind === 'http.status-line')
  const code = line?.children.find((field) => field.kind === 'http.status-code')
  return typeof code?.value === 'number' ? code.value : undefined
}

function eventsIn(side: Side): readonly number[] {
  return side.units
    .filter((unit) => unit.kind === 'content')
    .flatMap((unit) => unit.fields)
    .flatMap((field) => (field.kind === 'json.event' && typeof field.value === 'number' ? [field.value] : []))
}

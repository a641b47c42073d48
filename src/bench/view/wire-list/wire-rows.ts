/**
 * Turns the slices of a conversation into rows: when, which way, a summary, a size, and the brackets of what each
 * slice carries. Pure; drawn by `WireList.tsx`.
 */
import type { BenchWords } from '../words.ts'
import { latin1, type ByteRange, type Direction } from '../../../wire/bytes/bytes.ts'
import type { Field, Unit } from '../../../wire/field/field.ts'
import { findField, findFields } from '../../../wire/trace/queries/fields.ts'
import { bytesOf } from '../../../wire/trace/queries/sides.ts'
import { rangesFrom } from '../../../wire/bytes/source-map.ts'
import { lowerBound } from '../../../wire/bytes/ordered.ts'
import { partOfUnit } from '../../../wire/trace/queries/stream-parts.ts'
import type { TraceEvent } from '../../../wire/trace/trace.ts'
import { unitsIn, unitsOver } from '../../../wire/trace/units-of-side.ts'
import type { ExchangeView, PublishedMark, Side, StreamPart } from '../../../wire/trace/views.ts'
import type { TracedKind } from '../../../wire/trace/transports.ts'
import type { BenchViewState } from '../bench-view-state.ts'
import { eventSummary } from '../ladder/event-summary.ts'
import { shortTarget } from '../ladder/ladder-marks.ts'

/**
 * A part of a slice: a unit, with what lies in it: a script in a chunk, a message in a frame, an event in either. `cut` where it
 * goes on beyond this slice.
 */
export interface Bracket {
  readonly label: string
  /** The same where many stand side by side. */
  readonly short: string
  /** What it brings, for the row's line; nothing where its label says all. */
  readonly summary?: string
  readonly bytes: number
  readonly cut: boolean
  /** To open in the inspector. */
  readonly unit: string
  readonly inner: readonly Bracket[]
}

export interface WireRow {
  readonly moment: number
  readonly exchange: string
  readonly transport: TracedKind
  readonly direction: Direction
  readonly at: number
  readonly bytes: number
  readonly summary: string
  readonly brackets: readonly Bracket[]
}

/** The moments of the slices before `shown`, in order. Cheap: rows are made only for those in sight. */
export function sliceMoments(events: readonly TraceEvent[], shown: number): readonly number[] {
  const moments: number[] = []
  for (let index = 0; index < Math.min(shown, events.length); index++) {
    if (events[index]?.kind === 'slice') moments.push(index)
  }
  return moments
}

/** The row of the slice at `moment`; `undefined` where there is none or its exchange is unknown. */
export function wireRow(
  moment: number,
  viewState: Pick<BenchViewState, 'events' | 'conversation' | 'timeline' | 'words'>,
): WireRow | undefined {
  const { events, conversation, timeline, words } = viewState
  const event = events[moment]
  if (event?.kind !== 'slice') return undefined
  const exchange = conversation.exchange(event.exchange)
  if (exchange === undefined) return undefined
  const side = exchange.sides[event.direction]
  const range = { start: event.offset, end: event.offset + event.bytes.length }
  const name = (id: number): string => {
    const published = publishedAs(id, timeline.published)
    return published === undefined ? words.eventWithId(id) : eventSummary(published.event, words)
  }
  const brackets = bracketsOf(range, { side, words, name })
  return {
    moment,
    exchange: exchange.id,
    transport: exchange.transport,
    direction: event.direction,
    at: event.arrived,
    bytes: event.bytes.length,
    summary: summaryOf(exchange, side, range, brackets, words),
    brackets,
  }
}

/** The mark of an event: ids count up, so that it nearly always stands where a binary search looks. */
function publishedAs(id: number, published: readonly PublishedMark[]): PublishedMark | undefined {
  const mark = published[lowerBound(published, id, ({ event }) => event.id)]
  return mark?.event.id === id ? mark : published.find(({ event }) => event.id === id)
}

/** What a slice carries, and how its parts and events are called. */
interface Carried {
  readonly side: Side
  readonly words: BenchWords
  readonly name: (id: number) => string
}

function bracketsOf(range: ByteRange, carried: Carried): readonly Bracket[] {
  return unitsIn(carried.side, range).map((unit) => {
    const own = findFields(unit.fields, 'json.event')
      .filter(({ field }) => field.source === unit.source && shared(field.range, range) > 0)
      .map(({ field }) => eventBracket(field.value, shared(field.range, range), unit, carried))
    const inner = [...own, ...contentBrackets(overlap(unit.range, range), carried)]
    return unitBracket(unit, range, inner.length > 0 ? inner : frameInside(unit, carried), carried)
  })
}

/** What of a content is a part of its own; the markup between scripts says nothing, payloads are in their messages. */
const CONTENT_UNITS: ReadonlySet<Unit['kind']> = new Set<Unit['kind']>(['script', 'event-block', 'message'])

/** The parts of what was made from a range of the wire: scripts and event blocks de-chunked, messages joined from frames. */
function contentBrackets(range: ByteRange, carried: Carried): readonly Bracket[] {
  const { side } = carried
  const reached = rangesFrom(side, range)
  reached.delete(side.source.id)
  const units = Array.from(reached, ([source, there]) => unitsOver(side, source, there)).flat()
  return units.flatMap((unit) => {
    const there = reached.get(unit.source)
    if (there === undefined || !CONTENT_UNITS.has(unit.kind) || shared(unit.range, there) === 0) return []
    const part = partOfUnit(unit, side)
    if (part?.kind !== 'event') {
      const inside = partInside(part, unit, shared(unit.range, there), carried)
      return [unitBracket(unit, there, inside, carried)]
    }
    const events = findFields(unit.fields, 'json.event')
    const event = events.find(({ field }) => field.source === unit.source)?.field
    const room = event === undefined ? 0 : shared(event.range, there)
    const inside = room > 0 ? [eventBracket(part.event, room, unit, carried)] : []
    return [unitBracket(unit, there, inside, carried)]
  })
}

/** A frame that carries no message says what it is by its opcode. */
function frameInside(unit: Unit, carried: Carried): readonly Bracket[] {
  if (unit.kind !== 'frame') return []
  return partInside(partOfUnit(unit, carried.side), unit, unit.range.end - unit.range.start, carried)
}

/** A part that is no event and no unit's mere name: a heartbeat, a comment, a ping, a close code. */
function partInside(
  part: StreamPart | undefined,
  unit: Unit,
  bytes: number,
  { words, name }: Carried,
): readonly Bracket[] {
  if (part === undefined || part.kind === 'script' || part.kind === 'markup' || part.kind === 'last-chunk')
    return []
  const label = words.run.part(part, name)
  return [{ label, short: label, summary: label, bytes, cut: false, unit: unit.id, inner: [] }]
}

function unitBracket(unit: Unit, within: ByteRange, inner: readonly Bracket[], { words }: Carried): Bracket {
  return {
    label: words.unit[unit.kind],
    short: words.unit[unit.kind],
    bytes: shared(unit.range, within),
    cut: unit.range.start < within.start || unit.range.end > within.end || !unit.complete,
    unit: unit.id,
    inner,
  }
}

function eventBracket(value: Field['value'], bytes: number, unit: Unit, { words, name }: Carried): Bracket {
  const says =
    typeof value === 'number'
      ? { label: words.eventWithId(value), short: String(value), summary: name(value) }
      : { label: '{…}', short: '…', summary: '{…}' }
  return { ...says, bytes, cut: false, unit: unit.id, inner: [] }
}

function overlap(a: ByteRange, b: ByteRange): ByteRange {
  return { start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) }
}

/** What brackets bring, however deep. */
function summariesOf(brackets: readonly Bracket[]): readonly string[] {
  return brackets.flatMap(({ summary, inner }) => (summary === undefined ? summariesOf(inner) : [summary]))
}

function shared(a: ByteRange, b: ByteRange): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start))
}

function summaryOf(
  exchange: ExchangeView,
  side: Side,
  range: ByteRange,
  brackets: readonly Bracket[],
  words: BenchWords,
): string {
  const [first] = unitsIn(side, range)
  if (first === undefined) return '…'
  const startsHere = first.range.start >= range.start
  const events = summariesOf(brackets)
  const carried = events.length === 0 ? '' : ` · ${events.join(words.listComma)}`
  if (first.kind === 'request-head' && startsHere && exchange.method !== undefined) {
    return `${exchange.method} ${shortTarget(exchange.target ?? '')}${carried}`
  }
  if (first.kind === 'response-head' && startsHere && exchange.status !== undefined) {
    return `${exchange.status}${carried || ` ${latin1(bytesOf(findField(first.fields, 'http.reason-phrase'), side))}`}`
  }
  return startsHere
    ? `${words.unit[first.kind]}${carried}`
    : `${words.wire.more(words.unit[first.kind])}${carried}`
}

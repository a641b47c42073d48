/**
 * Turns the slices of a conversation into rows: when, which way, a gist, a size, and the brackets of what each
 * slice carries. Pure; drawn by `WireList.tsx`.
 */
import type { BenchWords } from '../../i18n/bench-words.ts'
import { latin1 } from '../../wire/bytes.ts'
import type { ByteRange, Direction } from '../../wire/bytes.ts'
import type { Field, Unit } from '../../wire/field.ts'
import type { TraceEvent } from '../../wire/trace/trace.ts'
import type { ExchangeView, Side } from '../../wire/trace/views.ts'
import type { ExchangeKind } from '../../wire/transports.ts'
import type { Frame } from '../bench/frame.ts'
import { eventGist } from '../ladder/event-gist.ts'
import { shortTarget } from '../ladder/ladder-marks.ts'

/** A part of a slice: a unit, or an event inside one. `cut` where it goes on beyond this slice. */
export interface Bracket {
  readonly label: string
  readonly bytes: number
  readonly cut: boolean
  readonly unit: string
  readonly inner: readonly InnerBracket[]
}

export interface InnerBracket {
  readonly label: string
  /** The same where many stand side by side. */
  readonly short: string
  readonly gist: string
  readonly bytes: number
}

export interface WireRow {
  readonly moment: number
  readonly exchange: string
  readonly transport: ExchangeKind
  readonly direction: Direction
  readonly at: number
  readonly bytes: number
  readonly gist: string
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
  { events, conversation, timeline, words }: Pick<Frame, 'events' | 'conversation' | 'timeline' | 'words'>,
): WireRow | undefined {
  const event = events[moment]
  if (event?.kind !== 'slice') return undefined
  const exchange = conversation.exchange(event.exchange)
  if (exchange === undefined) return undefined
  const side = exchange.sides[event.direction]
  const range = { start: event.offset, end: event.offset + event.bytes.length }
  const name = (id: number): string => {
    const published = timeline.published.find((mark) => mark.event.id === id)
    return published === undefined ? words.wire.event(id) : eventGist(published.event, words)
  }
  const brackets = bracketsOf(side, range, words, name)
  return {
    moment,
    exchange: exchange.id,
    transport: exchange.transport,
    direction: event.direction,
    at: event.arrived,
    bytes: event.bytes.length,
    gist: gistOf(exchange, side, range, brackets, words),
    brackets,
  }
}

/** The units of a side that lie on the wire and share bytes with a range, in order. */
export function unitsIn(side: Side, range: ByteRange): readonly Unit[] {
  return side.units.filter(
    (unit) => unit.source === side.source.id && unit.range.start < range.end && unit.range.end > range.start,
  )
}

function bracketsOf(
  side: Side,
  range: ByteRange,
  words: BenchWords,
  name: (id: number) => string,
): readonly Bracket[] {
  return unitsIn(side, range).map((unit) => ({
    label: words.unit[unit.kind],
    bytes: shared(unit.range, range),
    cut: unit.range.start < range.start || unit.range.end > range.end || !unit.complete,
    unit: unit.id,
    inner: eventsIn(unit.fields)
      .filter((field) => field.source === unit.source && shared(field.range, range) > 0)
      .map((field) => ({
        label: typeof field.value === 'number' ? words.wire.event(field.value) : '{…}',
        short: typeof field.value === 'number' ? String(field.value) : '…',
        gist: typeof field.value === 'number' ? name(field.value) : '{…}',
        bytes: shared(field.range, range),
      })),
  }))
}

function eventsIn(fields: readonly Field[]): readonly Field[] {
  return fields.flatMap((field) => (field.kind === 'json.event' ? [field] : eventsIn(field.children)))
}

function shared(a: ByteRange, b: ByteRange): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start))
}

function gistOf(
  exchange: ExchangeView,
  side: Side,
  range: ByteRange,
  brackets: readonly Bracket[],
  words: BenchWords,
): string {
  const [first] = unitsIn(side, range)
  if (first === undefined) return '…'
  const startsHere = first.range.start >= range.start
  const events = brackets.flatMap((bracket) => bracket.inner.map((inner) => inner.gist))
  const carried = events.length === 0 ? '' : ` · ${events.join(words.listComma)}`
  if (first.kind === 'request-head' && startsHere && exchange.method !== undefined) {
    return `${exchange.method} ${shortTarget(exchange.target ?? '')}${carried}`
  }
  if (first.kind === 'response-head' && startsHere && exchange.status !== undefined) {
    return `${exchange.status}${carried || ` ${reasonOf(side, first)}`}`
  }
  return startsHere
    ? `${words.unit[first.kind]}${carried}`
    : `${words.wire.more(words.unit[first.kind])}${carried}`
}

function reasonOf(side: Side, unit: Unit): string {
  const find = (fields: readonly Field[]): Field | undefined => {
    for (const field of fields) {
      const found = field.kind === 'http.reason-phrase' ? field : find(field.children)
      if (found !== undefined) return found
    }
    return undefined
  }
  const reason = find(unit.fields)
  return reason === undefined ? '' : latin1(side.source.bytes, reason.range.start, reason.range.end)
}

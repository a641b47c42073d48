/**
 * A run without the id of its lab: the id is the only key to the lab, and whoever had it could read and write there for as
 * long as the lab lives. What stands in for it has the same length, so no offset and no length field moves. Every way out of
 * a page goes through here (saved, linked, exported, copied), and so do captures.
 *
 * The id is found where it crossed the wire, whatever cut it (slices, chunks, fragments) or wrote it otherwise (masked, in
 * percent-encoding, in escapes of JSON, in base64), and in whatever text the trace has beside its bytes. In a compressed message it
 * cannot be replaced; that message is left out, as bytes that never came are, and so is one that nobody here can inflate.
 */
import {
  DIRECTIONS,
  latin1,
  wireSourceId,
  type ByteRange,
  type ByteSource,
  type SourceId,
} from '../bytes/bytes.ts'
import { wirePlace, wireRange } from '../bytes/source-map.ts'
import { createConversation } from '../trace/conversation.ts'
import type { Slice, Trace, TraceEvent } from '../trace/trace.ts'
import type { Side } from '../trace/views.ts'
import { hiderOf, isLabKey, LEAST_PART, type Hider } from './lab-id-spellings.ts'

export { isLabKey, STAND_IN, standInFor } from './lab-id-spellings.ts'

/** Gives the trace without its lab's id: in its header, its texts and its bytes. */
export function withoutLabId(trace: Trace): Trace {
  const { header } = trace
  const events = eventsWithoutLabId(trace.events, header.lab)
  return events === trace.events ? trace : { header: inTexts(header, hiderOf(header.lab)), events }
}

/** Gives events without the id of their lab; the same array where the id is none, or has been replaced already. */
export function eventsWithoutLabId(events: readonly TraceEvent[], lab: string): readonly TraceEvent[] {
  if (!isLabKey(lab)) return events
  const hide = hiderOf(lab)
  const crossed = withoutCrossed(
    events.map((event) => (event.kind === 'slice' ? event : inTexts(event, hide))),
    hide,
  )
  return withoutDerived(crossed.events, crossed.coded, hide)
}

/** Gives bytes that are neither masked nor cut without the id of a lab. */
export function bytesWithoutLabId(bytes: Uint8Array, lab: string): Uint8Array {
  if (!isLabKey(lab)) return bytes
  const replaced: Replaced = new Map()
  replaceWhole(bytes, hiderOf(lab), replaced)
  return bytes.map((byte, offset) => replaced.get(offset) ?? byte)
}

/** The same value where its texts have no id in them. */
function inTexts<T>(value: T, hide: Hider): T {
  const text = JSON.stringify(value)
  const hidden = hide.in(text)
  return hidden === text ? value : (JSON.parse(hidden) as T)
}

// ---- what crossed the wire ----

/** Other bytes for some of a source's, by their offsets in it. */
type Replaced = Map<number, number>

/** What a head says before a content that is coded: in chunks, or in frames. */
const CODED = /\r\n(?:transfer-encoding|upgrade):/i
const HEADS_BYTES = 64 * 1024

/** Gives the events without the id as it crossed, and the exchanges in which it may have crossed in another form. */
function withoutCrossed(
  events: readonly TraceEvent[],
  hide: Hider,
): { readonly events: readonly TraceEvent[]; readonly coded: ReadonlySet<string> } {
  const sources = Map.groupBy(
    events.filter((event) => event.kind === 'slice'),
    ({ exchange, direction }) => wireSourceId(exchange, direction),
  )
  const replaced = new Map<SourceId, Replaced>()
  const coded = new Set<string>()
  for (const [id, slices] of sources) {
    const end = slices.reduce((most, { offset, bytes }) => Math.max(most, offset + bytes.length), 0)
    const joined = new Uint8Array(end)
    const own = replacedIn(slices, joined, hide)
    if (own.size > 0) replaced.set(id, own)
    const [first] = slices
    if (first !== undefined && CODED.test(latin1(joined, 0, HEADS_BYTES))) coded.add(first.exchange)
  }
  return { events: withReplaced(events, replaced), coded }
}

/** Fills `joined` with the slices' bytes, and tells what in it is to be replaced. */
function replacedIn(slices: readonly Slice[], joined: Uint8Array, hide: Hider): Replaced {
  const replaced: Replaced = new Map()
  const inOrder = slices.toSorted((a, b) => a.offset - b.offset)
  const isThere = new Uint8Array(joined.length)
  /** Where bytes are missing, and beyond the end: what stood there may have been the rest of an id. */
  const edges: number[] = []
  let end = 0
  for (const { offset, bytes } of inOrder) {
    if (offset > end) edges.push(end, offset)
    end = Math.max(end, offset + bytes.length)
    joined.set(bytes, offset)
    isThere.fill(1, offset, offset + bytes.length)
  }
  replaceWhole(joined, hide, replaced)
  for (const edge of [...edges, end]) replaceParts(joined, isThere, edge, hide, replaced)
  return replaced
}

function replaceWhole(bytes: Uint8Array, hide: Hider, replaced: Replaced): void {
  for (const { index, 0: found } of latin1(bytes).matchAll(hide.pattern)) {
    const standIn = hide.in(found)
    for (let i = 0; i < found.length; i++) replaced.set(index + i, standIn.charCodeAt(i))
  }
}

/** What is there of an id that a hole has cut: it begins before the edge of the hole, or ends behind it. */
function replaceParts(
  bytes: Uint8Array,
  isThere: Uint8Array,
  edge: number,
  { id, standIn }: Hider,
  replaced: Replaced,
): void {
  for (let start = Math.max(0, edge - id.length); start < edge + id.length; start++) {
    let own = 0
    let i = 0
    for (; i < id.length; i++) {
      if (isThere[start + i] !== 1) continue
      if (bytes[start + i] !== id.charCodeAt(i)) break
      own++
    }
    if (i < id.length || own < LEAST_PART) continue
    for (i = 0; i < id.length; i++)
      if (isThere[start + i] === 1) replaced.set(start + i, standIn.charCodeAt(i))
  }
}

function withReplaced(
  events: readonly TraceEvent[],
  replaced: ReadonlyMap<SourceId, Replaced>,
): readonly TraceEvent[] {
  if (replaced.size === 0) return events
  return events.map((event) => {
    if (event.kind !== 'slice') return event
    const own = replaced.get(wireSourceId(event.exchange, event.direction))
    if (own === undefined) return event
    return { ...event, bytes: event.bytes.map((byte, i) => own.get(event.offset + i) ?? byte) }
  })
}

// ---- what was made from it: de-chunked, unmasked, joined, inflated ----

function withoutDerived(
  events: readonly TraceEvent[],
  coded: ReadonlySet<string>,
  hide: Hider,
): readonly TraceEvent[] {
  const fold = createConversation()
  events.forEach((event, moment) => {
    if ('exchange' in event && coded.has(event.exchange)) fold.push(event, moment)
  })
  const conversation = fold.view
  const lookup = (id: SourceId): ByteSource | undefined => conversation.source(id)
  const replaced = new Map<SourceId, Replaced>()
  const leftOut = new Map<SourceId, ByteRange[]>()
  for (const { sides } of conversation.exchanges) {
    for (const direction of DIRECTIONS) {
      const { source: wire, derived } = sides[direction]
      const own: Replaced = new Map()
      for (const source of derived) {
        const here: Replaced = new Map()
        replaceWhole(source.bytes, hide, here)
        for (const [offset, standIn] of here) {
          const place = wirePlace(conversation, source.id, offset)
          if (place === undefined) {
            const range = wireRange(source, { start: offset, end: offset + 1 }, lookup)
            if (range !== undefined) addRange(leftOut, wire.id, range)
          } else {
            // Unmasking is an XOR: the same difference gives the masked byte.
            const difference = (source.bytes[offset] ?? 0) ^ standIn
            own.set(place.offset, (wire.bytes[place.offset] ?? 0) ^ difference)
          }
        }
      }
      if (own.size > 0) replaced.set(wire.id, own)
      for (const { source, range } of notInflated(sides[direction])) {
        const left = wireRange(source, range, lookup)
        if (left !== undefined) addRange(leftOut, wire.id, left)
      }
    }
  }
  return withoutRanges(withReplaced(events, replaced), leftOut)
}

/** The compressed messages of a side that were not inflated to their end: of those it cannot be said that no id is in them. */
function notInflated({
  derived,
  units,
}: Side): readonly { readonly source: ByteSource; readonly range: ByteRange }[] {
  const whole = new Set(units.filter(({ complete }) => complete).map(({ id }) => id))
  const read = new Set<string>()
  for (const source of derived) {
    if (source.kind !== 'derived' || source.derivation !== 'inflated') continue
    for (const { range, from } of source.pieces)
      if (whole.has(`${source.id}@${range.start}`)) read.add(`${source.from}@${from.start}`)
  }
  return units.flatMap((unit) => {
    const { id, kind, range } = unit
    if (kind !== 'message' || read.has(id) || range.end - range.start < LEAST_PART) return []
    const source = derived.find((each) => each.id === unit.source)
    const isCompressed = unit.fields[0]?.kind === 'websocket.compressed'
    return source !== undefined && isCompressed ? [{ source, range }] : []
  })
}

/** Adds a range, once: every byte of what a message became comes from all of it. */
function addRange(all: Map<SourceId, ByteRange[]>, id: SourceId, range: ByteRange): void {
  const own = all.get(id)
  const last = own?.at(-1)
  if (own === undefined) all.set(id, [range])
  else if (last?.start !== range.start || last.end !== range.end) own.push(range)
}

/** The events with some ranges left out, as an observer that never got them would have had them. */
function withoutRanges(
  events: readonly TraceEvent[],
  leftOut: ReadonlyMap<SourceId, readonly ByteRange[]>,
): readonly TraceEvent[] {
  if (leftOut.size === 0) return events
  const out = new Map([...leftOut].map(([id, ranges]) => [id, marked(ranges)]))
  return events.flatMap((event) => {
    const own = event.kind === 'slice' && out.get(wireSourceId(event.exchange, event.direction))
    return event.kind !== 'slice' || !own ? [event] : parts(event, own)
  })
}

/** A 1 for every offset in one of the ranges. */
function marked(ranges: readonly ByteRange[]): Uint8Array {
  const marks = new Uint8Array(ranges.reduce((most, { end }) => Math.max(most, end), 0))
  for (const { start, end } of ranges) marks.fill(1, start, end)
  return marks
}

function parts(slice: Slice, left: Uint8Array): readonly TraceEvent[] {
  const { exchange, direction, offset, bytes, arrived } = slice
  const isOut = (at: number): boolean => left[at] === 1
  const found: TraceEvent[] = []
  for (let start = 0; start < bytes.length;) {
    const out = isOut(offset + start)
    let end = start + 1
    while (end < bytes.length && isOut(offset + end) === out) end++
    found.push(
      out
        ? { kind: 'dropped', exchange, direction, offset: offset + start, length: end - start, at: arrived }
        : { ...slice, offset: offset + start, bytes: bytes.slice(start, end) },
    )
    start = end
  }
  return found
}

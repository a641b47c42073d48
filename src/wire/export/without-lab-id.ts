/**
 * A run without the id of its lab: the id is the only key to the lab, and whoever had it could read and write there for as
 * long as the lab lives. What stands in for it has the same length, so no offset and no length field moves. Every way out of
 * a page goes through here (saved, linked, exported, copied), and so do captures.
 *
 * The id is found where it crossed the wire, whatever cut it (slices, chunks, fragments) or wrote it otherwise (masked, in
 * percent-encoding, in escapes of JSON, in base64), and in whatever text the trace has beside its bytes. In a compressed message it
 * cannot be replaced; that message is left out, as bytes that never came are, and so is one that nobody here can inflate.
 */
import { toBase64 } from '../bytes/base64.ts'
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

/** How every stand-in begins. */
export const STAND_IN = 'a-recorded-lab-'

/** 128 bits in base64url. Anything shorter is no id of a lab that lives, but a name. */
const LEAST_CHARACTERS = 22
/** So many characters beside a hole in the bytes are taken for a part of the id; fewer give too little of it away. */
const LEAST_PART = 6

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

/** Whether a name is the key to a lab, and not what stands in for one. */
export function isLabKey(lab: string): boolean {
  return /^[\w-]+$/.test(lab) && lab.length >= LEAST_CHARACTERS && lab !== standInFor(lab)
}

/** What stands where the id of a lab stood. */
export function standInFor(lab: string): string {
  return STAND_IN.padEnd(lab.length, '0').slice(0, lab.length)
}

interface Hider {
  readonly id: string
  readonly standIn: string
  /** Every spelling of the id. */
  readonly pattern: RegExp
  /** A text with each spelling of the id replaced by the stand-in, spelt alike. */
  in(text: string): string
}

/** A character as itself, in percent-encoding (RFC 3986 2.1), or as an escape of JSON (RFC 8259 7). */
const SPELLING = /%[0-9a-f]{2}|\\u[0-9a-f]{4}|[\s\S]/gi

function hiderOf(id: string): Hider {
  const standIn = standInFor(id)
  const hex = (letter: string): string => letter.charCodeAt(0).toString(16)
  // Hexadecimal digits may be upper or lower case, the id's own letters may not.
  const either = (digits: string): string => digits.replace(/[a-f]/g, (d) => `[${d}${d.toUpperCase()}]`)
  const spellings = Array.from(
    id,
    (letter) => `(?:${letter}|%${either(hex(letter))}|\\\\u00${either(hex(letter))})`,
  )
  const coded = new Map(inBase64(id).map((each, nth) => [each, inBase64(standIn)[nth] ?? '']))
  const pattern = new RegExp([spellings.join(''), ...coded.keys()].join('|'), 'g')
  const replaced = (found: string): string => {
    const standInCoded = coded.get(found)
    if (standInCoded !== undefined) return standInCoded
    let at = 0
    return found.replace(SPELLING, (spelt) => {
      const letter = standIn[at++] ?? ''
      return spelt.length === 1 ? letter : spelt.slice(0, -2) + hex(letter)
    })
  }
  return { id, standIn, pattern, in: (text) => text.replace(pattern, replaced) }
}

/**
 * What base64 makes of a text of ASCII, for each of the three places where it may begin in a group of bytes: the letters that
 * hang on nothing around it. Of ASCII no letter differs between the two alphabets (RFC 4648 4, 5).
 */
function inBase64(text: string): readonly string[] {
  return [0, 1, 2].map((before) => {
    const letters = toBase64(new TextEncoder().encode('\0'.repeat(before) + text))
    return letters.slice(Math.ceil((before * 8) / 6), Math.floor(((before + text.length) * 8) / 6))
  })
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
  const sources = new Map<SourceId, Slice[]>()
  for (const event of events) {
    if (event.kind !== 'slice') continue
    const id = wireSourceId(event.exchange, event.direction)
    const slices = sources.get(id)
    if (slices === undefined) sources.set(id, [event])
    else slices.push(event)
  }
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

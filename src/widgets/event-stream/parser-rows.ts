/**
 * Bytes of an event stream as the rows of a table: each line, what the parser does with it, and its buffers after it.
 * Pure; drawn by `ParserSteps.tsx`, for what crossed and for what a reader types.
 */
import { utf8, type ByteRange } from '../../wire/bytes.ts'
import { EMPTY_BUFFERS, type ParserAction, type ParserBuffers } from '../../wire/event-stream/parser.ts'
import {
  createEventStreamReader,
  type EventStreamReader,
  type StreamStep,
} from '../../wire/event-stream/stream-reader.ts'

export interface ParserRow {
  /** Of the line in its stream, counted from 1. */
  readonly line: number
  /** Where its bytes are, line end included. */
  readonly range: ByteRange
  /** Without the line end. */
  readonly text: string
  /** Absent of a line that has no end yet: the parser has not taken it. */
  readonly action?: ParserAction
  /** After the line. */
  readonly buffers: ParserBuffers
}

/** The rows of a stretch of a stream, and the buffers that its first line finds. */
export interface ParserRows {
  readonly before: ParserBuffers
  readonly rows: readonly ParserRow[]
}

/** Reads a stream as far as whole lines go and keeps what was read: give it the same stream again when it has grown. */
export function createParserRows(): (bytes: Uint8Array, range: ByteRange) => ParserRows {
  let reader: EventStreamReader = createEventStreamReader('', 0)
  let seen = new Uint8Array(0)
  let last: Uint8Array | undefined
  return (bytes, range) => {
    if (bytes !== last) {
      // Another stream, or the same written anew: what was read of it says nothing.
      if (bytes.length < seen.length || !startsWith(bytes, seen)) reader = createEventStreamReader('', 0)
      seen = bytes.slice()
      last = bytes
      reader.advance(bytes)
    }
    return stretchOf(reader.steps, bytes, range)
  }
}

/** The rows of bytes that are all there will be (`isOver`), or that may go on. */
export function parserRows(bytes: Uint8Array, isOver: boolean): ParserRows {
  const reader = createEventStreamReader('', 0)
  reader.advance(bytes)
  const rows = stretchOf(reader.steps, bytes, { start: 0, end: bytes.length })
  if (!isOver || bytes.at(-1) !== CR) return rows
  // A carriage return at the very end ends its line once nothing can follow.
  const withFeed = new Uint8Array(bytes.length + 1)
  withFeed.set(bytes)
  withFeed[bytes.length] = LF
  const ended = createEventStreamReader('', 0)
  ended.advance(withFeed)
  return stretchOf(ended.steps, bytes, { start: 0, end: bytes.length }, withFeed.length)
}

/** `linesEnd`: a line that ends after this is not the parser's yet. */
function stretchOf(
  steps: readonly StreamStep[],
  bytes: Uint8Array,
  range: ByteRange,
  linesEnd = range.end,
): ParserRows {
  const first = firstFrom(steps, range.start)
  const before = steps[first - 1]?.buffers ?? EMPTY_BUFFERS
  const rows: ParserRow[] = []
  let at = range.start
  let buffers = before
  for (let index = first; index < steps.length; index++) {
    const step = steps[index]
    if (step === undefined || step.range.start >= range.end || step.range.end > linesEnd) break
    buffers = step.buffers
    at = Math.min(step.range.end, range.end)
    rows.push({
      line: index + 1,
      range: { start: step.range.start, end: at },
      text: lineText(bytes, { start: step.range.start, end: at }),
      action: step.action,
      buffers,
    })
  }
  if (at < range.end)
    rows.push({
      line: first + rows.length + 1,
      range: { start: at, end: range.end },
      text: lineText(bytes, { start: at, end: range.end }),
      buffers,
    })
  return { before, rows }
}

/** The index of the first step whose line begins at or after an offset: binary search. */
function firstFrom(steps: readonly StreamStep[], offset: number): number {
  let low = 0
  let high = steps.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((steps[middle]?.range.start ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}

const LF = 0x0a
const CR = 0x0d

function lineText(bytes: Uint8Array, { start, end }: ByteRange): string {
  let last = end
  if (bytes[last - 1] === LF && last > start) last--
  if (bytes[last - 1] === CR && last > start) last--
  return utf8(bytes, start, last)
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  // A plain loop: a stream of a megabyte is compared each time it grew.
  for (let at = 0; at < start.length; at++) if (bytes[at] !== start[at]) return false
  return true
}

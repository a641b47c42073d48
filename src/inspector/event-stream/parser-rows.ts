/**
 * Bytes of an event stream as the rows of a table: each line, what the parser does with it, and its buffers after it.
 * Pure; drawn by `ParserSteps.tsx`, for what crossed and for what a reader types.
 */
import { utf8, type ByteRange } from '../../wire/bytes/bytes.ts'
import { lowerBound } from '../../wire/bytes/ordered.ts'
import { blockStartBefore, type BlockStart } from '../../wire/event-stream/buffers-before.ts'
import { dissectStreamLine } from '../../wire/event-stream/line.ts'
import {
  EMPTY_BUFFERS,
  interpretLine,
  type ParserAction,
  type ParserBuffers,
} from '../../wire/event-stream/parser.ts'
import { createEventStreamReader, type StreamStep } from '../../wire/event-stream/stream-reader.ts'

const STREAM_START = { lines: 0, buffers: EMPTY_BUFFERS }

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

/**
 * Gives the rows of a stretch of a stream, and keeps where it began: give it the same stream again when it has grown, or
 * another stretch. Of what comes before only what is still felt is read.
 */
export function createParserRows(): (bytes: Uint8Array, range: ByteRange) => ParserRows {
  let known: BlockStart | undefined
  let seen: Uint8Array = new Uint8Array(0)
  return (bytes, range) => {
    // Another stream, or the same written anew, or a stretch before: what was read says nothing.
    if (known !== undefined && (range.start < known.at || !isSame(bytes, seen, known.at))) known = undefined
    const start = blockStartBefore(bytes, range.start, known)
    known = start
    seen = bytes
    return stretchOf(stepsFrom(bytes, start, range.end), bytes, range, start)
  }
}

/** What each line does, from a block's start to the one that begins before `end`. */
function stepsFrom(bytes: Uint8Array, start: BlockStart, end: number): readonly StreamStep[] {
  const steps: StreamStep[] = []
  let { at, buffers } = start
  while (at < end) {
    const dissected = dissectStreamLine(bytes, at, '', { isFirst: at === 0, isOver: false })
    if (dissected.status === 'need-more') break
    const step = interpretLine(buffers, dissected.value.line)
    steps.push({ ...step, range: { start: at, end: dissected.end } })
    buffers = step.buffers
    at = dissected.end
  }
  return steps
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
  return stretchOf(ended.steps, bytes, { start: 0, end: bytes.length }, STREAM_START, withFeed.length)
}

/** `from`: where the steps begin. `linesEnd`: a line that ends after this is not the parser's yet. */
function stretchOf(
  steps: readonly StreamStep[],
  bytes: Uint8Array,
  range: ByteRange,
  from: Pick<BlockStart, 'lines' | 'buffers'> = STREAM_START,
  linesEnd = range.end,
): ParserRows {
  const first = lowerBound(steps, range.start, (step) => step.range.start)
  const before = steps[first - 1]?.buffers ?? from.buffers
  const rows: ParserRow[] = []
  let at = range.start
  let buffers = before
  for (let index = first; index < steps.length; index++) {
    const step = steps[index]
    if (step === undefined || step.range.start >= range.end || step.range.end > linesEnd) break
    buffers = step.buffers
    at = Math.min(step.range.end, range.end)
    rows.push({
      line: from.lines + index + 1,
      range: { start: step.range.start, end: at },
      text: lineText(bytes, { start: step.range.start, end: at }),
      action: step.action,
      buffers,
    })
  }
  if (at < range.end)
    rows.push({
      line: from.lines + first + rows.length + 1,
      range: { start: at, end: range.end },
      text: lineText(bytes, { start: at, end: range.end }),
      buffers,
    })
  return { before, rows }
}

const LF = 0x0a
const CR = 0x0d

function lineText(bytes: Uint8Array, { start, end }: ByteRange): string {
  let last = end
  if (bytes[last - 1] === LF && last > start) last--
  if (bytes[last - 1] === CR && last > start) last--
  return utf8(bytes, start, last)
}

/** Whether two streams begin with the same bytes, as many as that. */
function isSame(a: Uint8Array, b: Uint8Array, count: number): boolean {
  if (a === b) return true
  // A plain loop: a stream of a megabyte is compared each time it grew.
  for (let at = 0; at < count; at++) if (a[at] !== b[at]) return false
  return true
}

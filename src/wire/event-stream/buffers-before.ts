/**
 * What an event stream's parser holds at the last blank line before an offset, without reading the lines before it one by
 * one: of those only the last `id` and `retry` are still felt. For a reader who opens the last of a hundred thousand events.
 */
import type { ByteRange } from '../bytes/bytes.ts'
import { afterLineEnd, dissectStreamLine, hasByteOrderMark, lineEnd } from './line.ts'
import { EMPTY_BUFFERS, interpretLine, type ParserBuffers } from './parser.ts'

export interface BlockStart {
  /** Where the block begins. */
  readonly at: number
  /** How many lines come before it. */
  readonly lines: number
  readonly buffers: ParserBuffers
}

const COLON = 0x3a
const [LETTER_I, LETTER_D, LETTER_R] = [0x69, 0x64, 0x72]

/** Gives where the block around an offset begins, and what the parser holds there. Goes on from `known`, a start before it. */
export function blockStartBefore(
  bytes: Uint8Array,
  offset: number,
  known: BlockStart = { at: 0, lines: 0, buffers: EMPTY_BUFFERS },
): BlockStart {
  let { at, lines, buffers } = known
  let line = at
  let count = lines
  let id: ByteRange | undefined
  let retry: ByteRange | undefined
  for (;;) {
    const byte = lineEnd(bytes, line)
    const next = afterLineEnd(bytes, byte, false)
    if (next === undefined || next > offset) break
    const from = line === 0 && byte >= 3 && hasByteOrderMark(bytes, 0) ? 3 : line
    count++
    if (from === byte) {
      // A blank line commits what the lines since the last one set.
      for (const set of [retry, id]) if (set !== undefined) buffers = taken(bytes, set, buffers)
      buffers = { ...buffers, committedEventId: buffers.lastEventId }
      id = undefined
      retry = undefined
      at = next
      lines = count
    } else if (bytes[from] === LETTER_I && isId(bytes, from, byte)) id = { start: line, end: next }
    else if (bytes[from] === LETTER_R && taken(bytes, { start: line, end: next }, buffers) !== buffers)
      retry = { start: line, end: next }
    line = next
  }
  return { at, lines, buffers }
}

/** An `id` with a NUL in it is no id. */
function isId(bytes: Uint8Array, from: number, end: number): boolean {
  if (bytes[from + 1] !== LETTER_D || (from + 2 < end && bytes[from + 2] !== COLON)) return false
  return !bytes.subarray(from, end).includes(0)
}

/** The buffers after one line. */
function taken(bytes: Uint8Array, { start, end }: ByteRange, buffers: ParserBuffers): ParserBuffers {
  const dissected = dissectStreamLine(bytes.subarray(0, end), start, '', {
    isFirst: start === 0,
    isOver: true,
  })
  return dissected.status === 'done' ? interpretLine(buffers, dissected.value.line).buffers : buffers
}

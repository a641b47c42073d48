/**
 * The chunked transfer coding, one chunk at a time; `chunk-reader.ts` takes it off.
 *
 * A size line that two recipients could read differently ends the dissection with a `broken`, since after it nobody knows where
 * the next chunk begins. Blanks around a size are said and passed over, as browsers and curl do.
 */
import type { ByteRange, SourceId } from '../bytes/bytes.ts'
import type { Citation } from '../field/citation.ts'
import { makeField, type Dissected, type Field } from '../field/field.ts'
import { oddity, violation } from '../field/problem.ts'
import { afterExtensionByte } from './chunk-extension.ts'
import { scanHead, type HeadLine } from './head-scan.ts'
import { dissectHeaderLine, type Header } from './header-line.ts'
import { lineEndField } from './line-end.ts'
import { isBlank } from './octets.ts'

export type Chunk =
  | { readonly kind: 'chunk'; readonly data: ByteRange; readonly fields: readonly Field[] }
  | { readonly kind: 'last-chunk'; readonly trailers: readonly Header[]; readonly fields: readonly Field[] }
  /** From here on the body cannot be read; the fields say why. */
  | { readonly kind: 'broken'; readonly fields: readonly Field[] }

const LF = 0x0a
const CR = 0x0d
const SEMICOLON = 0x3b

const CHUNKED: Citation = { standard: 'RFC 9112', section: '7.1' }
const EXTENSION: Citation = { standard: 'RFC 9112', section: '7.1.1' }
const TRAILER: Citation = { standard: 'RFC 9112', section: '7.1.2' }

/**
 * Dissects the chunk that begins at `start`; the last one with its trailers and the line end after them. Sizes up to
 * 2^52. `atLeast` is the fewest further bytes that could finish it, or show that it is broken.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-7.1
 */
export function dissectChunk(bytes: Uint8Array, start: number, source: SourceId): Dissected<Chunk> {
  const lf = bytes.indexOf(LF, start)
  if (lf < 0) return unfinishedSizeLine(bytes, start, source)
  const line: HeadLine = { start, end: lf > start && bytes[lf - 1] === CR ? lf - 1 : lf, next: lf + 1 }
  const size = readSizeLine(bytes, line)
  const bareLineFeed = line.next - line.end === 1
  if (size === undefined || bareLineFeed) {
    return {
      status: 'done',
      end: line.next,
      value: { kind: 'broken', fields: [brokenSizeLine(line, source)] },
    }
  }

  const sizeLine = sizeLineField(bytes, line, source, size)
  if (size.bytes === 0) return dissectTrailers(bytes, line.next, source, sizeLine)

  const data: ByteRange = { start: line.next, end: line.next + size.bytes }
  if (bytes.length < data.end + 2) return unfinishedData(bytes, data, source, sizeLine)
  const fields = [sizeLine, makeField('http.chunk-data', source, data.start, data.end, { citation: CHUNKED })]
  if (bytes[data.end] !== CR || bytes[data.end + 1] !== LF) {
    return {
      status: 'done',
      end: data.end + 2,
      value: { kind: 'broken', fields: [...fields, missingEnd(data.end, data.end + 2, source)] },
    }
  }
  fields.push(lineEndField({ end: data.end, next: data.end + 2 }, source))
  return { status: 'done', end: data.end + 2, value: { kind: 'chunk', data, fields } }
}

/**
 * Gives where the data of the chunk that begins at `start` lies, where it is whole and its size line is digits and a line
 * end, as nearly every chunk's is; `undefined` where only `dissectChunk` can tell. For a reader of thousands of them.
 */
export function scanChunk(bytes: Uint8Array, start: number): ByteRange | undefined {
  let size = 0
  let at = start
  for (let digit = hexDigit(bytes[at]); digit !== undefined; digit = hexDigit(bytes[at])) {
    size = size * 16 + digit
    at++
    if (at - start > MOST_DIGITS) return undefined
  }
  if (size === 0 || bytes[at] !== CR || bytes[at + 1] !== LF) return undefined
  const data = { start: at + 2, end: at + 2 + size }
  return bytes[data.end] === CR && bytes[data.end + 1] === LF ? data : undefined
}

/** Sizes below 2^32. */
const MOST_DIGITS = 8

function hexDigit(byte = 0): number | undefined {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined
}

/** The size line with which bytes begin, for whoever only wants to know where a body ends: where it ends, and what it says. */
export function sizeLineOf(
  bytes: Uint8Array,
): { readonly end: number; readonly size: number } | 'broken' | undefined {
  const lf = bytes.indexOf(LF)
  if (lf < 0) return undefined
  const size = bytes[lf - 1] === CR ? readSizeLine(bytes, { start: 0, end: lf - 1 }) : undefined
  return size === undefined ? 'broken' : { end: lf + 1, size: size.bytes }
}

/** Whether what there is at an offset may be a chunk's size line, with its line end: for whoever lost the place in a body. */
export function beginsChunk(bytes: Uint8Array, at: number): boolean {
  const lf = bytes.subarray(0, at + LONGEST_TRUSTED_LINE).indexOf(LF, at)
  return lf > at && bytes[lf - 1] === CR && readSizeLine(bytes, { start: at, end: lf - 1 }) !== undefined
}

/** A size line that is longer is read, and not looked for. */
const LONGEST_TRUSTED_LINE = 64

interface ChunkSize {
  /** Blanks before it. */
  readonly blanks: number
  readonly digits: number
  readonly bytes: number
}

/** The size that a line (without its end) says; `undefined` where it is no size, or one past 2^52. */
function readSizeLine(bytes: Uint8Array, line: ByteRange): ChunkSize | undefined {
  let { start, end } = line
  while (start < end && isBlank(bytes[start] ?? 0)) start++
  while (end > start && isBlank(bytes[end - 1] ?? 0)) end--
  const blanks = start - line.start
  let size = 0
  let at = start
  for (let digit = hexDigit(bytes[at]); at < end && digit !== undefined; digit = hexDigit(bytes[++at])) {
    size = size * 16 + digit
  }
  const digits = at - start
  // Half of what a number holds exactly, so that offsets after it stay exact as well.
  if (digits === 0 || size > 2 ** 52) return undefined
  if (at === end) return { blanks, digits, bytes: size }
  while (isBlank(bytes[at] ?? 0)) at++
  // RFC 9112 7.1.1, but for the blanks around `;` and `=` that it lets a recipient take out: no sender may write them.
  let place: ReturnType<typeof afterExtensionByte> = bytes[at++] === SEMICOLON ? 'before-name' : undefined
  for (; at < end && place !== undefined && place !== 'line-end'; at++)
    place = afterExtensionByte(place, bytes[at] ?? 0)
  if (place === undefined || place === 'line-end') return undefined
  return afterExtensionByte(place, CR) === 'line-end' ? { blanks, digits, bytes: size } : undefined
}

const PADDED = oddity('padded-chunk-size', 'RFC 9112', '7.1')

function sizeLineField(bytes: Uint8Array, line: HeadLine, source: SourceId, size: ChunkSize): Field {
  const digitsStart = line.start + size.blanks
  const digitsEnd = digitsStart + size.digits
  const children: Field[] = []
  const blanks = (start: number, end: number): void => {
    if (start < end)
      children.push(makeField('http.optional-whitespace', source, start, end, { problems: [PADDED] }))
  }
  let next = digitsEnd
  while (next < line.end && isBlank(bytes[next] ?? 0)) next++
  let end = line.end
  while (end > next && isBlank(bytes[end - 1] ?? 0)) end--
  blanks(line.start, digitsStart)
  children.push(
    makeField('http.chunk-size', source, digitsStart, digitsEnd, { value: size.bytes, citation: CHUNKED }),
  )
  blanks(digitsEnd, next)
  if (next < end) children.push(makeField('http.chunk-extension', source, next, end, { citation: EXTENSION }))
  blanks(Math.max(next, end), line.end)
  children.push(lineEndField(line, source))
  const kind = size.bytes === 0 ? 'http.last-chunk' : 'http.chunk-size-line'
  return makeField(kind, source, line.start, line.next, { value: size.bytes, citation: CHUNKED, children })
}

/** After the last chunk come trailer lines, if any, and an empty line: the end of a head without its start line. */
function dissectTrailers(
  bytes: Uint8Array,
  start: number,
  source: SourceId,
  sizeLine: Field,
): Dissected<Chunk> {
  const fields: Field[] = [sizeLine]
  const trailers: Header[] = []
  // scanHead takes a first line for the start line, so the size line stands in for it.
  const scan = scanHead(bytes, sizeLine.range.start)
  scan.lines.slice(1).forEach((line, index) => {
    const { field, meaning } = dissectHeaderLine(bytes, line, source, 'http.trailer-line', index === 0)
    fields.push(field)
    if (meaning.kind === 'header') trailers.push(meaning.header)
  })
  if (scan.status === 'need-more') {
    if (scan.rest < bytes.length) {
      fields.push(
        makeField('http.unfinished', source, Math.max(scan.rest, start), bytes.length, { citation: TRAILER }),
      )
    }
    return { status: 'need-more', atLeast: scan.atLeast, partial: fields }
  }
  fields.push(lineEndField({ end: scan.emptyLine, next: scan.end }, source, 'http.trailers-end'))
  return { status: 'done', end: scan.end, value: { kind: 'last-chunk', trailers, fields } }
}

function unfinishedSizeLine(bytes: Uint8Array, start: number, source: SourceId): Dissected<Chunk> {
  const partial =
    start < bytes.length
      ? [makeField('http.unfinished', source, start, bytes.length, { citation: CHUNKED })]
      : []
  return { status: 'need-more', atLeast: fewestToFinish(bytes, start), partial }
}

/** One line feed is enough to end the line, well or broken; only where it would end it well must more follow. */
function fewestToFinish(bytes: Uint8Array, start: number): number {
  const end = bytes.length - 1
  if (end < start || bytes[end] !== CR) return 1
  return readSizeLine(bytes, { start, end }) === undefined ? 1 : 2
}

function unfinishedData(
  bytes: Uint8Array,
  data: ByteRange,
  source: SourceId,
  sizeLine: Field,
): Dissected<Chunk> {
  const partial = [sizeLine]
  const have = Math.min(bytes.length, data.end)
  if (have > data.start)
    partial.push(makeField('http.chunk-data', source, data.start, have, { citation: CHUNKED }))
  if (bytes.length > data.end) {
    partial.push(makeField('http.unfinished', source, data.end, bytes.length, { citation: CHUNKED }))
  }
  return { status: 'need-more', atLeast: data.end + 2 - bytes.length, partial }
}

function brokenSizeLine(line: HeadLine, source: SourceId): Field {
  const problems = [violation('malformed-chunk-size', 'RFC 9112', '7.1')]
  const children: Field[] = []
  if (line.end > line.start)
    children.push(makeField('http.malformed', source, line.start, line.end, { problems }))
  children.push(lineEndField(line, source))
  return makeField('http.chunk-size-line', source, line.start, line.next, {
    citation: CHUNKED,
    problems: line.end > line.start ? [] : problems,
    children,
  })
}

function missingEnd(start: number, end: number, source: SourceId): Field {
  return makeField('http.malformed', source, start, end, {
    citation: CHUNKED,
    problems: [violation('missing-chunk-end', 'RFC 9112', '7.1')],
  })
}

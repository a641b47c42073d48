/**
 * The chunked transfer coding, one chunk at a time; `chunk-reader.ts` takes it off.
 *
 * A size line that two recipients could read differently ends the dissection with a `broken`, since after it nobody knows where
 * the next chunk begins. Blanks around a size are said and passed over, as browsers and curl do.
 */
import type { ByteRange, SourceId } from '../bytes/bytes.ts'
import type { Citation } from '../field/citation.ts'
import { makeField, makeFields, type Dissected, type Field, type FieldCell } from '../field/field.ts'
import { oddity, violation } from '../field/problem.ts'
import { afterExtensionByte } from './chunk-extension.ts'
import { scanHead, type HeadLine } from './head-scan.ts'
import { dissectHeaderLine, type Header } from './header-line.ts'
import { emptyLineField, lineEndCell, malformedLine } from './line-end.ts'
import { hexDigit, isBlank } from './octets.ts'

export type Chunk =
  | { readonly kind: 'chunk'; readonly data: ByteRange; readonly fields: readonly Field[] }
  | { readonly kind: 'last-chunk'; readonly trailers: readonly Header[]; readonly fields: readonly Field[] }
  /** From here on the body cannot be read; the fields say why. With `data`, its line end is not where its size says. */
  | { readonly kind: 'broken'; readonly data?: ByteRange; readonly fields: readonly Field[] }

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
    const broken = malformedLine('http.chunk-size-line', line, source, 'malformed-chunk-size', '7.1')
    return { status: 'done', end: line.next, value: { kind: 'broken', fields: [broken] } }
  }

  const sizeLine = sizeLineField(bytes, line, source, size)
  if (size.bytes === 0) return dissectTrailers(bytes, line.next, source, sizeLine)

  const data: ByteRange = { start: line.next, end: line.next + size.bytes }
  const end = data.end + 2
  const fieldsOf = (cells: readonly FieldCell[]): readonly Field[] => [
    sizeLine,
    ...makeFields(source, data.start, cells),
  ]
  if (bytes.length < end) {
    const partial = fieldsOf([
      ['http.chunk-data', Math.min(bytes.length, data.end), { citation: CHUNKED }],
      ['http.unfinished', bytes.length, { citation: CHUNKED }],
    ])
    return { status: 'need-more', atLeast: end - bytes.length, partial }
  }
  const isBroken = bytes[data.end] !== CR || bytes[data.end + 1] !== LF
  const fields = fieldsOf([
    ['http.chunk-data', data.end, { citation: CHUNKED }],
    isBroken
      ? ['http.malformed', end, { citation: CHUNKED, problems: [MISSING_END] }]
      : lineEndCell({ end: data.end, next: end }),
  ])
  return { status: 'done', end, value: { kind: isBroken ? 'broken' : 'chunk', data, fields } }
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

const PADDING = { problems: [oddity('padded-chunk-size', 'RFC 9112', '7.1')] }
const MISSING_END = violation('missing-chunk-end', 'RFC 9112', '7.1')

function sizeLineField(bytes: Uint8Array, line: HeadLine, source: SourceId, size: ChunkSize): Field {
  const digitsStart = line.start + size.blanks
  const digitsEnd = digitsStart + size.digits
  let next = digitsEnd
  while (next < line.end && isBlank(bytes[next] ?? 0)) next++
  let end = line.end
  while (end > next && isBlank(bytes[end - 1] ?? 0)) end--
  const children = makeFields(source, line.start, [
    ['http.optional-whitespace', digitsStart, PADDING],
    ['http.chunk-size', digitsEnd, { value: size.bytes, citation: CHUNKED }],
    ['http.optional-whitespace', next, PADDING],
    ['http.chunk-extension', end, { citation: EXTENSION }],
    ['http.optional-whitespace', line.end, PADDING],
    lineEndCell(line),
  ])
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
    const { field, header } = dissectHeaderLine(bytes, line, source, 'http.trailer-line', index === 0)
    fields.push(field)
    if (header !== undefined) trailers.push(header)
  })
  if (scan.status === 'need-more') {
    const rest = makeFields(source, Math.max(scan.rest, start), [
      ['http.unfinished', bytes.length, { citation: TRAILER }],
    ])
    return { status: 'need-more', atLeast: scan.atLeast, partial: [...fields, ...rest] }
  }
  fields.push(emptyLineField({ end: scan.emptyLine, next: scan.end }, source, 'http.trailers-end'))
  return { status: 'done', end: scan.end, value: { kind: 'last-chunk', trailers, fields } }
}

function unfinishedSizeLine(bytes: Uint8Array, start: number, source: SourceId): Dissected<Chunk> {
  const partial = makeFields(source, start, [['http.unfinished', bytes.length, { citation: CHUNKED }]])
  return { status: 'need-more', atLeast: fewestToFinish(bytes, start), partial }
}

/** One line feed is enough to end the line, well or broken; only where it would end it well must more follow. */
function fewestToFinish(bytes: Uint8Array, start: number): number {
  const end = bytes.length - 1
  if (end < start || bytes[end] !== CR) return 1
  return readSizeLine(bytes, { start, end }) === undefined ? 1 : 2
}

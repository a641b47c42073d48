/**
 * One WebSocket frame: header, masking key, payload, each to its last bit; what a peer gets wrong as problems that name
 * the close code with which a receiver fails the connection.
 *
 * Knows nothing of the frames before it; `joined-messages.ts` does. A receiver stops at the first problem; this reads on as long
 * as the frame's end is known, so that a reader sees what the rest was.
 */
import type { ByteRange, Direction, SourceId } from '../bytes/bytes.ts'
import type { Citation } from '../field/citation.ts'
import { makeField, makeFields, type Dissected, type Field, type FieldDetail } from '../field/field.ts'
import { oddity, violation, type Problem, type ProblemCode } from '../field/problem.ts'
import { FIXED_BYTES, headerBytes, layFrame, type FramePartKind, type PlacedPart } from './frame-layout.ts'
import { isControl, opcodeName } from './opcodes.ts'
import { payloadFields } from './payload.ts'

/** What of a frame the frames around it need: its bits and where it lies. */
export interface FrameBounds {
  readonly kind: 'frame'
  readonly fin: boolean
  readonly rsv1: boolean
  readonly opcode: number
  /** Absent in an unmasked frame. */
  readonly maskingKey?: ByteRange
  readonly payload: ByteRange
}

export interface Frame extends FrameBounds {
  readonly fields: readonly Field[]
}

export type FrameReading =
  | Frame
  /** The length is one that nobody could receive: from here on nothing can be read. */
  | { readonly kind: 'broken'; readonly fields: readonly Field[] }

/** What the frame's place says of the rules it is under. */
export interface FrameContext {
  readonly direction: Direction
  /** permessage-deflate was agreed on, so that RSV1 has a meaning. */
  readonly compression: boolean
}

const BASE_FRAMING: Citation = { standard: 'RFC 6455', section: '5.2' }
const MASKING: Citation = { standard: 'RFC 6455', section: '5.3' }

/**
 * Dissects the frame that begins at `start`. `atLeast` is the fewest further bytes that could finish it, or show that it
 * is broken. Lengths up to 2^53 - 1.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-5.2
 */
export function dissectFrame(
  bytes: Uint8Array,
  start: number,
  source: SourceId,
  context: FrameContext,
): Dissected<FrameReading> {
  const have = bytes.length - start
  const [first, second] = [bytes[start], bytes[start + 1]]
  if (first === undefined || second === undefined) {
    const partial = first === undefined ? [] : [unfinished(start, bytes.length, source)]
    return { status: 'need-more', atLeast: FIXED_BYTES - have, partial }
  }
  const shortLength = second & 0x7f
  const masked = (second & 0x80) !== 0
  const parts = layFrame(shortLength, masked)
  const header = start + headerBytes(shortLength, masked)
  const length = readLength(bytes, start, shortLength)
  const lengthEnd = header - (masked ? 4 : 0)
  const whole = bytes.length >= lengthEnd

  const fields = headerFields(bytes, start, source, parts, {
    first,
    length: length.least,
    topBit: shortLength === 127 && ((bytes[start + FIXED_BYTES] ?? 0) & 0x80) !== 0,
    context,
    whole,
  })
  if (length.least > Number.MAX_SAFE_INTEGER) {
    if (!whole) return { status: 'need-more', atLeast: lengthEnd - bytes.length, partial: fields }
    const read = fields.filter(({ range }) => range.end <= lengthEnd)
    return { status: 'done', end: lengthEnd, value: { kind: 'broken', fields: read } }
  }
  if (!whole) {
    // Bytes that are still to come can make the length one that breaks the frame, at once and with fewer bytes.
    const broken = length.most > Number.MAX_SAFE_INTEGER
    const end = broken ? lengthEnd : header + length.least
    return { status: 'need-more', atLeast: end - bytes.length, partial: fields }
  }

  const payload = { start: header, end: header + length.least }
  if (bytes.length < payload.end) {
    const begun = makeFields(source, header, [
      masked
        ? ['websocket.masked-payload', bytes.length, { citation: MASKING }]
        : ['websocket.payload', bytes.length, { citation: BASE_FRAMING }],
    ])
    // Not `payload.end - bytes.length`: near 2^53 the end is no exact number.
    const atLeast = length.least - (bytes.length - header)
    return { status: 'need-more', atLeast, partial: [...fields, ...begun] }
  }
  const own = masked
    ? makeFields(source, header, [['websocket.masked-payload', payload.end, { citation: MASKING }]])
    : payloadFields(bytes, payload, first & 0x0f, source)
  const value: Frame = { ...frameBounds(first, masked, payload), fields: [...fields, ...own] }
  return { status: 'done', end: payload.end, value }
}

/**
 * Gives the bounds of the frame that begins at `start`, without its fields; `undefined` where it is not whole, `broken` where
 * `dissectFrame` says so. Says the same as that, at a fraction of its cost: of a long run every frame is looked for and few
 * are looked at.
 */
export function scanFrame(bytes: Uint8Array, start: number): FrameBounds | 'broken' | undefined {
  const [first, second] = [bytes[start], bytes[start + 1]]
  if (first === undefined || second === undefined) return undefined
  const masked = (second & 0x80) !== 0
  const header = start + headerBytes(second & 0x7f, masked)
  const lengthEnd = header - (masked ? 4 : 0)
  if (bytes.length < lengthEnd) return undefined
  const { least } = readLength(bytes, start, second & 0x7f)
  if (least > Number.MAX_SAFE_INTEGER) return 'broken'
  if (bytes.length < header + least) return undefined
  return frameBounds(first, masked, { start: header, end: header + least })
}

function frameBounds(first: number, masked: boolean, payload: ByteRange): FrameBounds {
  const bounds: FrameBounds = {
    kind: 'frame',
    fin: (first & 0x80) !== 0,
    rsv1: (first & 0x40) !== 0,
    opcode: first & 0x0f,
    payload,
  }
  return masked ? { ...bounds, maskingKey: { start: payload.start - 4, end: payload.start } } : bounds
}

interface Length {
  /** What the length is, or at least is, with the bytes that are there. */
  readonly least: number
  readonly most: number
}

/** Reads the payload length; numbers beyond 2^53 are not exact and only compared. */
function readLength(bytes: Uint8Array, start: number, shortLength: number): Length {
  if (shortLength < 126) return { least: shortLength, most: shortLength }
  const count = shortLength === 126 ? 2 : 8
  let least = 0
  let most = 0
  for (let i = 0; i < count; i++) {
    const byte = bytes[start + FIXED_BYTES + i]
    least = least * 256 + (byte ?? 0)
    most = most * 256 + (byte ?? 0xff)
  }
  return { least, most }
}

interface HeaderState {
  readonly first: number
  /** Beyond 2^53 no exact number: only compared. */
  readonly length: number
  /** The highest bit of a length of 64 bits is set. */
  readonly topBit: boolean
  readonly whole: boolean
  readonly context: FrameContext
}

/** The fields of all bytes of the header that are there. */
function headerFields(
  bytes: Uint8Array,
  start: number,
  source: SourceId,
  parts: readonly PlacedPart[],
  state: HeaderState,
): readonly Field[] {
  const fields: Field[] = []
  for (const { part, bits, narrow } of parts) {
    const from = start + Math.floor(bits.start / 8)
    const to = start + Math.ceil(bits.end / 8)
    if (from >= bytes.length) break
    if (to > bytes.length) {
      fields.push(unfinished(from, bytes.length, source))
      break
    }
    const value =
      part.kind === 'websocket.masking-key'
        ? hex(bytes, from, to)
        : readBits(bytes, start, bits.start, bits.end)
    const citation = part.kind === 'websocket.masking-key' ? MASKING : BASE_FRAMING
    const problems = partProblems(part.kind, part.bits, Number(value), state)
    const detail: FieldDetail =
      narrow === undefined ? { value, citation, problems } : { bits: narrow, value, citation, problems }
    fields.push(makeField(part.kind, source, from, to, detail))
  }
  return fields
}

/** The problems that stand on one part of the header. */
function partProblems(
  kind: FramePartKind,
  width: number,
  value: number,
  state: HeaderState,
): readonly Problem[] {
  const { first, length, topBit, whole, context } = state
  const opcode = first & 0x0f
  const control = isControl(opcode)
  const problems: Problem[] = []
  switch (kind) {
    case 'websocket.fin':
      if (control && value === 0) problems.push(problem('fragmented-control-frame', '5.5'))
      break
    case 'websocket.rsv1':
      // RFC 7692 6: of a compressed message only the first frame has RSV1 set, and a control frame never.
      if (value === 1 && (!context.compression || control || opcode === 0))
        problems.push(problem('reserved-bit', '5.2'))
      break
    case 'websocket.rsv2':
    case 'websocket.rsv3':
      if (value === 1) problems.push(problem('reserved-bit', '5.2'))
      break
    case 'websocket.opcode':
      if (opcodeName(opcode) === undefined) problems.push(problem('reserved-opcode', '5.2'))
      break
    case 'websocket.mask':
      if (value === 0 && context.direction === 'client-to-server')
        problems.push(problem('missing-mask', '5.1'))
      if (value === 1 && context.direction === 'server-to-client')
        problems.push(problem('forbidden-mask', '5.1'))
      break
    case 'websocket.payload-length':
      if (control && value > 125) problems.push(problem('long-control-frame', '5.5'))
      break
    case 'websocket.extended-payload-length':
      if (!whole) break
      if (width === 16 ? length < 126 : length < 65_536) problems.push(problem('non-minimal-length', '5.2'))
      if (topBit) problems.push(problem('length-top-bit', '5.2'))
      else if (length > Number.MAX_SAFE_INTEGER)
        problems.push(oddity('frame-too-large', 'RFC 6455', '10.4', 1009))
      break
    case 'websocket.masking-key':
      break
  }
  return problems.length === 0 ? NO_PROBLEMS : problems
}

const NO_PROBLEMS: readonly Problem[] = []

/** All problems of a frame by itself are failures with 1002. */
function problem(code: ProblemCode, section: string): Problem {
  return violation(code, 'RFC 6455', section, 1002)
}

function unfinished(start: number, end: number, source: SourceId): Field {
  return makeField('websocket.unfinished', source, start, end, { citation: BASE_FRAMING })
}

/** The unsigned number in these bits of the frame, first bit highest; its digits where it is beyond 2^53. */
function readBits(bytes: Uint8Array, frame: number, start: number, end: number): number | string {
  if (start % 8 === 0 && end % 8 === 0) {
    let value = 0
    for (let at = start / 8; at < end / 8; at++) value = value * 256 + (bytes[frame + at] ?? 0)
    if (value > Number.MAX_SAFE_INTEGER)
      return BigInt(`0x${hex(bytes, frame + start / 8, frame + end / 8).replaceAll(' ', '')}`).toString()
    return value
  }
  const byte = bytes[frame + Math.floor(start / 8)] ?? 0
  return (byte >> (8 - (((end - 1) % 8) + 1))) & ((1 << (end - start)) - 1)
}

function hex(bytes: Uint8Array, start: number, end: number): string {
  return Array.from(bytes.subarray(start, end), (byte) => byte.toString(16).padStart(2, '0')).join(' ')
}

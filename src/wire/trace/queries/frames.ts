/**
 * The frames of one side of a WebSocket, read from their bytes: a long run has a hundred thousand, and the fields of none are
 * made by asking what it is.
 */
import { utf8, type ByteRange, type Direction } from '../../bytes/bytes.ts'
import { holesIn } from '../../field/missing-fields.ts'
import type { Unit } from '../../field/field.ts'
import { headerBytes } from '../../websocket/frame-layout.ts'
import { applyMask } from '../../websocket/masking.ts'
import { opcodeName, type OpcodeName } from '../../websocket/opcodes.ts'
import type { Conversation, Side } from '../views.ts'
import { exchangesOfTransport } from './exchanges.ts'
import { derivedSource } from './sides.ts'

export interface FrameFacts {
  readonly unit: Unit
  readonly fin: boolean
  /** Set in the first frame of a compressed message. */
  readonly rsv1: boolean
  readonly opcode: number
  /** Absent for a reserved opcode. */
  readonly name?: OpcodeName
  readonly isMasked: boolean
  /** Absent in an unmasked frame, and while it is not all there. */
  readonly maskingKey?: ByteRange
  /** As it crossed; as far as it is there. */
  readonly payload: ByteRange
}

type FrameSide = Pick<Side, 'source' | 'missing'>

/** What a frame's bytes say of it, whole or not; `undefined` for another unit, and where nobody can tell. */
export function frameOf(unit: Unit, { source: { bytes }, missing }: FrameSide): FrameFacts | undefined {
  const { kind, complete, range } = unit
  const first = bytes[range.start]
  if (kind !== 'frame' || first === undefined || range.end === range.start) return undefined
  const second = range.end - range.start > 1 ? (bytes[range.start + 1] ?? 0) : 0
  const isMasked = (second & 0x80) !== 0
  const header = range.start + headerBytes(second & 0x7f, isMasked)
  if (!complete && holesIn(missing, { start: range.start, end: header }).length > 0) return undefined
  const opcode = first & 0x0f
  const name = opcodeName(opcode)
  return {
    unit,
    fin: (first & 0x80) !== 0,
    rsv1: (first & 0x40) !== 0,
    opcode,
    ...(name === undefined ? {} : { name }),
    isMasked,
    ...(isMasked && header <= range.end ? { maskingKey: { start: header - 4, end: header } } : {}),
    payload: { start: Math.min(header, range.end), end: range.end },
  }
}

/** How long a frame's payload is by its header, there or not yet; as much as is there while the header is not whole. */
export function announcedLength({ unit, payload }: FrameFacts, { source: { bytes } }: FrameSide): number {
  const { start } = unit.range
  const short = (bytes[start + 1] ?? 0) & 0x7f
  const width = short === 127 ? 8 : short === 126 ? 2 : 0
  if (width === 0 || payload.start < start + 2 + width)
    return short < 126 ? short : payload.end - payload.start
  return bytes.subarray(start + 2, start + 2 + width).reduce((sum, byte) => sum * 256 + byte, 0)
}

/** The whole frames of a side, in order. */
export function framesIn(side: Side): readonly FrameFacts[] {
  return side.units.flatMap((unit) => (unit.complete ? (frameOf(unit, side) ?? []) : []))
}

/** The whole frames of one direction, of all WebSockets. */
export function framesOf(conversation: Conversation, direction: Direction): readonly FrameFacts[] {
  return exchangesOfTransport(conversation, 'ws').flatMap(({ sides }) => framesIn(sides[direction]))
}

/** The payload of a frame as it was meant, unmasked; at most so many bytes of it. Nothing while its masking key is not there. */
export function payloadOf(
  { payload: { start, end }, isMasked, maskingKey }: FrameFacts,
  { source: { bytes } }: Pick<Side, 'source'>,
  atMost = Infinity,
): Uint8Array {
  const crossed = bytes.subarray(start, Math.min(end, start + atMost))
  if (!isMasked) return crossed
  return maskingKey === undefined
    ? new Uint8Array()
    : applyMask(crossed, bytes.subarray(maskingKey.start, maskingKey.end))
}

export interface CloseFacts {
  /** Absent where the frame holds none. */
  readonly code?: number
  readonly reason: string
}

/** Code and reason of a Close frame; `undefined` for any other. */
export function closeOf(frame: FrameFacts, side: Pick<Side, 'source'>): CloseFacts | undefined {
  if (frame.name !== 'close') return undefined
  const payload = payloadOf(frame, side)
  const [high, low] = payload
  if (high === undefined || low === undefined) return { reason: '' }
  return { code: (high << 8) | low, reason: utf8(payload, 2) }
}

export interface WholeMessage {
  readonly kind: 'text' | 'binary'
  /** Unmasked and, where that was agreed and works, inflated. */
  readonly bytes: Uint8Array
  /** True where the bytes are still compressed, since they do not inflate. */
  readonly isCompressed: boolean
  /** Of its last frame, in the wire's source. */
  readonly end: number
}

/** Gives the messages whose last fragment is there, in order, empty ones too. */
export function wholeMessages(side: Side): readonly WholeMessage[] {
  const joined = derivedSource(side, 'messages')
  const inflated = derivedSource(side, 'inflated')
  const inflatedAt = new Map(inflated?.pieces.map(({ range, from }) => [from.start, range]))
  const messages: WholeMessage[] = []
  let open:
    { readonly kind: 'text' | 'binary'; readonly start: number; readonly compressed: boolean } | undefined
  /** How far the messages' source is filled by the frames so far. */
  let filled = 0

  for (const { unit, name, fin, rsv1, payload } of framesIn(side)) {
    if (name === 'text' || name === 'binary') open = { kind: name, start: filled, compressed: rsv1 }
    else if (name !== 'continuation' || open === undefined) continue
    filled += payload.end - payload.start
    if (!fin) continue
    const { kind, start, compressed } = open
    const plain = inflatedAt.get(start)
    const bytes =
      compressed && plain !== undefined && inflated !== undefined
        ? inflated.bytes.subarray(plain.start, plain.end)
        : (joined?.bytes.subarray(start, filled) ?? new Uint8Array())
    messages.push({ kind, bytes, isCompressed: compressed && plain === undefined, end: unit.range.end })
    open = undefined
  }
  return messages
}

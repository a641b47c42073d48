/**
 * What a unit of a stream is, in a few words' worth of data: an event of the feed, a heartbeat, a frame. A ladder names its
 * arrows by it (`slice-parts.ts`), a list of slices its brackets. A unit is looked at where it was dissected: on the wire,
 * de-chunked, unmasked.
 */
import { utf8, type ByteSource } from '../../bytes/bytes.ts'
import { findField, type Field, type FieldKind, type Unit } from '../../field/field.ts'
import { applyMask } from '../../websocket/masking.ts'
import { lowerBound } from '../../bytes/ordered.ts'
import type { Side, StreamPart } from '../views.ts'

/** The ids of the feed's events among parts. */
export function eventsAmong(parts: readonly StreamPart[]): readonly number[] {
  return parts.flatMap((part) => (part.kind === 'event' ? [part.event] : []))
}

/**
 * What one unit of a stream carries, in the same words: a script, an event block, a message; of a frame, what its head says.
 * `undefined` for what is no part of a stream by itself.
 */
export function partOfUnit(unit: Unit, side: Side): StreamPart | undefined {
  if (!unit.complete) return undefined
  if (unit.kind === 'frame') return framePart(unit, undefined, side)
  return unit.kind === 'message' ? messagePart(unit, side) : partOf(unit, side)
}

/** What a message is, where it is an event of the feed or a heartbeat. */
export function messagePart(unit: Unit, side: Side): StreamPart | undefined {
  return eventIn(unit) ?? heartbeatIn(unit, side)
}

/** RFC 6455 11.8: the opcodes that mean something. */
const FRAME_KINDS: Readonly<
  Record<number, 'continuation' | 'text' | 'binary' | 'close' | 'ping' | 'pong' | undefined>
> = { 0x0: 'continuation', 0x1: 'text', 0x2: 'binary', 0x8: 'close', 0x9: 'ping', 0xa: 'pong' }

/** What a frame's head says; what its message is, where one that is known ends in it. */
export function framePart(unit: Unit, message: StreamPart | undefined, side: Side): StreamPart {
  const opcode = findField(unit.fields, 'websocket.opcode')?.value
  const kind = typeof opcode === 'number' ? FRAME_KINDS[opcode] : undefined
  if (kind === undefined) return { kind: 'broken' }
  if (kind === 'close') {
    const code = findField(unit.fields, 'websocket.close-code')?.value ?? maskedCloseCode(unit, side)
    return typeof code === 'number' ? { kind, code } : { kind }
  }
  if (message !== undefined && kind !== 'ping' && kind !== 'pong') return message
  const payload =
    findField(unit.fields, 'websocket.payload') ?? findField(unit.fields, 'websocket.masked-payload')
  return { kind, bytes: payload === undefined ? 0 : payload.range.end - payload.range.start }
}

/** The code of a Close that a client masked: its two bytes unmasked, as nothing else on the wire says it. */
function maskedCloseCode({ fields }: Unit, { source: { bytes } }: Side): number | undefined {
  const key = findField(fields, 'websocket.masking-key')?.range
  const payload = findField(fields, 'websocket.masked-payload')?.range
  if (key === undefined || payload === undefined || payload.end - payload.start < 2) return undefined
  const [high = 0, low = 0] = applyMask(
    bytes.subarray(payload.start, payload.start + 2),
    bytes.subarray(key.start, key.end),
  )
  return (high << 8) | low
}

/** What a unit is that is no frame and no message. */
export function partOf(unit: Unit, side: Side): StreamPart | undefined {
  switch (unit.kind) {
    case 'event-block':
      return blockPart(unit, side)
    case 'script':
      return eventIn(unit) ?? heartbeatIn(unit, side) ?? { kind: 'script' }
    case 'markup':
      // White space between two scripts says nothing.
      return isBlank(unit, side) ? undefined : { kind: 'markup' }
    case 'last-chunk':
      return { kind: 'last-chunk' }
    case 'upgraded':
      return { kind: 'broken' }
    default:
      return undefined
  }
}

/** An event stream's block: the event that it dispatches, or the first thing it says. */
function blockPart(unit: Unit, side: Side): StreamPart {
  const lines = unit.fields.filter(({ kind }) => kind === 'event-stream.field-line')
  const named = new Map(lines.map((line) => [textOf(line, 'event-stream.field-name', side), line]))
  const value = (name: string): string => {
    const line = named.get(name)
    return line === undefined ? '' : textOf(line, 'event-stream.field-value', side)
  }
  const dispatches = findField(unit.fields, 'event-stream.blank-line')?.value === 'dispatch'
  if (dispatches && value('event') === 'heartbeat') return { kind: 'heartbeat' }
  const id = value('id')
  if (dispatches && /^\d{1,15}$/.test(id)) return { kind: 'event', event: Number(id) }
  const [name = ':'] = dispatches ? ['data'] : named.keys()
  return { kind: 'field', name }
}

function textOf(line: Field, kind: FieldKind, side: Side): string {
  const field = findField([line], kind)
  const source = field && sourceOf(field.source, side)
  return source === undefined || field === undefined
    ? ''
    : utf8(source.bytes, field.range.start, field.range.end)
}

function eventIn(unit: Unit): StreamPart | undefined {
  const event = findField(unit.fields, 'json.event')
  return typeof event?.value === 'number' ? { kind: 'event', event: event.value } : undefined
}

function isBlank(unit: Unit, side: Side): boolean {
  const source = sourceOf(unit.source, side)
  return source === undefined || /^\s*$/.test(utf8(source.bytes, unit.range.start, unit.range.end))
}

/** The labs' heartbeat is short; nothing longer is looked at. */
const LONGEST_HEARTBEAT = 256

function heartbeatIn(unit: Unit, side: Side): StreamPart | undefined {
  const { start, end } = unit.range
  const source = sourceOf(unit.source, side)
  if (source === undefined || end - start > LONGEST_HEARTBEAT) return undefined
  const isOne = utf8(source.bytes, start, end).includes('{"type":"heartbeat"}')
  return isOne ? { kind: 'heartbeat' } : undefined
}

function sourceOf(id: string, side: Side): ByteSource | undefined {
  return side.source.id === id ? side.source : side.derived.find((source) => source.id === id)
}

/** Where on the wire a byte of a source came from; nothing where it cannot be said. */
export function wireOffset(id: string, offset: number, side: Side): number | undefined {
  const source = sourceOf(id, side)
  if (source === undefined) return undefined
  if (source.kind === 'wire') return offset
  const piece = source.pieces[lowerBound(source.pieces, offset + 1, ({ range }) => range.end)]
  if (piece === undefined || piece.range.start > offset) return undefined
  const shift = offset - piece.range.start
  // What was inflated is as a whole from where it was: then its end is all that can be said.
  const from = piece.asWhole === true ? piece.from.end - 1 : piece.from.start + shift
  return wireOffset(source.from, from, side)
}

/**
 * What a unit of a stream is, in a few words' worth of data: an event of the feed, a heartbeat, a frame. A ladder names its
 * arrows by it (`slice-parts.ts`), a list of slices its brackets. A unit is looked at where it was dissected: on the wire,
 * de-chunked, unmasked.
 */
import { lowerBound } from '../../bytes/ordered.ts'
import type { Unit } from '../../field/field.ts'
import type { Side, StreamPart } from '../views.ts'
import { blockField, dispatches } from './event-blocks.ts'
import { findNumber } from './fields.ts'
import { closeOf, frameOf } from './frames.ts'
import { sourceOf, textOf } from './sides.ts'

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

/** What a frame's head says; what its message is, where one that is known ends in it. */
export function framePart(unit: Unit, message: StreamPart | undefined, side: Side): StreamPart {
  const frame = frameOf(unit, side)
  const kind = frame?.name
  if (frame === undefined || kind === undefined) return { kind: 'broken' }
  if (kind === 'close') {
    const { code, reason = '' } = closeOf(frame, side) ?? {}
    if (code === undefined) return { kind }
    return reason === '' ? { kind, code } : { kind, code, reason }
  }
  if (message !== undefined && kind !== 'ping' && kind !== 'pong') return message
  return { kind, bytes: frame.payload.end - frame.payload.start }
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
  const isEvent = dispatches(unit)
  if (isEvent && blockField(unit, side, 'event') === 'heartbeat') return { kind: 'heartbeat' }
  const id = blockField(unit, side, 'id') ?? ''
  if (isEvent && /^\d{1,15}$/.test(id)) return { kind: 'event', event: Number(id) }
  const first = unit.fields.find(({ kind }) => kind === 'event-stream.field-line')?.value
  return { kind: 'field', name: isEvent ? 'data' : String(first ?? ':') }
}

function eventIn(unit: Unit): StreamPart | undefined {
  const event = findNumber(unit.fields, 'json.event')
  return event === undefined ? undefined : { kind: 'event', event }
}

function isBlank(unit: Unit, side: Side): boolean {
  return /^\s*$/.test(textOf(unit, side))
}

/** The labs' heartbeat is short; nothing longer is looked at. */
const LONGEST_HEARTBEAT = 256

function heartbeatIn(unit: Unit, side: Side): StreamPart | undefined {
  if (unit.range.end - unit.range.start > LONGEST_HEARTBEAT) return undefined
  return textOf(unit, side).includes('{"type":"heartbeat"}') ? { kind: 'heartbeat' } : undefined
}

/** Where on the wire a byte of a source came from; nothing where it cannot be said. */
export function wireOffset(id: string, offset: number, side: Side): number | undefined {
  const source = sourceOf(side, id)
  if (source === undefined) return undefined
  if (source.kind === 'wire') return offset
  const piece = source.pieces[lowerBound(source.pieces, offset + 1, ({ range }) => range.end)]
  if (piece === undefined || piece.range.start > offset) return undefined
  const shift = offset - piece.range.start
  // What was inflated is as a whole from where it was: then its end is all that can be said.
  const from = piece.asWhole === true ? piece.from.end - 1 : piece.from.start + shift
  return wireOffset(source.from, from, side)
}

/**
 * What a unit of a stream is, in a few words' worth of data: an event of the feed, a heartbeat, a frame. A ladder names its
 * arrows by it (`slice-parts.ts`), a list of slices its brackets. A unit is looked at where it was dissected: on the wire,
 * de-chunked, unmasked.
 */
import type { Unit } from '../../field/field.ts'
import type { Side, StreamPart } from '../views.ts'
import { blockField, dispatches } from './event-blocks.ts'
import { findNumber } from './fields.ts'
import { closeOf, frameOf } from './frames.ts'
import { textOf } from './sides.ts'

/** The ids of the feed's events among parts. */
export function eventsAmong(parts: readonly StreamPart[]): readonly number[] {
  return parts.flatMap((part) => (part.kind === 'event' ? [part.event] : []))
}

/**
 * What one unit of a stream carries, in the same words: a script, an event block, a message that is an event of the feed or a
 * heartbeat; of a frame, what its head says. `undefined` for what is no part of a stream by itself.
 */
export function partOfUnit(unit: Unit, side: Side): StreamPart | undefined {
  if (!unit.complete) return undefined
  switch (unit.kind) {
    case 'frame':
      return framePart(unit, side)
    case 'message':
      return eventIn(unit) ?? heartbeatIn(unit, side)
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

function framePart(unit: Unit, side: Side): StreamPart {
  const frame = frameOf(unit, side)
  const kind = frame?.name
  if (frame === undefined || kind === undefined) return { kind: 'broken' }
  if (kind !== 'close') return { kind, bytes: frame.payload.end - frame.payload.start }
  const { code, reason = '' } = closeOf(frame, side) ?? {}
  if (code === undefined) return { kind }
  return reason === '' ? { kind, code } : { kind, code, reason }
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

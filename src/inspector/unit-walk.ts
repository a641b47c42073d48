/**
 * Which unit the inspector opens at a moment, and which come before and after it: units in the order their
 * first bytes arrived. Goes by what was sent (heads, chunks, frames), by what was meant (events, scripts, messages),
 * or from slice to slice. Pure.
 */
import type { UnitStep } from './words.ts'
import type { ByteRange } from '../wire/bytes/bytes.ts'
import type { Unit, UnitKind } from '../wire/field/field.ts'
import { hasPieceFrom, rangesFrom } from '../wire/bytes/source-map.ts'
import type { TraceEvent } from '../wire/trace/trace.ts'
import { unitsIn, unitsOver } from '../wire/trace/units-of-side.ts'
import type { Conversation, Side } from '../wire/trace/views.ts'
import type { TracedKind } from '../wire/trace/transports.ts'
import { derivedSource, wireRangeOf } from '../wire/trace/queries/sides.ts'

export interface UnitAt {
  readonly unit: Unit
  /** The slice that brought its first byte. */
  readonly moment: number
}

/** What a run is walked as: its slices, and how units are counted. */
export interface Walk {
  readonly events: readonly TraceEvent[]
  readonly conversation: Conversation
  readonly by: UnitStep
}

/** What a transport is best walked by before the reader chose: an event stream by its events, all else as it was sent. */
export function usualStep(transport: TracedKind): UnitStep {
  return transport === 'sse' ? 'message' : 'framing'
}

/** Kinds of unit that carry what was meant, whatever it was framed in. A control frame carries no message. */
export const MEANT_UNITS: ReadonlySet<UnitKind> = new Set<UnitKind>([
  'request-head',
  'response-head',
  'content',
  'bytes',
  'event-block',
  'script',
  'markup',
  'message',
])

/** The units that share bytes with the slice at `moment`, in order. */
export function unitsOfSlice(moment: number, { events, conversation, by }: Walk): readonly Unit[] {
  const event = events[moment]
  if (event?.kind !== 'slice') return []
  const side = conversation.exchange(event.exchange)?.sides[event.direction]
  if (side === undefined) return []
  const slice = { start: event.offset, end: event.offset + event.bytes.length }
  return by === 'message' ? unitsMeant(side, slice) : unitsIn(side, slice)
}

function unitsMeant(side: Side, slice: ByteRange): readonly Unit[] {
  return unitsFrom(side, slice).filter(
    (unit) => MEANT_UNITS.has(unit.kind) && !isInflatedElsewhere(unit, side) && isOver(unit, side, slice),
  )
}

function isOver(unit: Unit, side: Side, slice: ByteRange): boolean {
  const range = wireRangeOf(unit, side)
  return range !== undefined && range.start < slice.end && range.end > slice.start
}

/** The units of every source of the side whose bytes a stretch of the wire can have brought. */
export function unitsFrom(side: Side, stretch: ByteRange): readonly Unit[] {
  return Array.from(rangesFrom(side, stretch), ([source, range]) => unitsOver(side, source, range)).flat()
}

/** A compressed message means nothing until it is inflated, and then that is the unit. */
export function isInflatedElsewhere(unit: Unit, side: Side): boolean {
  const inflated = derivedSource(side, 'inflated')
  return inflated !== undefined && inflated.from === unit.source && hasPieceFrom(inflated, unit.range)
}

/** Those of them that begin in this slice; where none does, the one it carries on with. */
function unitsBeginning(moment: number, walk: Walk): readonly Unit[] {
  const event = walk.events[moment]
  const units = unitsOfSlice(moment, walk)
  if (event?.kind !== 'slice') return units
  const side = walk.conversation.exchange(event.exchange)?.sides[event.direction]
  if (side === undefined) return units
  const beginning = units.filter((unit) => (wireRangeOf(unit, side)?.start ?? -1) >= event.offset)
  return beginning.length > 0 ? beginning : units.slice(0, 1)
}

/**
 * The unit to open at a slice: the one that is asked for, where the trace has it; else the first that begins there. A
 * slice without anything meant in it (a ping) opens what was sent.
 */
export function unitToOpen(
  slice: number | undefined,
  asked: string | undefined,
  walk: Walk,
): UnitAt | undefined {
  if (slice === undefined) return undefined
  const named = asked === undefined ? undefined : walk.conversation.unit(asked)
  if (named !== undefined) return { unit: named, moment: slice }
  const [first] = [...unitsBeginning(slice, walk), ...unitsBeginning(slice, { ...walk, by: 'framing' })]
  return first === undefined ? undefined : { unit: first, moment: slice }
}

/** The unit after, or before, `unit` of the slice at index `at` of `slices`; `undefined` at either end of the run. */
export function neighbourUnit(
  unit: Unit,
  slices: readonly number[],
  at: number,
  direction: 1 | -1,
  walk: Walk,
): UnitAt | undefined {
  if (walk.by === 'slice') return unitToOpen(slices[at + direction], undefined, walk)
  for (let index = at; index >= 0 && index < slices.length; index += direction) {
    const moment = slices[index]
    if (moment === undefined) return undefined
    const units = unitsBeginning(moment, walk)
    const here = units.findIndex((other) => other.id === unit.id)
    if (index === at) {
      const beside = here < 0 ? undefined : units[here + direction]
      if (beside !== undefined) return { unit: beside, moment }
      continue
    }
    const found =
      direction === 1
        ? units.find((other) => other.id !== unit.id)
        : units.findLast((other) => other.id !== unit.id)
    if (found !== undefined) return { unit: found, moment }
  }
  return undefined
}

/**
 * Which unit the inspector opens at a moment, and which come before and after it: units in the order their
 * first bytes arrived. Pure.
 */
import type { Unit } from '../../wire/field.ts'
import type { TraceEvent } from '../../wire/trace/trace.ts'
import type { Conversation } from '../../wire/trace/views.ts'
import { unitsIn } from '../wire-list/wire-rows.ts'

export interface UnitAt {
  readonly unit: Unit
  /** The slice that brought its first byte. */
  readonly moment: number
}

/** The units that share bytes with the slice at `moment`, in order. */
export function unitsOfSlice(
  moment: number,
  events: readonly TraceEvent[],
  conversation: Conversation,
): readonly Unit[] {
  const event = events[moment]
  if (event?.kind !== 'slice') return []
  const side = conversation.exchange(event.exchange)?.sides[event.direction]
  if (side === undefined) return []
  return unitsIn(side, { start: event.offset, end: event.offset + event.bytes.length })
}

/** Those of them that begin in this slice; where none does, the one it carries on with. */
function unitsBeginning(
  moment: number,
  events: readonly TraceEvent[],
  conversation: Conversation,
): readonly Unit[] {
  const event = events[moment]
  const units = unitsOfSlice(moment, events, conversation)
  const beginning = units.filter((unit) => event?.kind === 'slice' && unit.range.start >= event.offset)
  return beginning.length > 0 ? beginning : units.slice(0, 1)
}

/**
 * The unit to open at a slice: the one that is asked for, where the trace has it; else the first that begins there.
 */
export function unitToOpen(
  slice: number | undefined,
  asked: string | undefined,
  events: readonly TraceEvent[],
  conversation: Conversation,
): UnitAt | undefined {
  if (slice === undefined) return undefined
  const named = asked === undefined ? undefined : conversation.unit(asked)
  if (named !== undefined) return { unit: named, moment: slice }
  const [first] = unitsBeginning(slice, events, conversation)
  return first === undefined ? undefined : { unit: first, moment: slice }
}

/** The unit after, or before, `unit` of the slice at index `at` of `slices`; `undefined` at either end of the run. */
export function neighbourUnit(
  unit: Unit,
  slices: readonly number[],
  at: number,
  direction: 1 | -1,
  events: readonly TraceEvent[],
  conversation: Conversation,
): UnitAt | undefined {
  for (let index = at; index >= 0 && index < slices.length; index += direction) {
    const moment = slices[index]
    if (moment === undefined) return undefined
    const units = unitsBeginning(moment, events, conversation)
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

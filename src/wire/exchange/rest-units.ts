/** What is behind the last whole unit of what one side wrote, and what its end makes of it. Used by the message reader. */
import type { Unit } from '../field/field.ts'
import { holesIn } from '../field/missing-fields.ts'
import { oddity, violation } from '../field/problem.ts'
import { withLastProblem, withProblemOnLastUnit } from '../field/unit.ts'
import type { FrameReader } from '../websocket/frame-reader.ts'
import { contentUnits, undecoded, type Wire } from './content-units.ts'
import { ownContent } from './decoded-content.ts'
import { firstMissing, restOf, type Phase, type Place, type ReadingContext } from './phases.ts'
import type { ReadMessage } from './read-message.ts'

/** The exchange ended before the message did. */
const TRUNCATED = violation('truncated', 'RFC 9112', '8')

/** RFC 6455 7.1.5: without a Close frame the close code counts as 1006, which nobody sends. */
const TRUNCATED_FRAME = oddity('truncated-frame', 'RFC 6455', '7.1.5')

/** The units of what is behind the last whole one, by the phase; of a content that has parts of its own these. */
export function restUnits(
  read: ReadMessage,
  phase: Phase,
  place: Omit<Place, 'codings'>,
  wire: Wire,
  context: ReadingContext,
): readonly Unit[] {
  const content = ownContent(read)
  const end = phase.kind === 'content' ? phase.end : undefined
  const hasParts = content !== undefined && end !== undefined
  const units = hasParts
    ? contentUnits(content, place.at, wire, context.closed)
    : [restOf(phase, { ...place, codings: undecoded(read.head) }, wire, context)]
  const last = units.at(-1)
  const isCut = hasParts ? end !== 'close' : last?.complete === false
  // What a hole cut short, nobody did; of a content with a length its end is known all the same.
  const isHoled =
    last?.kind === 'hole' || (typeof end !== 'number' && firstMissing(wire.missing, place.at) !== undefined)
  return context.closed && isCut && !isHoled ? withProblemOnLastUnit(units, TRUNCATED) : units
}

/**
 * The whole units, of which the last says so where the message ended between two chunks. A stream has no end of its own: one that
 * its reader left is not cut.
 */
export function endedUnits(
  { units, content }: ReadMessage,
  phase: Phase,
  { closed, closedBy }: ReadingContext,
): readonly Unit[] {
  const isLeft = closedBy === undefined || (closedBy === 'other' && content !== undefined)
  return phase.kind === 'chunks' && closed && !isLeft ? withProblemOnLastUnit(units, TRUNCATED) : units
}

/** The frames on the wire, of which one that the end cut short says so. */
export function frameUnits(reader: FrameReader, { bytes, missing }: Wire, closed: boolean): readonly Unit[] {
  const units = reader.units(bytes, missing, closed)
  if (!closed) return units
  return units.map((unit) =>
    unit.complete || unit.kind === 'hole' || holesIn(missing, unit.range).length > 0
      ? unit
      : withLastProblem(unit, TRUNCATED_FRAME),
  )
}

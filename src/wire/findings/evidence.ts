/** Evidence: the moment and the bytes that a finding stands on. */
import type { Unit } from '../field/field.ts'
import type { FieldPath } from '../trace/queries/fields.ts'
import { headerIn } from '../trace/queries/heads.ts'
import { foundAt, type Found } from '../trace/queries/query.ts'
import { sliceWith, wireRangeOf } from '../trace/queries/sides.ts'
import { momentOf } from '../trace/trace.ts'
import type { ExchangeView, Side, SliceView } from '../trace/views.ts'
import type { FindingRun } from './finding.ts'

/** A unit, or a field of it, once all of the unit was there; `undefined` where it did not cross. */
export function unitEvidence(
  side: Side,
  unit: Unit,
  path?: FieldPath,
  value?: string | number,
): Found | undefined {
  return foundAt(side, unit, {
    ...(path === undefined ? {} : { field: { path, range: unit.range } }),
    ...(value === undefined ? {} : { value }),
  })
}

/** A header of a head; the head where it has none of that name. */
export function headerEvidence(side: Side, head: Unit, name: string): Found | undefined {
  const header = headerIn(head, name)
  return unitEvidence(side, head, header?.path, header?.text)
}

/** The slice that made a unit whole. */
export function arrivalOf(side: Side, unit: Unit): SliceView | undefined {
  const wire = wireRangeOf(unit, side)
  return wire && sliceWith(side, wire.end - 1)
}

/** A slice by itself. */
export function sliceEvidence({ moment, arrived, exchange }: SliceView, afterMs?: number): Found {
  return { moment, at: arrived, exchange, ...(afterMs === undefined ? {} : { afterMs }) }
}

/** When the last thing in the trace happened. */
export function lastMoment({ events }: FindingRun): number {
  const last = events.at(-1)
  return last === undefined ? 0 : momentOf(last)
}

/** The event with which the connection of an exchange was over. */
export function closingEvidence({ events }: FindingRun, { id, connection }: ExchangeView): Found | undefined {
  const moment = events.findLastIndex(
    (event) => event.kind === 'connection-closed' && event.connection === connection,
  )
  const event = events[moment]
  return event && { moment, at: momentOf(event), exchange: id }
}

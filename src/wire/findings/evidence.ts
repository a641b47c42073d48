/** Evidence: the moment and the bytes that a finding stands on. */
import type { Unit } from '../field/field.ts'
import type { FieldPath } from '../trace/queries/fields.ts'
import { headerIn } from '../trace/queries/heads.ts'
import type { Found } from '../trace/queries/query.ts'
import { sliceWith, wireRangeOf } from '../trace/queries/sides.ts'
import { momentOf } from '../trace/trace.ts'
import type { ExchangeView, Side, SliceView } from '../trace/views.ts'
import type { FindingRun } from './finding.ts'

/** A unit, or a field of it, and the slice that made it whole; `undefined` where it did not cross. */
export function unitEvidence(
  { id }: ExchangeView,
  side: Side,
  unit: Unit,
  field?: FieldPath,
  value?: string | number,
): Found | undefined {
  const slice = arrivalOf(side, unit)
  return (
    slice && {
      moment: slice.moment,
      at: slice.arrived,
      exchange: id,
      unit: unit.id,
      ...(field === undefined ? {} : { field }),
      ...(value === undefined ? {} : { value }),
    }
  )
}

/** A header of a head; the head where it has none of that name. */
export function headerEvidence(
  exchange: ExchangeView,
  side: Side,
  head: Unit,
  name: string,
): Found | undefined {
  const header = headerIn(head, name)
  return unitEvidence(exchange, side, head, header?.path, header?.text)
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

/** The event with which an exchange, or its connection, was over. */
export function closingEvidence(
  { events }: FindingRun,
  { id, connection }: ExchangeView,
  kind: 'exchange-closed' | 'connection-closed',
): Found | undefined {
  const moment = events.findLastIndex(
    (event) =>
      event.kind === kind && ('exchange' in event ? event.exchange === id : event.connection === connection),
  )
  const event = events[moment]
  return event && { moment, at: momentOf(event), exchange: id }
}

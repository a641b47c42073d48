/**
 * The brackets left of a browser's lifeline: from when an event was published to when JavaScript had it.
 * Several that overlap stand in columns of their own; what finds no column is not drawn, only listed. Pure.
 */
import type { Delivery } from '../../../wire/trace/views.ts'
import type { LaneColumns } from './ladder-columns.ts'

export interface BracketShape {
  readonly moment: number
  readonly event: number
  /** When it was delivered. */
  readonly at: number
  readonly lateMs: number
  readonly x: number
  readonly top: number
  readonly bottom: number
  /** False where it would be shorter than its own ends or its gutter is full. */
  readonly drawn: boolean
}

const FIRST_OFFSET = 13
const COLUMN_WIDTH = 5
const COLUMNS = 3
const SHORTEST = 7

/** One bracket a first delivery whose publication is known, longest first, each in the first free column. */
export function bracketsOf(
  deliveries: readonly Delivery[],
  columns: LaneColumns,
  y: (at: number) => number,
): readonly BracketShape[] {
  const spans = deliveries
    .flatMap((delivery) => {
      if (delivery.publishedAt === undefined || delivery.repeated) return []
      return [{ delivery, from: delivery.publishedAt, top: y(delivery.publishedAt), bottom: y(delivery.at) }]
    })
    .sort((a, b) => b.bottom - b.top - (a.bottom - a.top) || a.top - b.top)
  const room = Math.floor((columns.browserX - columns.left - FIRST_OFFSET - 4) / COLUMN_WIDTH) + 1
  const taken: { readonly column: number; readonly top: number; readonly bottom: number }[] = []
  return spans.map(({ delivery, from, top, bottom }) => {
    const free = freeColumn(taken, top, bottom, Math.min(COLUMNS, room))
    const drawn = free !== undefined && bottom - top >= SHORTEST
    if (drawn) taken.push({ column: free, top, bottom })
    return {
      moment: delivery.moment,
      event: delivery.event,
      at: delivery.at,
      lateMs: delivery.at - from,
      x: columns.browserX - FIRST_OFFSET - (free ?? 0) * COLUMN_WIDTH,
      top,
      bottom,
      drawn,
    }
  })
}

function freeColumn(
  taken: readonly { readonly column: number; readonly top: number; readonly bottom: number }[],
  top: number,
  bottom: number,
  columns: number,
): number | undefined {
  for (let column = 0; column < columns; column++) {
    if (!taken.some((other) => other.column === column && other.top < bottom && top < other.bottom))
      return column
  }
  return undefined
}

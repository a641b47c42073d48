/** Which of a run's units the list holds: filters, search, and pings and pongs folded into one item where asked. Pure. */
import type { Direction } from '../../wire/bytes.ts'
import type { UnitKind } from '../../wire/field.ts'
import type { TracedKind } from '../../wire/transports.ts'
import { hexNeedle, hitsOf, holdsHit, textNeedle, type Needle } from './byte-search.ts'
import { isHeartbeatFrame, type UnitRow } from './unit-rows.ts'

/** `sent`: what stands on the wire, whatever it means. `meant`: events, scripts, messages and the heads before them. */
export type KindFilter = 'sent' | 'meant' | 'all' | UnitKind

export interface UnitFilter {
  readonly transport: TracedKind | 'all'
  readonly direction: Direction | 'both'
  readonly kind: KindFilter
  /** Pings and pongs that follow each other are one item. */
  readonly foldHeartbeats: boolean
  readonly query: string
  readonly searchIn: 'text' | 'hex'
}

export const NO_FILTER: UnitFilter = {
  transport: 'all',
  direction: 'both',
  kind: 'sent',
  foldHeartbeats: false,
  query: '',
  searchIn: 'text',
}

/** An item of the list: a unit, or the first of several heartbeat frames in a row. */
export interface ListItem {
  readonly row: UnitRow
  /** How many frames it stands for. */
  readonly count: number
}

const MEANT: ReadonlySet<UnitKind> = new Set<UnitKind>([
  'request-head',
  'response-head',
  'content',
  'event-block',
  'script',
  'markup',
  'message',
])

/** What to look for; `undefined` where nothing is, `malformed` where the digits are no whole bytes. */
export function needleOf({
  query,
  searchIn,
}: Pick<UnitFilter, 'query' | 'searchIn'>): Needle | 'malformed' | undefined {
  if (query.trim() === '') return undefined
  if (searchIn === 'text') return textNeedle(query)
  const needle = hexNeedle(query)
  return needle === undefined || needle === 'odd' ? 'malformed' : needle
}

/** Gives the items of a list in the order of the rows; a malformed query finds nothing. */
export function listItems(rows: readonly UnitRow[], filter: UnitFilter): readonly ListItem[] {
  const needle = needleOf(filter)
  if (needle === 'malformed') return []
  const items: ListItem[] = []
  for (const row of rows) {
    if (!passes(row, filter)) continue
    if (needle !== undefined && !holdsHit(hitsOf(row.exchange.sides[row.direction], needle), row.wire))
      continue
    const last = items.at(-1)
    if (
      filter.foldHeartbeats &&
      last !== undefined &&
      isHeartbeatFrame(row.unit) &&
      isHeartbeatFrame(last.row.unit)
    )
      items[items.length - 1] = { row: last.row, count: last.count + 1 }
    else items.push({ row, count: 1 })
  }
  return items
}

function passes({ unit, transport, direction, depth }: UnitRow, filter: UnitFilter): boolean {
  if (filter.transport !== 'all' && transport !== filter.transport) return false
  if (filter.direction !== 'both' && direction !== filter.direction) return false
  switch (filter.kind) {
    case 'all':
      return true
    case 'sent':
      return depth === 0
    case 'meant':
      return MEANT.has(unit.kind)
    default:
      return unit.kind === filter.kind
  }
}

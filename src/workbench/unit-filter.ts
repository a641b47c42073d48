/** Which of a run's units the list holds: filters, and what to search for. `item-list.ts` goes through them. Pure. */
import { MEANT_UNITS } from '../inspector/unit-walk.ts'
import type { Direction } from '../wire/bytes/bytes.ts'
import type { UnitKind } from '../wire/field/field.ts'
import type { TracedKind } from '../wire/trace/transports.ts'
import { hexNeedle, textNeedle, type Needle } from './byte-search.ts'
import { isHeartbeat, opcodeOf, type UnitRow } from './unit-rows.ts'

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

/** Whether a row is one that the filter lets through, its query aside. */
export function passes({ unit, transport, direction, depth }: UnitRow, filter: UnitFilter): boolean {
  if (filter.transport !== 'all' && transport !== filter.transport) return false
  if (filter.direction !== 'both' && direction !== filter.direction) return false
  switch (filter.kind) {
    case 'all':
      return true
    case 'sent':
      return depth === 0
    case 'meant':
      return MEANT_UNITS.has(unit.kind)
    default:
      return unit.kind === filter.kind
  }
}

/** A ping or a pong: what floods a list without saying much. A Close says much. */
export function isHeartbeatRow(row: UnitRow): boolean {
  return isHeartbeat(opcodeOf(row))
}

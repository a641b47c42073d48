/** The exchanges of a tapped run as its list has them: what each is, by whom it was asked for, what is wrong; and which pass. Pure. */
import type { Direction } from '../../wire/bytes/bytes.ts'
import { findProblems } from '../../wire/trace/queries/fields.ts'
import { isHead } from '../../wire/trace/queries/heads.ts'
import type { ExchangeView, Side } from '../../wire/trace/views.ts'

export interface ExchangeFilter {
  /** Event streams, WebSockets, and what is held. */
  readonly onlyPush: boolean
  /** Part of the target. */
  readonly path: string
  /** Something crossed that way beside the heads. */
  readonly direction: Direction | 'both'
  readonly onlyProblems: boolean
}

export const NO_EXCHANGE_FILTER: ExchangeFilter = {
  onlyPush: false,
  path: '',
  direction: 'both',
  onlyProblems: false,
}

/** A question that waits for so long is held, whatever it will turn out to be. */
export const HELD_MS = 1_000

/** The path of a target, without its query. */
export function pathOf({ target = '' }: Pick<ExchangeView, 'target'>): string {
  return target.split('?', 1)[0] ?? ''
}

/** Whether its question waits, and has for long; `now` is the trace's. */
export function isHeld({ status, closedAt, openedAt }: ExchangeView, now: number): boolean {
  return status === undefined && closedAt === undefined && now - openedAt >= HELD_MS
}

export function isPush(exchange: ExchangeView, now: number): boolean {
  return exchange.transport !== 'http' || isHeld(exchange, now)
}

const known = new WeakMap<Side, number>()

/** How many rules its bytes break: violations in its heads and units. */
export function problemsOf({ sides }: ExchangeView): number {
  return Object.values(sides).reduce((sum, side) => {
    const count = known.get(side) ?? countProblems(side)
    known.set(side, count)
    return sum + count
  }, 0)
}

/** Of a long stream the last units are looked into: what is wrong with one is wrong with the last as well, or ends it. */
const LOOKED_AT = 200

function countProblems({ units }: Side): number {
  let count = 0
  for (const { fields } of units.slice(-LOOKED_AT))
    for (const { problem } of findProblems(fields)) if (problem.severity === 'violation') count++
  return count
}

export function passes(exchange: ExchangeView, filter: ExchangeFilter, now: number): boolean {
  if (filter.onlyPush && !isPush(exchange, now)) return false
  if (filter.path !== '' && !(exchange.target ?? '').toLowerCase().includes(filter.path.toLowerCase()))
    return false
  if (filter.onlyProblems && problemsOf(exchange) === 0) return false
  return filter.direction === 'both' || exchange.sides[filter.direction].units.some((unit) => !isHead(unit))
}

/** The bytes of one side, those that were not kept with them. */
export function bytesOf(side: Side): number {
  return side.source.bytes.length
}

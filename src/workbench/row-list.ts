/**
 * The rows of a run that grows by megabytes: what was listed stays, only units that came since are placed and put in order.
 * Gives what `unitRows` gives of the same run. Used while a long run is opened.
 */
import { DIRECTIONS } from '../wire/bytes/bytes.ts'
import { lowerBound } from '../wire/bytes/ordered.ts'
import type { Unit } from '../wire/field/field.ts'
import { createUnitsRead, type UnitsRead } from '../wire/trace/queries/units-read.ts'
import type { Conversation, ExchangeView, Side } from '../wire/trace/views.ts'
import { compareRows, placedIn, type UnitRow } from './unit-rows.ts'

export interface RowList {
  /** Takes in what the run has more than before. */
  update(conversation: Conversation): void
  /** All rows as of the last update; a new array after each, made when it is asked for. */
  readonly rows: readonly UnitRow[]
}

/** The exchange as it is now, for all rows of it that are there already. */
interface Holder {
  exchange: ExchangeView
}

export function createRowList(): RowList {
  const holders = new Map<string, Holder>()
  const seen = new Map<string, Side>()
  const reads = new Map<string, UnitsRead>()
  /** Rows that stay as they are, in order. */
  let settled: UnitRow[] = []
  let rows: readonly UnitRow[] | undefined
  /** Rows of units that are not whole, by the side that they are of. */
  const loose = new Map<string, readonly UnitRow[]>()

  /** The rows of units that came since; nothing where the side was read anew. */
  function takeSide(side: Side, holder: Holder, of: Omit<UnitRow, Made>): readonly UnitRow[] | undefined {
    const name = side.source.id
    const read = reads.get(name) ?? createUnitsRead()
    reads.set(name, read)
    const { settled: fresh, open, isAnew } = read.update(side)
    if (isAnew) return undefined
    const place = placedIn(side)
    const rowsOf = (units: readonly Unit[]): readonly UnitRow[] =>
      units.flatMap((unit) => {
        const placed = place(unit)
        return placed === undefined ? [] : [new ListedRow(holder, of, unit, placed)]
      })
    loose.set(name, rowsOf(open))
    return rowsOf(fresh)
  }

  function takeAll({ exchanges }: Conversation): readonly UnitRow[] | undefined {
    const fresh: UnitRow[] = []
    for (const exchange of exchanges) {
      const { transport } = exchange
      const known = holders.get(exchange.id)
      if (known?.exchange === exchange) continue
      const holder = known ?? { exchange }
      holder.exchange = exchange
      holders.set(exchange.id, holder)
      for (const direction of DIRECTIONS) {
        const side = exchange.sides[direction]
        const name = side.source.id
        if (seen.get(name) === side) continue
        seen.set(name, side)
        const rowsOfSide = takeSide(side, holder, { transport, direction })
        if (rowsOfSide === undefined) return undefined
        for (const row of rowsOfSide) fresh.push(row)
      }
    }
    return fresh
  }

  function forget(): void {
    for (const map of [holders, seen, reads, loose]) map.clear()
    settled = []
  }

  return {
    get rows() {
      if (rows !== undefined) return rows
      const all = settled.slice()
      putIn(all, [...loose.values()].flat().sort(compareRows))
      return (rows = all)
    },
    update(conversation) {
      let fresh = takeAll(conversation)
      if (fresh === undefined) {
        forget()
        fresh = takeAll(conversation) ?? []
      }
      putIn(settled, [...fresh].sort(compareRows))
      rows = undefined
    },
  }
}

/** Puts rows in order among others in order; of the same place those that were there come first. */
function putIn(rows: UnitRow[], more: readonly UnitRow[]): void {
  const [first] = more
  if (first === undefined) return
  const later = rows.splice(lowerBound(rows, 1, (row) => compareRows(row, first)))
  let next = 0
  for (const row of more) {
    for (let old = later[next]; old !== undefined && compareRows(old, row) <= 0; old = later[next]) {
      rows.push(old)
      next++
    }
    rows.push(row)
  }
  for (; next < later.length; next++) {
    const old = later[next]
    if (old !== undefined) rows.push(old)
  }
}

/** What a row has from its unit and its place. */
type Made = 'unit' | 'exchange' | 'moment' | 'at' | 'wire' | 'depth'

/** A row whose exchange is as it is now: the views of a long run as it was at each step would fill the memory. */
class ListedRow implements UnitRow {
  readonly unit: Unit
  readonly transport: UnitRow['transport']
  readonly direction: UnitRow['direction']
  readonly moment: number
  readonly at: number
  readonly wire: UnitRow['wire']
  readonly depth: number
  readonly #holder: Holder

  constructor(
    holder: Holder,
    { transport, direction }: Omit<UnitRow, Made>,
    unit: Unit,
    { slice, wire, depth }: NonNullable<ReturnType<ReturnType<typeof placedIn>>>,
  ) {
    this.#holder = holder
    this.unit = unit
    this.transport = transport
    this.direction = direction
    this.moment = slice.moment
    this.at = slice.arrived
    this.wire = wire
    this.depth = depth
  }

  get exchange(): ExchangeView {
    return this.#holder.exchange
  }
}

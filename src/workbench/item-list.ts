/**
 * The items of the unit list, made step by step: a run of megabytes has hundreds of thousands of rows, and a search looks
 * into each. What was made is kept as long as the rows before it and the filter stay. Pure.
 */
import { isHeartbeatRow, needleOf, passes, type ListItem, type UnitFilter } from './unit-filter.ts'
import { rowHolds } from './byte-search.ts'
import type { UnitRow } from './unit-rows.ts'

export interface ItemList {
  /** Says what is to be listed. */
  set(rows: readonly UnitRow[], filter: UnitFilter): void
  /** Goes on by some thousand rows; false once all are through. */
  step(): boolean
  /** What was found so far; a new array after each change. */
  readonly items: readonly ListItem[]
  readonly isDone: boolean
}

/** What a step costs at most; a row is 1, and where it is searched some more by its bytes. */
const STEP_COST = 4096
const SEARCHED_ROW = 4
const BYTES_A_COST = 64

const NO_ROWS: readonly UnitRow[] = []

export function createItemList(): ItemList {
  let rows = NO_ROWS
  let filter: UnitFilter | undefined
  let needle: ReturnType<typeof needleOf>
  let items: ListItem[] = []
  /** The index of the last row in each item. */
  let ends: number[] = []
  let next = 0
  let snapshot: readonly ListItem[] | undefined

  function keep(same: number): void {
    if (same >= next) return
    while ((ends.at(-1) ?? -1) >= same) {
      items.pop()
      ends.pop()
    }
    // Of folded heartbeats some may be left: they are folded again.
    next = Math.min(same, (ends.at(-1) ?? -1) + 1)
    snapshot = undefined
  }

  function take(row: UnitRow, index: number): void {
    const last = items.at(-1)
    snapshot = undefined
    if (
      filter?.foldHeartbeats === true &&
      last !== undefined &&
      isHeartbeatRow(row) &&
      isHeartbeatRow(last.row)
    ) {
      items[items.length - 1] = { row: last.row, count: last.count + 1 }
      ends[ends.length - 1] = index
    } else {
      items.push({ row, count: 1 })
      ends.push(index)
    }
  }

  return {
    get items() {
      return (snapshot ??= items.slice())
    },
    get isDone() {
      return next >= rows.length
    },
    set(now, wanted) {
      if (wanted === filter) keep(commonLength(rows, now))
      else {
        items = []
        ends = []
        next = 0
        snapshot = undefined
        needle = needleOf(wanted)
      }
      filter = wanted
      rows = now
    },
    step() {
      if (filter === undefined || needle === 'malformed') next = rows.length
      let cost = 0
      while (next < rows.length && cost < STEP_COST) {
        const row = rows[next]
        if (row === undefined || filter === undefined) break
        cost++
        if (passes(row, filter)) {
          if (needle !== undefined && needle !== 'malformed') {
            cost += SEARCHED_ROW + (row.wire.end - row.wire.start) / BYTES_A_COST
            if (rowHolds(row, needle)) take(row, next)
          } else take(row, next)
        }
        next++
      }
      return next < rows.length
    },
  }
}

/** Gives the items of a list in the order of the rows, all at once; a malformed query finds nothing. */
export function listItems(rows: readonly UnitRow[], filter: UnitFilter): readonly ListItem[] {
  const list = createItemList()
  list.set(rows, filter)
  while (list.step());
  return list.items
}

function commonLength(a: readonly UnitRow[], b: readonly UnitRow[]): number {
  const most = Math.min(a.length, b.length)
  let same = 0
  while (same < most && a[same] === b[same]) same++
  return same
}

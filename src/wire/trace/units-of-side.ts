/**
 * A side's units by where they lie: those of one source stand together, in the order of their bytes, so that each look-up
 * is a binary search. Used by the folds and by every view that asks what lies over a byte or a stretch.
 */
import type { ByteRange, SourceId } from '../bytes/bytes.ts'
import type { Unit } from '../field/field.ts'
import { lowerBound } from '../bytes/ordered.ts'
import type { Side } from './views.ts'

/** Where the units of one source stand among a side's: indexes, half-open. */
export interface UnitGroup {
  readonly source: SourceId
  readonly start: number
  readonly end: number
}

const known = new WeakMap<Side, readonly UnitGroup[]>()

/** The units of a side by their sources: the wire's first, then each derived source's; kept for as long as the side is. */
export function unitGroups(side: Side): readonly UnitGroup[] {
  const made = known.get(side) ?? groupsOf(side)
  known.set(side, made)
  return made
}

function groupsOf({ source, derived, units }: Side): readonly UnitGroup[] {
  const order = [source.id, ...derived.map(({ id }) => id)]
  let start = 0
  return order.map((id, rank) => {
    const end = lowerBound(units, rank + 1, (unit) => order.indexOf(unit.source))
    const group = { source: id, start, end }
    start = end
    return group
  })
}

/** The units of a side that lie on the wire itself and share bytes with a range, in order. */
export function unitsIn(side: Side, range: ByteRange): readonly Unit[] {
  return unitsOver(side, side.source.id, range)
}

/** The units of a source that share bytes with a range of it, in order. */
export function unitsOver(side: Side, source: SourceId, { start, end }: ByteRange): readonly Unit[] {
  const group = groupOf(side, source)
  if (group === undefined) return []
  const from = firstEndingAfter(side, group, start)
  const to = end > start ? lowerBound(side.units, end, ({ range }) => range.start, from, group.end) : from
  return side.units.slice(from, to)
}

/** The unit of a source that holds a byte of it; `undefined` where none does. */
export function unitAt(side: Side, source: SourceId, offset: number): Unit | undefined {
  return unitsOver(side, source, { start: offset, end: offset + 1 })[0]
}

/** The unit of an id, `<source>@<start>`; `undefined` where the side has none. */
export function unitOfId(side: Side, id: string): Unit | undefined {
  const cut = id.lastIndexOf('@')
  const group = groupOf(side, id.slice(0, Math.max(0, cut)))
  if (group === undefined) return undefined
  const found = side.units[firstEndingAfter(side, group, Number(id.slice(cut + 1)))]
  return found?.id === id ? found : undefined
}

function groupOf(side: Side, source: SourceId): UnitGroup | undefined {
  return unitGroups(side).find((group) => group.source === source)
}

/** The index of a group's first unit that ends after an offset; the group's end where none does. */
function firstEndingAfter({ units }: Side, group: UnitGroup, offset: number): number {
  return lowerBound(units, offset + 1, ({ range }) => range.end, group.start, group.end)
}

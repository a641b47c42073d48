/**
 * All units of a run as rows of a list, in the order in which their first bytes arrived. A side's rows are made once and
 * kept for as long as the side is the same object, so that a growing run costs what has changed. Pure.
 */
import { DIRECTIONS, type ByteRange, type Direction } from '../wire/bytes/bytes.ts'
import type { Unit } from '../wire/field/field.ts'
import { lowerBound } from '../wire/bytes/ordered.ts'
import { wireRange } from '../wire/bytes/source-map.ts'
import type { Conversation, ExchangeView, Side, SliceView } from '../wire/trace/views.ts'
import type { TracedKind } from '../wire/trace/transports.ts'
import { frameOf } from '../wire/trace/queries/frames.ts'

export interface UnitRow {
  readonly unit: Unit
  readonly exchange: ExchangeView
  readonly transport: TracedKind
  readonly direction: Direction
  /** The slice that brought its first byte, and when that arrived. */
  readonly moment: number
  readonly at: number
  /** Where its bytes are in all that its side wrote. */
  readonly wire: ByteRange
  /** How often its source was derived: 0 on the wire. */
  readonly depth: number
}

/** Where a unit crossed: its stretch of the wire, and the slice that brought the first byte of it. */
export interface PlacedUnit {
  readonly slice: SliceView
  readonly wire: ByteRange
  readonly depth: number
}

interface SideRow extends PlacedUnit {
  readonly unit: Unit
}

const known = new WeakMap<Side, readonly SideRow[]>()

/** Gives every unit of a conversation whose first byte arrived before `shown`, in the order of arrival. */
export function unitRows({ exchanges }: Conversation, shown: number): readonly UnitRow[] {
  const rows: UnitRow[] = []
  for (const exchange of exchanges) {
    for (const direction of DIRECTIONS) {
      for (const placed of sideRows(exchange.sides[direction]))
        if (placed.slice.moment < shown) rows.push(rowOf(exchange, direction, placed))
    }
  }
  return rows.sort(compareRows)
}

/** The row of one unit; `undefined` where the run has none of that id, or none of it had arrived. */
export function rowOfUnit(conversation: Conversation, id: string, shown: number): UnitRow | undefined {
  const unit = conversation.unit(id)
  const name = /^wire:(.*):(client-to-server|server-to-client)(?:\/|$)/.exec(unit?.source ?? '')
  const own = name?.[1] === undefined ? undefined : conversation.exchange(name[1])
  const direction = DIRECTIONS.find((each) => each === name?.[2])
  if (unit === undefined || own === undefined || direction === undefined) return undefined
  const placed = placedIn(own.sides[direction])(unit)
  return placed === undefined || placed.slice.moment >= shown
    ? undefined
    : rowOf(own, direction, { ...placed, unit })
}

function rowOf(exchange: ExchangeView, direction: Direction, { unit, slice, wire, depth }: SideRow): UnitRow {
  const { transport } = exchange
  return { unit, exchange, transport, direction, moment: slice.moment, at: slice.arrived, wire, depth }
}

/** The order of a list: by arrival, then by place, what was derived after what it came from. */
export function compareRows(a: UnitRow, b: UnitRow): number {
  return a.moment - b.moment || a.wire.start - b.wire.start || a.depth - b.depth
}

function sideRows(side: Side): readonly SideRow[] {
  const made = known.get(side)
  if (made !== undefined) return made
  const place = placedIn(side)
  const rows: SideRow[] = []
  for (const unit of side.units) {
    const placed = place(unit)
    if (placed !== undefined) rows.push({ ...placed, unit })
  }
  known.set(side, rows)
  return rows
}

/** Gives what places the units of a side; `undefined` for one that did not cross in it. */
export function placedIn(side: Side): (unit: Unit) => PlacedUnit | undefined {
  const sources = new Map([side.source, ...side.derived].map((source) => [source.id, source]))
  const depths = new Map(Array.from(sources.keys(), (id) => [id, id.split('/').length - 1]))
  const slices = slicesInOrder(side)
  return (unit) => {
    const source = sources.get(unit.source)
    const wire =
      source?.kind === 'wire' ? unit.range : source && wireRange(source, unit.range, (id) => sources.get(id))
    const slice = wire === undefined ? undefined : sliceAt(slices, wire.start)
    if (wire === undefined || slice === undefined) return undefined
    return { slice, wire, depth: depths.get(unit.source) ?? 0 }
  }
}

/** Nearly always they are in order already. */
function slicesInOrder({ slices }: Side): readonly SliceView[] {
  const isInOrder = slices.every(
    ({ range }, index) => index === 0 || (slices[index - 1]?.range.start ?? 0) <= range.start,
  )
  return isInOrder ? slices : slices.toSorted((a, b) => a.range.start - b.range.start)
}

/** The last slice that begins at or before a byte. */
function sliceAt(slices: readonly SliceView[], offset: number): SliceView | undefined {
  return slices[lowerBound(slices, offset + 1, ({ range }) => range.start) - 1]
}

/** The opcode of a row's frame; `undefined` where the unit is none, or its first byte is not there. */
export function opcodeOf({ unit, exchange, direction }: UnitRow): number | undefined {
  return frameOf(unit, exchange.sides[direction])?.opcode
}

/** A ping or a pong: what floods a list without saying much. A Close says much. */
export function isHeartbeat(opcode: number | undefined): boolean {
  return opcode === 9 || opcode === 10
}

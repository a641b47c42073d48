/**
 * All units of a run as rows of a list, in the order in which their first bytes arrived. A side's rows are made once and
 * kept for as long as the side is the same object, so that a growing run costs what has changed. Pure.
 */
import { DIRECTIONS, type ByteRange, type Direction } from '../../wire/bytes.ts'
import type { Unit } from '../../wire/field.ts'
import { wireRange } from '../../wire/source-map.ts'
import type { Conversation, ExchangeView, Side, SliceView } from '../../wire/trace/views.ts'
import type { TracedKind } from '../../wire/transports.ts'
import { opcodeName } from '../../wire/websocket/opcodes.ts'

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

interface SideRow {
  readonly unit: Unit
  readonly slice: SliceView
  readonly wire: ByteRange
  readonly depth: number
}

const known = new WeakMap<Side, readonly SideRow[]>()

/** Gives every unit of a conversation whose first byte arrived before `shown`, in the order of arrival. */
export function unitRows({ exchanges }: Conversation, shown: number): readonly UnitRow[] {
  const rows: UnitRow[] = []
  for (const exchange of exchanges) {
    for (const direction of DIRECTIONS) {
      for (const { unit, slice, wire, depth } of sideRows(exchange.sides[direction])) {
        if (slice.moment >= shown) continue
        const { transport } = exchange
        rows.push({
          unit,
          exchange,
          transport,
          direction,
          moment: slice.moment,
          at: slice.arrived,
          wire,
          depth,
        })
      }
    }
  }
  return rows.sort((a, b) => a.moment - b.moment || a.wire.start - b.wire.start || a.depth - b.depth)
}

function sideRows(side: Side): readonly SideRow[] {
  const made = known.get(side)
  if (made !== undefined) return made
  const sources = new Map([side.source, ...side.derived].map((source) => [source.id, source]))
  const slices = side.slices.toSorted((a, b) => a.range.start - b.range.start)
  const rows = side.units.flatMap((unit): readonly SideRow[] => {
    const source = sources.get(unit.source)
    const wire = source === undefined ? undefined : wireRange(source, unit.range, (id) => sources.get(id))
    const slice = wire === undefined ? undefined : sliceAt(slices, wire.start)
    if (wire === undefined || slice === undefined) return []
    return [{ unit, slice, wire, depth: unit.source.split('/').length - 1 }]
  })
  known.set(side, rows)
  return rows
}

/** The last slice that begins at or before a byte: binary search. */
function sliceAt(slices: readonly SliceView[], offset: number): SliceView | undefined {
  let low = 0
  let high = slices.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((slices[middle]?.range.start ?? Infinity) <= offset) low = middle + 1
    else high = middle
  }
  return slices[low - 1]
}

/** The opcode of a frame; `undefined` where the unit is none, or its first byte is not there. */
export function opcodeOf({ kind, fields }: Unit): number | undefined {
  if (kind !== 'frame') return undefined
  const value = fields.find((field) => field.kind === 'websocket.opcode')?.value
  return typeof value === 'number' ? value : undefined
}

/** A ping or a pong: what floods a list without saying much. A Close says much. */
export function isHeartbeatFrame(unit: Unit): boolean {
  const opcode = opcodeOf(unit)
  const name = opcode === undefined ? undefined : opcodeName(opcode)
  return name === 'ping' || name === 'pong'
}

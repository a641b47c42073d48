/**
 * A frame as the standard draws it: rows of 32 bits, each field a cell with its ones and zeros, cut where a row ends.
 *
 * Made from a dissected unit, so that what is drawn is what was read: a frame with a longer length, without a mask or
 * not yet whole has other cells. Used by the inspector's picture of bits, which also asks whose bit each one is.
 */
import type { BitRange, ByteSource } from '../bytes/bytes.ts'
import type { Field, Unit } from '../field/field.ts'
import { leavesOf } from '../field/placed.ts'
import { FRAME_PARTS } from './frame-layout.ts'

/** How many bits a row of RFC 6455's figure has. */
export const FIGURE_COLUMNS = 32

/** A field, or as much of it as stands in one row. */
export interface FigureCell {
  /** Columns of the row, 0 to 32, half-open: the cell is `bits.end - bits.start` columns wide. */
  readonly bits: BitRange
  readonly field: Field
  /** Indexes from the unit's fields down to `field`, as selections name a field. */
  readonly path: readonly number[]
  /** What the figure of RFC 6455 5.2 calls it (`FIN`, `Payload len`); absent of payload and of what is not read yet. */
  readonly name?: string
  /** A `0` or `1` for each column; of a `trace.missing` field zeros that nobody sent. */
  readonly digits: string
  /** The field's first bit is in this cell; false where it goes on from the row above. */
  readonly opens: boolean
  /** The field's last bit is in this cell; false where it goes on, also beyond what is drawn. */
  readonly closes: boolean
}

export interface FigureRow {
  /** The offset in the source of the row's first byte. */
  readonly offset: number
  /** Left to right without a gap; those of the last row may end before column 32. */
  readonly cells: readonly FigureCell[]
}

export interface FrameFigure {
  readonly rows: readonly FigureRow[]
  /** How many of the unit's bytes, all of them payload, are not drawn. */
  readonly hiddenBytes: number
}

const NAMES: ReadonlyMap<string, string> = new Map(FRAME_PARTS.map(({ kind, name }) => [kind, name]))

/**
 * Lays a frame out in rows of 32 bits: its whole header, then at least `payloadBytes` of the payload and on to the end
 * of that row, as far as there are bytes. `source` is the one the unit's offsets count in.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-5.2
 */
export function frameFigure(unit: Unit, source: ByteSource, payloadBytes = 8): FrameFigure {
  const from = unit.range.start
  const placed = leavesOf(unit.fields)
  // Parts of the header have names; the last of them tells where the payload begins.
  const header = placed.findLast(({ field }) => NAMES.has(field.kind))?.field.range.end ?? from
  const wanted = Math.ceil(((header - from + payloadBytes) * 8) / FIGURE_COLUMNS) * (FIGURE_COLUMNS / 8)
  const end = Math.min(unit.range.end, from + wanted)
  const rows: { offset: number; cells: FigureCell[] }[] = []
  for (const { field, path } of placed) {
    const all = fieldBits(field)
    let at = all.start
    while (at < Math.min(all.end, end * 8)) {
      const row = Math.floor((at - from * 8) / FIGURE_COLUMNS)
      const rowStart = from * 8 + row * FIGURE_COLUMNS
      const to = Math.min(all.end, end * 8, rowStart + FIGURE_COLUMNS)
      const name = NAMES.get(field.kind)
      const line = (rows[row] ??= { offset: rowStart / 8, cells: [] })
      line.cells.push({
        bits: { start: at - rowStart, end: to - rowStart },
        field,
        path,
        ...(name === undefined ? {} : { name }),
        digits: digitsOf(source.bytes, at, to),
        opens: at === all.start,
        closes: to === all.end,
      })
      at = to
    }
  }
  return { rows, hiddenBytes: unit.range.end - end }
}

/** One bit of a byte, and whose it is. */
export interface BitOwner {
  readonly value: 0 | 1
  /** The field it belongs to, and the way there from the unit's fields. */
  readonly field: Field
  readonly path: readonly number[]
}

/**
 * Gives the eight bits of a byte, leftmost first, each with the field it belongs to; of any unit, frame or not. Empty
 * where the byte is outside of the unit.
 */
export function bitsOfByte(unit: Unit, source: ByteSource, offset: number): readonly BitOwner[] {
  const owners: BitOwner[] = []
  for (const { field, path } of leavesOf(unit.fields)) {
    const { start, end } = fieldBits(field)
    for (let at = Math.max(start, offset * 8); at < Math.min(end, offset * 8 + 8); at++)
      owners.push({ value: bitAt(source.bytes, at), field, path })
  }
  return owners
}

/** A field's bits, counted from the first of its source. */
function fieldBits({ range, bits }: Field): BitRange {
  if (bits === undefined) return { start: range.start * 8, end: range.end * 8 }
  return { start: range.start * 8 + bits.start, end: range.start * 8 + bits.end }
}

function bitAt(bytes: Uint8Array, bit: number): 0 | 1 {
  return (((bytes[Math.floor(bit / 8)] ?? 0) >> (7 - (bit % 8))) & 1) === 1 ? 1 : 0
}

function digitsOf(bytes: Uint8Array, start: number, end: number): string {
  let digits = ''
  for (let bit = start; bit < end; bit++) digits += String(bitAt(bytes, bit))
  return digits
}

/**
 * The rows of bits that the inspector draws: a frame as the standard's figure has it, of any other unit the one byte
 * that is looked at. In 32 columns, or where there is no room in 16. Pure; drawn by `BitFigure.tsx`.
 */
import type { ByteSource } from '../wire/bytes/bytes.ts'
import type { Field, Unit } from '../wire/field/field.ts'
import { bitsOfByte, FIGURE_COLUMNS, frameFigure } from '../wire/websocket/frame-figure.ts'
import type { FieldPath } from './field-walk.ts'

/** A field, or as much of it as stands in one row. */
export interface BitCell {
  readonly field: Field
  readonly path: FieldPath
  /** The first bit's number, counted from the first bit of the source: its byte is an eighth of it. */
  readonly firstBit: number
  readonly digits: string
  readonly opens: boolean
  readonly closes: boolean
}

export interface BitRow {
  /** The offset of its first byte in the source. */
  readonly offset: number
  readonly cells: readonly BitCell[]
}

export interface BitRows {
  readonly columns: 8 | 16 | 32
  readonly rows: readonly BitRow[]
  readonly hiddenBytes: number
}

/** The rows of a unit's bits; `byte` is the one that is looked at, which matters only where the unit is no frame. */
export function bitRows(unit: Unit, source: ByteSource, byte: number, columns: 16 | 32): BitRows {
  if (unit.kind !== 'frame') return { columns: 8, rows: [byteRow(unit, source, byte)], hiddenBytes: 0 }
  const { rows, hiddenBytes } = frameFigure(unit, source)
  const cut = rows.flatMap(({ offset, cells }) => {
    const placed = cells.map(({ field, path, digits, opens, closes, bits }): BitCell => ({
      field,
      path,
      firstBit: offset * 8 + bits.start,
      digits,
      opens,
      closes,
    }))
    return columns === FIGURE_COLUMNS ? [{ offset, cells: placed }] : halves(offset, placed)
  })
  return { columns, rows: cut, hiddenBytes }
}

function byteRow(unit: Unit, source: ByteSource, byte: number): BitRow {
  const cells: { -readonly [Key in keyof BitCell]: BitCell[Key] }[] = []
  bitsOfByte(unit, source, byte).forEach(({ value, field, path }, index) => {
    const last = cells.at(-1)
    if (last?.field === field) last.digits += String(value)
    else
      cells.push({
        field,
        path,
        firstBit: byte * 8 + index,
        digits: String(value),
        opens: field.range.start === byte,
        closes: field.range.end === byte + 1,
      })
  })
  return { offset: byte, cells }
}

/** A row of 32 bits as two of 16; a cell that lies across the cut goes on in the second. */
function halves(offset: number, cells: readonly BitCell[]): readonly BitRow[] {
  const middle = offset * 8 + 16
  const left: BitCell[] = []
  const right: BitCell[] = []
  for (const cell of cells) {
    const end = cell.firstBit + cell.digits.length
    const inLeft = Math.max(0, Math.min(end, middle) - cell.firstBit)
    if (inLeft > 0)
      left.push({ ...cell, digits: cell.digits.slice(0, inLeft), closes: cell.closes && end <= middle })
    if (end > middle)
      right.push({
        ...cell,
        firstBit: Math.max(cell.firstBit, middle),
        digits: cell.digits.slice(inLeft),
        opens: cell.opens && cell.firstBit >= middle,
      })
  }
  return right.length === 0
    ? [{ offset, cells: left }]
    : [
        { offset, cells: left },
        { offset: offset + 2, cells: right },
      ]
}

/** The cell that a bit is in. */
export function cellOfBit({ rows }: BitRows, bit: number): BitCell | undefined {
  for (const { cells } of rows)
    for (const cell of cells)
      if (bit >= cell.firstBit && bit < cell.firstBit + cell.digits.length) return cell
  return undefined
}

/** Where a key leads from a bit; `undefined` for other keys. Stays at the first and the last bit. */
export function bitAfterKey({ rows, columns }: BitRows, bit: number, key: string): number | undefined {
  const first = (rows[0]?.offset ?? 0) * 8
  const last = first + rows.reduce((all, { cells }) => all + widthOf(cells), 0) - 1
  const inRow = Math.floor((bit - first) / columns) * columns + first
  switch (key) {
    case 'ArrowRight':
      return Math.min(last, bit + 1)
    case 'ArrowLeft':
      return Math.max(first, bit - 1)
    case 'ArrowDown':
      return bit + columns > last ? bit : bit + columns
    case 'ArrowUp':
      return bit - columns < first ? bit : bit - columns
    case 'Home':
      return inRow
    case 'End':
      return Math.min(last, inRow + columns - 1)
    default:
      return undefined
  }
}

function widthOf(cells: readonly BitCell[]): number {
  return cells.reduce((all, { digits }) => all + digits.length, 0)
}

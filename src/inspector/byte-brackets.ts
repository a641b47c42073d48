/**
 * The brackets under a unit's bytes: which stretches stand out as its parts, and how each is cut by the rows of
 * the grid. Pure; drawn by `ByteGrid.tsx`.
 */
import type { Field, Unit } from '../wire/field/field.ts'

export interface ByteBracket {
  readonly start: number
  /** Exclusive. */
  readonly end: number
  /** Absent where it is drawn without its name. */
  readonly label?: string
  /** What it stands for begins before its first byte, or goes on after its last: it is open there. */
  readonly startsBefore?: boolean
  readonly endsAfter?: boolean
}

/** What of a bracket lies in one row. Columns count from 0; `to` is exclusive. */
export interface BracketPiece {
  readonly from: number
  readonly to: number
  /** The bracket begins, or ends, in this row; else it is open there. */
  readonly opens: boolean
  readonly closes: boolean
  /** In one piece of each bracket: the first that has room for it. */
  readonly label?: string
}

export type BracketRows = ReadonlyMap<number, readonly BracketPiece[]>

/** A label in fewer columns of three characters is only its first letters. */
const ROOM = 4

/**
 * The parts of a unit: its top fields, or where one field is all of it, the fields in that. Neighbours narrower than a
 * byte share one bracket, which is called `bitFields`.
 */
export function bracketsOf(
  unit: Pick<Unit, 'fields'>,
  labelOf: (field: Field) => string,
  bitFields: string,
): readonly ByteBracket[] {
  let { fields } = unit
  while (fields.length === 1) {
    const [only] = fields
    if (only === undefined || only.children.length === 0) break
    fields = only.children
  }
  const brackets: ByteBracket[] = []
  let wasNarrow = false
  for (const field of fields) {
    const { start, end } = field.range
    const last = brackets.at(-1)
    const isNarrow = field.bits !== undefined
    if (isNarrow && wasNarrow && last !== undefined) brackets[brackets.length - 1] = { ...last, end }
    else brackets.push({ start, end, label: isNarrow ? bitFields : labelOf(field) })
    wasNarrow = isNarrow
  }
  return brackets
}

/** Rows from the first on, before the end. */
export interface RowRange {
  readonly first: number
  readonly end: number
}

const ALL_ROWS: RowRange = { first: 0, end: Infinity }

/**
 * The pieces of all brackets, by row. `start` is the offset of the first byte of row 0. `within`: pieces of other rows are
 * left out.
 */
export function bracketRows(
  brackets: readonly ByteBracket[],
  start: number,
  perRow: number,
  within: RowRange = ALL_ROWS,
): BracketRows {
  const rows = new Map<number, BracketPiece[]>()
  for (const bracket of brackets) {
    const labelled = labelRow(bracket, start, perRow)
    for (const each of piecesOf(bracket, start, perRow, within)) {
      const { label } = bracket
      const piece = each.row === labelled && label !== undefined ? { ...each.piece, label } : each.piece
      const row = rows.get(each.row)
      if (row === undefined) rows.set(each.row, [piece])
      else row.push(piece)
    }
  }
  return rows
}

/** The row of a bracket's name: the first with room for it, else the one with more. */
function labelRow({ start: from, end: to }: ByteBracket, start: number, perRow: number): number {
  const row = Math.floor((from - start) / perRow)
  const rowEnd = start + (row + 1) * perRow
  const here = Math.min(to, rowEnd) - from
  const next = Math.min(to - rowEnd, perRow)
  return here >= ROOM || here >= next ? row : row + 1
}

interface PlacedPiece {
  readonly row: number
  readonly piece: BracketPiece
}

function piecesOf(
  bracket: ByteBracket,
  start: number,
  perRow: number,
  within: RowRange,
): readonly PlacedPiece[] {
  const { start: from, end: to, startsBefore = false, endsAfter = false } = bracket
  const pieces: PlacedPiece[] = []
  const first = Math.max(within.first, Math.floor((from - start) / perRow))
  for (let row = first; row < within.end && start + row * perRow < to; row++) {
    const rowStart = start + row * perRow
    pieces.push({
      row,
      piece: {
        from: Math.max(0, from - rowStart),
        to: Math.min(perRow, to - rowStart),
        opens: from >= rowStart && !startsBefore,
        closes: to <= rowStart + perRow && !endsAfter,
      },
    })
  }
  return pieces
}

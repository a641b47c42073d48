/**
 * The brackets under a unit's bytes: which stretches stand out as its parts, and how each is cut by the rows of
 * the grid. Pure; drawn by `ByteGrid.tsx`.
 */
import type { Field, Unit } from '../../wire/field.ts'

export interface ByteBracket {
  readonly start: number
  /** Exclusive. */
  readonly end: number
  readonly label: string
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

/** The pieces of all brackets, by row. `start` is the offset of the first byte of row 0. */
export function bracketRows(brackets: readonly ByteBracket[], start: number, perRow: number): BracketRows {
  const rows = new Map<number, BracketPiece[]>()
  for (const bracket of brackets) {
    const pieces = piecesOf(bracket, start, perRow)
    const labelled = pieces.find(({ piece }) => widthOf(piece) >= ROOM) ?? widest(pieces)
    for (const each of pieces) {
      const piece = each === labelled ? { ...each.piece, label: bracket.label } : each.piece
      const row = rows.get(each.row)
      if (row === undefined) rows.set(each.row, [piece])
      else row.push(piece)
    }
  }
  return rows
}

interface PlacedPiece {
  readonly row: number
  readonly piece: BracketPiece
}

function piecesOf(bracket: ByteBracket, start: number, perRow: number): PlacedPiece[] {
  const { start: from, end: to, startsBefore = false, endsAfter = false } = bracket
  const pieces: PlacedPiece[] = []
  for (let row = Math.floor((from - start) / perRow); start + row * perRow < to; row++) {
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

function widthOf({ from, to }: BracketPiece): number {
  return to - from
}

function widest(pieces: readonly PlacedPiece[]): PlacedPiece | undefined {
  return pieces.reduce<PlacedPiece | undefined>(
    (best, each) => (best === undefined || widthOf(each.piece) > widthOf(best.piece) ? each : best),
    undefined,
  )
}

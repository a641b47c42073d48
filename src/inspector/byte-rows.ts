/**
 * How high each row of the byte grid is: its bytes, over them a line for each level they lie in, under them one for the
 * parts; a line is higher where a name stands in it, so that no two names meet. Pure; used by `ByteGrid.tsx`.
 */
import type { RowTops } from '../ui/use-row-window.ts'
import { lowerBound } from '../wire/bytes/ordered.ts'
import type { BracketRows } from './byte-brackets.ts'

/** Pixels: a row's bytes, a line without a name, and one with. */
export const BYTES_HEIGHT = 22
export const LINE_HEIGHT = 4
export const NAMED_HEIGHT = 15
/** Between a row's parts and the levels of the next. */
export const ROW_GAP = 5

/** Where the lines over a row's bytes begin, and how high each is: pixels from the row's top, outermost first. */
export interface LaneAt {
  readonly top: number
  readonly height: number
}

export interface ByteRows extends RowTops {
  readonly lanesOf: (row: number) => readonly LaneAt[]
  /** The height of all lanes of a row: its bytes are under them. */
  readonly bytesTop: (row: number) => number
}

/** Lays out the rows; only those with names are gone through. `lanes`: the brackets of each level, outermost first. */
export function byteRows(lanes: readonly BracketRows[], parts: BracketRows): ByteRows {
  const plain = lanes.length * LINE_HEIGHT + BYTES_HEIGHT + LINE_HEIGHT + ROW_GAP
  const more = NAMED_HEIGHT - LINE_HEIGHT
  const named = new Map<number, number>()
  for (const brackets of [...lanes, parts])
    for (const [row, pieces] of brackets) if (hasName(pieces)) named.set(row, (named.get(row) ?? 0) + more)
  const rows = [...named.keys()].sort((a, b) => a - b)
  /** What the names in all rows before each of these add. */
  const before: number[] = []
  let sum = 0
  for (const row of rows) {
    before.push(sum)
    sum += named.get(row) ?? 0
  }
  const lanesOf = (row: number): readonly LaneAt[] => {
    let top = 0
    return lanes.map((brackets) => {
      const height = hasName(brackets.get(row)) ? NAMED_HEIGHT : LINE_HEIGHT
      top += height
      return { top: top - height, height }
    })
  }
  return {
    topOf: (row) => row * plain + (before[lowerBound(rows, row, (each) => each)] ?? sum),
    lanesOf,
    bytesTop: (row) => lanesOf(row).reduce((height, lane) => height + lane.height, 0),
  }
}

/**
 * Rows that are all as high as one whose parts have names and whose levels have none: of a unit that is too long for
 * every row to be looked at.
 */
export function evenRows(lanes: number): ByteRows {
  const at = Array.from({ length: lanes }, (_, lane) => ({ top: lane * LINE_HEIGHT, height: LINE_HEIGHT }))
  const bytesTop = lanes * LINE_HEIGHT
  const height = bytesTop + BYTES_HEIGHT + NAMED_HEIGHT + ROW_GAP
  return { topOf: (row) => row * height, lanesOf: () => at, bytesTop: () => bytesTop }
}

function hasName(pieces: readonly { readonly label?: string }[] | undefined): boolean {
  return pieces?.some(({ label }) => label !== undefined) ?? false
}

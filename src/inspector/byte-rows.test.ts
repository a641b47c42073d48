import { describe, expect, it } from 'vitest'
import { bracketRows } from './byte-brackets.ts'
import { BYTES_HEIGHT, byteRows, LINE_HEIGHT, NAMED_HEIGHT, ROW_GAP } from './byte-rows.ts'

const outer = bracketRows([{ start: 0, end: 40, label: 'outer' }], 0, 8)
const inner = bracketRows(
  [
    { start: 0, end: 16, label: 'a' },
    { start: 16, end: 40, label: 'b' },
  ],
  0,
  8,
)
const parts = bracketRows([{ start: 0, end: 40, label: 'part' }], 0, 8)
const PLAIN = 2 * LINE_HEIGHT + BYTES_HEIGHT + LINE_HEIGHT + ROW_GAP
const MORE = NAMED_HEIGHT - LINE_HEIGHT

describe('the rows of the byte grid', () => {
  const rows = byteRows([outer, inner], parts)

  it('are higher by a line for each level or part that is named in them', () => {
    const heights = [0, 1, 2, 3, 4].map((row) => rows.topOf(row + 1) - rows.topOf(row))
    expect(heights).toEqual([PLAIN + 3 * MORE, PLAIN, PLAIN + MORE, PLAIN, PLAIN])
    expect(rows.topOf(0)).toBe(0)
  })

  it('hold the lines of their levels one under another, the bytes under all', () => {
    for (const row of [0, 1, 2]) {
      const [first, second] = rows.lanesOf(row)
      expect(first?.top).toBe(0)
      expect(second?.top).toBe(first?.height)
      expect(rows.bytesTop(row)).toBe((second?.top ?? 0) + (second?.height ?? 0))
    }
    expect(rows.lanesOf(2).map(({ height }) => height)).toEqual([LINE_HEIGHT, NAMED_HEIGHT])
  })

  it('are only bytes and parts where nothing is around them', () => {
    const bare = byteRows([], parts)
    expect(bare.topOf(2) - bare.topOf(1)).toBe(BYTES_HEIGHT + LINE_HEIGHT + ROW_GAP)
    expect(bare.lanesOf(0)).toEqual([])
  })
})

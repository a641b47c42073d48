import { describe, expect, it } from 'vitest'
import { createRowSlots } from './row-slots.ts'

const keysOf = (slots: ReturnType<typeof createRowSlots>, first: number, end: number): readonly number[] => {
  const keyOf = slots.update(first, end)
  return Array.from({ length: end - first }, (_, at) => keyOf(first + at))
}

describe('the elements of a long list', () => {
  it('are each one row’s', () => {
    const slots = createRowSlots()
    for (const [first, end] of [
      [0, 24],
      [3, 33],
      [400, 430],
      [390, 420],
      [10_000, 10_031],
      [0, 25],
    ] as const) {
      const keys = keysOf(slots, first, end)
      expect(new Set(keys).size).toBe(keys.length)
    }
  })

  it('stay with rows that stay in sight, up and down', () => {
    const slots = createRowSlots()
    keysOf(slots, 100, 130)
    for (const first of [101, 105, 103, 90]) {
      const before = slots.update(first + 1, first + 31)
      const kept = before(first + 10)
      expect(slots.update(first, first + 30)(first + 10)).toBe(kept)
    }
  })

  it('stay at their places where none of the rows does: nothing is moved', () => {
    const slots = createRowSlots()
    keysOf(slots, 100, 130)
    const before = keysOf(slots, 117, 147)
    expect(keysOf(slots, 423, 453)).toEqual(before)
    expect(keysOf(slots, 0, 30)).toEqual(before)
  })
})

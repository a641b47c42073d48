import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGrowingBytes } from './growing-bytes.ts'

/** Slices and losses at any offset, over one another and beside. */
const operations = fc.array(
  fc.record({
    isLost: fc.boolean(),
    isRead: fc.boolean(),
    offset: fc.nat(40),
    length: fc.nat(12),
    value: fc.integer({ min: 1, max: 255 }),
  }),
  { maxLength: 30 },
)

describe('a growing source', () => {
  it('has what came last at each offset, and knows what never came, however often it is asked', () => {
    fc.assert(
      fc.property(operations, (list) => {
        const growing = createGrowingBytes()
        const expected: (number | undefined)[] = []
        for (const { isLost, isRead, offset, length, value } of list) {
          const end = offset + length
          if (isLost) growing.lose(offset, length)
          else growing.write(offset, new Uint8Array(length).fill(value))
          // A place before the end that was not written to has not come.
          if (end > expected.length || (!isLost && offset > expected.length))
            expected.length = Math.max(expected.length, end)
          if (!isLost) for (let at = offset; at < end; at++) expected[at] = value
          if (isRead) void growing.missing
        }
        expect(Array.from(growing.bytes)).toEqual(Array.from(expected, (byte) => byte ?? 0))
        const missing = growing.missing.flatMap(({ start, end }) =>
          Array.from({ length: end - start }, (_, i) => start + i),
        )
        expect(missing).toEqual(Array.from(expected.keys()).filter((at) => expected[at] === undefined))
      }),
    )
  })
})

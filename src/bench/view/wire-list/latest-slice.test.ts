import { describe, expect, it } from 'vitest'
import { latestSliceIndex } from './latest-slice.ts'

describe('the slice of a moment', () => {
  it('is the slice itself, else the last before', () => {
    const moments = [2, 5, 9]
    expect([1, 2, 4, 5, 8, 9, 100].map((moment) => latestSliceIndex(moments, moment))).toEqual([
      undefined,
      0,
      0,
      1,
      1,
      2,
      2,
    ])
    expect(latestSliceIndex(moments, undefined)).toBeUndefined()
    expect(latestSliceIndex([], 3)).toBeUndefined()
  })
})

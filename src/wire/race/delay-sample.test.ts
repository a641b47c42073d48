/** The quantiles of delays: exact at first, within the stated error for ever after, in bounded room. */
import { describe, expect, it } from 'vitest'
import { createNoise } from '../../../tests/support/seeded-noise.ts'
import { createDelaySample, EXACT_DELAYS, QUANTILE_ERROR } from './delay-sample.ts'

function delays(count: number): readonly number[] {
  const noise = createNoise(11)
  // From a millisecond to some minutes, evenly on a logarithmic scale.
  return Array.from({ length: count }, () => 10 ** ((noise.below(1_000_000) / 1_000_000) * 5))
}

function nearestRank(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(1, Math.ceil(part * sorted.length)) - 1] ?? Number.NaN
}

/** The median of an even number of values. */
function middleOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return ((sorted[sorted.length / 2 - 1] ?? 0) + (sorted[sorted.length / 2] ?? 0)) / 2
}

describe('a sample of delays', () => {
  it('says nothing of none, and everything of one', () => {
    const sample = createDelaySample()
    expect(sample.summary).toBeUndefined()
    sample.add(12.5)
    expect(sample.summary).toEqual({
      mean: 12.5,
      median: 12.5,
      p95: 12.5,
      p99: 12.5,
      least: 12.5,
      greatest: 12.5,
    })
  })

  it('is exact up to its limit, in any order, also below nothing: clocks differ', () => {
    const sample = createDelaySample()
    const values = [...delays(EXACT_DELAYS - 1), -0.4]
    values.forEach((value) => sample.add(value))
    expect(sample.summary).toMatchObject({
      median: middleOf(values),
      p95: nearestRank(values, 0.95),
      p99: nearestRank(values, 0.99),
      least: -0.4,
    })
  })

  it('stays within its error beyond, and its mean and bounds stay exact', () => {
    const sample = createDelaySample()
    const values = delays(5 * EXACT_DELAYS)
    values.forEach((value) => sample.add(value))
    const { summary } = sample
    if (summary === undefined) throw new Error('there are delays')
    for (const [part, found] of [
      [0.5, summary.median],
      [0.95, summary.p95],
      [0.99, summary.p99],
    ] as const) {
      expect(Math.abs(found / nearestRank(values, part) - 1)).toBeLessThanOrEqual(QUANTILE_ERROR)
    }
    expect(summary.least).toBe(Math.min(...values))
    expect(summary.greatest).toBe(Math.max(...values))
    expect(summary.mean).toBeCloseTo(values.reduce((sum, each) => sum + each, 0) / values.length, 6)
  })
})

/** The bench measures what it says: its server and its load agree on every delivery, and its sums are right. */
import { describe, expect, it } from 'vitest'
import { measure } from './measure.ts'
import { mediansOf, ratiosOf, tableOf, withTable, type Results } from './report.ts'
import { median, percentile } from './statistics.ts'

const A_LITTLE = {
  held: 20,
  warmUpEvents: 1,
  events: 3,
  everyMs: 20,
  pollConnections: 4,
  pollWarmUpMs: 20,
  pollMs: 50,
  settleMs: 50,
}

describe('the load bench', () => {
  it('delivers every event to every held request of bare node:http, and counts its polls', async () => {
    const { measures } = await measure('bare', A_LITTLE)
    expect(measures.cpuMicrosPerMessage).toBeGreaterThan(0)
    expect(measures.delayP99Ms).toBeGreaterThanOrEqual(measures.delayP50Ms)
    expect(measures.pollsPerSecond).toBeGreaterThan(0)
  }, 30_000)
})

describe('statistics', () => {
  it('takes the middle, and the nearest rank', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 2, 3])).toBe(2.5)
    expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3)
    expect(
      percentile(
        Array.from({ length: 100 }, (_, index) => index + 1),
        0.99,
      ),
    ).toBe(99)
    expect(() => median([])).toThrow()
  })
})

describe('report', () => {
  const of = (value: number) => ({
    cpuMicrosPerMessage: value,
    delayP50Ms: value,
    delayP99Ms: value,
    heldKiB: value,
    pollsPerSecond: value * 1000,
    cpuMicrosPerPoll: value,
  })

  it('shows medians, with ratios to bare node:http', () => {
    const medians = {
      bare: mediansOf([{ measures: of(9) }, { measures: of(10) }, { measures: of(30) }]),
      idle: of(11),
      observed: of(15),
    }
    const results: Results = {
      measuredOn: { date: '2026-01-01', node: 'v26.0.0', cpus: 2, platform: 'linux-x64' },
      load: A_LITTLE,
      rounds: 3,
      medians,
      ratios: {
        idle: ratiosOf(medians.idle, medians.bare),
        observed: ratiosOf(medians.observed, medians.bare),
      },
    }
    expect(tableOf(results)).toContain('a held request, KiB | 10.0 | 11.0 (×1.10) | 15.0 (×1.50) |')
    expect(tableOf(results)).toContain('requests a second | 10,000 | 11,000 (×1.10) | 15,000 (×1.50) |')
  })

  it('replaces what stands between the markers, and only that', () => {
    const page = 'a\n<!-- bench:start -->\nold\n<!-- bench:end -->\nb\n'
    expect(withTable(page, 'new')).toBe('a\n<!-- bench:start -->\n\nnew\n\n<!-- bench:end -->\nb\n')
    expect(() => withTable('no markers', 'new')).toThrow('bench:start')
  })
})

/** The tap's bench measures what it says: whatever stands between, every event and every byte comes through, and its sums are right. */
import { describe, expect, it } from 'vitest'
import { measure } from './measure.ts'
import { mediansOf, ratiosOf, tableOf } from './report.ts'

const A_LITTLE = {
  held: 5,
  warmUpEvents: 1,
  events: 3,
  everyMs: 20,
  pollConnections: 2,
  pollWarmUpMs: 20,
  pollMs: 50,
  downloadBytes: 300_000,
  settleMs: 50,
}

describe('the bench of the tap', () => {
  it.each(['none', 'relay'] as const)(
    'delivers every event and every byte through %s',
    async (subject) => {
      const measures = await measure(subject, A_LITTLE)
      expect(measures.pollsPerSecond).toBeGreaterThan(0)
      expect(measures.megabytesPerSecond).toBeGreaterThan(0)
      expect('cpuMicrosPerPoll' in measures).toBe(subject === 'relay')
    },
    30_000,
  )

  it('shows medians, with ratios to the plain relay', () => {
    const of = (value: number) => ({
      delayP50Ms: value,
      delayP99Ms: value,
      pollsPerSecond: value * 1000,
      megabytesPerSecond: value,
    })
    const relay = mediansOf([9, 10, 30].map((value) => ({ ...of(value), cpuMicrosPerPoll: value })))
    const tap = { ...of(20), cpuMicrosPerPoll: 35 }
    const medians = { none: of(5), relay, tap, watched: tap }
    const ratios = {
      none: ratiosOf(medians.none, relay),
      relay: ratiosOf(relay, relay),
      tap: ratiosOf(tap, relay),
      watched: ratiosOf(tap, relay),
    }
    const table = tableOf({ medians, ratios })
    expect(table).toContain('connections | 5,000 (×0.50) | 10,000 | 20,000 (×2.00) | 20,000 (×2.00) |')
    expect(table).toContain('a request, µs | – | 10.0 | 35.0 (×3.50) | 35.0 (×3.50) |')
  })
})

/** The arithmetic of delays against a race of nothing but numbers: events at random, polled and pushed as the theory says. */
import { describe, expect, it } from 'vitest'
import { createNoise } from '../../../tests/support/seeded-noise.ts'
import { NO_CONDITIONS } from '../../contract/settings.ts'
import type { Conditions } from '../trace/trace.ts'
import type { Transport } from '../trace/transports.ts'
import { delayTheory } from './delay-theory.ts'

const PLAIN: Conditions = {
  feed: 'match',
  eventsPerMinute: 240,
  pollIntervalMs: 500,
  longPollTimeoutMs: 25_000,
  heartbeatMs: 15_000,
  ...NO_CONDITIONS,
  latencyMs: 100,
}

const EVENTS = 20_000

/** A poller whose next question sets out `restMs` after an answer; `held` questions are answered by the next event. */
function polled(conditions: Conditions, how: 'short-poll' | 'long-poll', seed: number): readonly number[] {
  const noise = createNoise(seed)
  const random = (): number => noise.below(2 ** 31) / 2 ** 31
  const transit = (): number => conditions.latencyMs + random() * conditions.jitterMs
  const gap = (): number => (-Math.log(1 - random()) * 60_000) / conditions.eventsPerMinute
  const restMs = how === 'short-poll' ? conditions.pollIntervalMs : 0
  const delays: number[] = []
  let waiting: number[] = []
  let next = gap()
  let asked = transit()
  while (delays.length < EVENTS) {
    for (; next <= asked; next += gap()) waiting.push(next)
    if (how === 'long-poll' && waiting.length === 0) {
      asked = next
      continue
    }
    const arrived = asked + transit()
    delays.push(...waiting.map((at) => arrived - at))
    waiting = []
    asked = arrived + restMs + transit()
  }
  return delays
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length

function theoryOf(transport: Transport, conditions: Conditions): NonNullable<ReturnType<typeof delayTheory>> {
  const theory = delayTheory(transport, conditions)
  if (theory === undefined) throw new Error(`no theory of ${transport}`)
  return theory
}

describe('the theory of delays', () => {
  it.each([
    ['short-poll', PLAIN],
    ['short-poll', { ...PLAIN, jitterMs: 400, pollIntervalMs: 100 }],
    ['long-poll', PLAIN],
    ['long-poll', { ...PLAIN, eventsPerMinute: 6 }],
    ['long-poll', { ...PLAIN, eventsPerMinute: 3000 }],
  ] as const)('of %s is what a simulation of it gives (%o)', (transport, conditions) => {
    const delays = polled(conditions, transport, 7)
    const theory = theoryOf(transport, conditions)
    // Twenty thousand delays: their mean is known to about half a hundredth.
    expect(mean(delays) / theory.meanMs).toBeCloseTo(1, 1.5)
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(theory.leastMs - 1e-6)
    expect(Math.max(...delays)).toBeLessThanOrEqual(theory.greatestMs + 1e-6)
    // The bounds are reached, or nearly.
    expect(Math.min(...delays)).toBeLessThan(theory.leastMs + 0.2 * theory.meanMs)
    if (conditions.eventsPerMinute > 100)
      expect(Math.max(...delays)).toBeGreaterThan(0.75 * theory.greatestMs)
  })

  it('of short polling is half of the period, which has the round trip in it, and a transit', () => {
    expect(theoryOf('short-poll', PLAIN)).toEqual({
      shape: 'uniform',
      leastMs: 100,
      meanMs: 450,
      greatestMs: 800,
    })
  })

  it('of long polling goes from one transit, for rare events, to two on average and three at most', () => {
    const rare = theoryOf('long-poll', { ...PLAIN, eventsPerMinute: 0 })
    expect(rare).toEqual({ shape: 'one-to-three-transits', leastMs: 100, meanMs: 100, greatestMs: 300 })
    expect(theoryOf('long-poll', { ...PLAIN, eventsPerMinute: 3000 }).meanMs).toBeCloseTo(200, 0)
  })

  it('of streams is one transit, and the jitter of one', () => {
    for (const transport of ['iframe-stream', 'sse', 'ws'] as const) {
      expect(theoryOf(transport, { ...PLAIN, jitterMs: 50 })).toEqual({
        shape: 'one-transit',
        leastMs: 100,
        meanMs: 125,
        greatestMs: 150,
      })
    }
  })

  it('says nothing where bytes wait for more than time', () => {
    const known = (change: Partial<Conditions>): readonly Transport[] =>
      (['short-poll', 'long-poll', 'iframe-stream', 'sse', 'ws'] as const).filter(
        (transport) => delayTheory(transport, { ...PLAIN, ...change }) !== undefined,
      )
    expect(known({ bytesPerSecond: 5000 })).toEqual([])
    expect(known({ bufferBytes: 1024 })).toEqual(['short-poll', 'long-poll', 'ws'])
    expect(known({ idleTimeoutMs: 10_000 })).toEqual(['short-poll'])
    expect(known({ idleTimeoutMs: 30_000 })).toHaveLength(5)
  })
})

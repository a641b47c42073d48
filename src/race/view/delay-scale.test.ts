import { describe, expect, it } from 'vitest'
import { delaysOf, raceRow } from '../../../tests/support/race-view.ts'
import { delayScale } from './delay-scale.ts'

describe('the axis of the delays', () => {
  it('reads 60 ms and 3 s both, a decade always as far', () => {
    const { at, ticks } = delayScale([raceRow('sse', { delays: delaysOf(60, 3000) })])
    expect(at(3000) - at(300)).toBeCloseTo(at(300) - at(30))
    expect(ticks).toEqual([30, 100, 300, 1000, 3000])
    expect(at(60)).toBeGreaterThan(0.1)
    expect(at(3000)).toBeLessThan(0.95)
  })

  it('grows for what is beyond, a theory too, and keeps what is below zero on its end', () => {
    const theory = { leastMs: 4, meanMs: 5000, greatestMs: 20_000, shape: 'uniform' } as const
    const scale = delayScale([raceRow('short-poll', { delays: delaysOf(2.5, -0.4), theory })])
    expect([scale.leastMs, scale.greatestMs]).toEqual([1, 20_000])
    expect(scale.at(-0.4)).toBe(0)
    expect(scale.at(20_000)).toBe(1)
  })
})

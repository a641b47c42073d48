import { describe, expect, it } from 'vitest'
import { RATE_STEPS, rateStep } from './event-rates.ts'

describe('the stops of the rate', () => {
  it('go from one a minute to fifty a second, each about as much more than the one before', () => {
    expect([RATE_STEPS[0], RATE_STEPS.at(-1)]).toEqual([1, 3000])
    RATE_STEPS.slice(1).forEach((rate, index) => {
      const ratio = rate / (RATE_STEPS[index] ?? 0)
      expect(ratio).toBeGreaterThan(1.15)
      expect(ratio).toBeLessThanOrEqual(2)
    })
  })

  it('finds its own stops, and the nearest for what is none', () => {
    RATE_STEPS.forEach((rate, step) => expect(rateStep(rate)).toBe(step))
    expect(RATE_STEPS[rateStep(0)]).toBe(1)
    expect(RATE_STEPS[rateStep(100)]).toBe(90)
  })
})

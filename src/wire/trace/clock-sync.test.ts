/** Clock alignment: the true offset always lies within the uncertainty. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createClockSync } from './clock-sync.ts'

describe('createClockSync', () => {
  it('has no estimate before a sample, and takes none that cannot be', () => {
    const sync = createClockSync()
    sync.sample(10, 5, 9)
    sync.sample(Number.NaN, 5, 9)
    sync.sample(1, Number.POSITIVE_INFINITY, 9)
    expect(sync.estimate).toBeUndefined()
  })

  it('trusts the shortest round trip', () => {
    const sync = createClockSync()
    sync.sample(100, 1_150, 200)
    sync.sample(300, 1_301, 302)
    sync.sample(400, 1_499, 500)
    expect(sync.estimate).toEqual({ offsetMs: 1_000, uncertaintyMs: 1 })
  })

  it('lets old samples go after sixteen', () => {
    const sync = createClockSync()
    sync.sample(0, 1_000, 0)
    for (let i = 1; i <= 16; i++) sync.sample(i * 100, i * 100 + 1_055, i * 100 + 10)
    expect(sync.estimate).toEqual({ offsetMs: 1_050, uncertaintyMs: 5 })
  })

  it('holds the true offset within its uncertainty, however lopsided the way', () => {
    const trip = fc.record({ at: fc.nat(100_000), there: fc.nat(500), back: fc.nat(500) })
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000, max: 1_000_000 }),
        fc.array(trip, { minLength: 1 }),
        (offset, trips) => {
          const sync = createClockSync()
          for (const { at, there, back } of trips) sync.sample(at, at + there + offset, at + there + back)
          const { offsetMs, uncertaintyMs } = sync.estimate ?? { offsetMs: Number.NaN, uncertaintyMs: 0 }
          expect(Math.abs(offsetMs - offset)).toBeLessThanOrEqual(uncertaintyMs)
        },
      ),
    )
  })
})

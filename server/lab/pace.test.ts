/** The pace of events against a clock whose timers fire late, as real ones do. */
import { describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../../tests/support/fake-clock.ts'
import type { Clock } from '../clock.ts'
import { createPace } from './pace.ts'
import { seededRandom } from './random.ts'

/** The same clock, but that what is set on it fires so much after its time. */
function late(clock: FakeClock, byMs: number): Clock {
  return { now: clock.now, after: (ms, fire) => clock.after(ms + byMs, fire) }
}

function setUp(lateMs = 0) {
  const clock = createFakeClock()
  const times: number[] = []
  const pace = createPace({
    clock: late(clock, lateMs),
    random: seededRandom('pace'),
    happen: () => times.push(clock.now()),
    isAttended: () => true,
  })
  pace.resume()
  return { clock, pace, times }
}

describe('a pace', () => {
  it.each([3_000, 600, 12])('keeps %i a minute on average though every timer is 7 ms late', (perMinute) => {
    const { clock, pace, times } = setUp(7)
    pace.set(perMinute)
    clock.advance((60_000 / perMinute) * 60_000)
    // 60,000 expected; the count scatters by its root, 245: three of those either way.
    expect(Math.abs(times.length - 60_000)).toBeLessThan(735)
  })

  it('draws waits that know nothing of one another', () => {
    const { clock, pace, times } = setUp(3)
    pace.set(12)
    clock.advance(60_000 * 1_000)
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time))
    // Exponential waits of 5 s on average exceed 15 s in e^-3 = 5 % of cases.
    const long = gaps.filter((gap) => gap > 15_000).length / gaps.length
    expect(long).toBeGreaterThan(0.04)
    expect(long).toBeLessThan(0.06)
  })

  it('makes up for one second at most after the process stood still', () => {
    const clock = createFakeClock()
    const times: number[] = []
    let asleepMs = 0
    const pace = createPace({
      clock: { now: () => clock.now() + asleepMs, after: clock.after },
      random: seededRandom('pace'),
      happen: () => times.push(clock.now() + asleepMs),
      isAttended: () => true,
    })
    pace.resume()
    pace.set(3_000)
    clock.advance(10_000)
    const before = times.length
    // An hour passes that no timer notices; then what is due fires.
    asleepMs = 3_600_000
    clock.advance(100)
    const madeUp = times.length - before
    // 50 of the second, 5 of the tenth that passed, and some room for chance.
    expect(madeUp).toBeGreaterThan(30)
    expect(madeUp).toBeLessThan(90)
  })

  it('owes nothing for the time in which it was paused', () => {
    const { clock, pace, times } = setUp()
    pace.set(3_000)
    clock.advance(1_000)
    pace.set(0)
    const before = times.length
    clock.advance(60_000)
    expect(times.length).toBe(before)
    pace.set(600)
    clock.advance(10_000)
    expect(times.length - before).toBeLessThan(150)
  })
})

import { describe, expect, it } from 'vitest'
import { createLiveClock } from './live-clock.ts'

describe('the live clock', () => {
  it('runs on between events and is never behind one', () => {
    let elapsed = 100
    const clock = createLiveClock(() => elapsed)
    clock.saw(5000)
    elapsed = 350
    expect(clock.now()).toBe(5250)
    clock.saw(5300)
    expect(clock.now()).toBe(5300)
  })

  it('does not go back when an event comes late', () => {
    let elapsed = 0
    const clock = createLiveClock(() => elapsed)
    clock.saw(1000)
    elapsed = 500
    clock.saw(1200)
    expect(clock.now()).toBe(1500)
  })
})

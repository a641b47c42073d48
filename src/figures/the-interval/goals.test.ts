import { describe, expect, it } from 'vitest'
import { SmallTrace } from '../../../tests/support/small-trace.ts'
import type { LaneSpec } from '../../wire/trace/views.ts'
import { GOALS } from './goals.ts'

const SHORT: LaneSpec = { run: 'short-poll', transport: 'short-poll' }

describe('the goal of the interval', () => {
  it('twenty-delays-near-half needs twenty, and the mean where it belongs', () => {
    const evenly = new SmallTrace()
    const add = (id: number, delay: number): void => {
      evenly.published(id, id * 5000).delivered('short-poll', id, id * 5000 + delay)
    }
    for (let id = 1; id <= 19; id++) add(id, id * 100)
    expect(GOALS['twenty-delays-near-half'](evenly.run([SHORT]))).toBe(false)
    add(20, 1000)
    expect(GOALS['twenty-delays-near-half'](evenly.run([SHORT]))).toBe(true)
    expect(GOALS['twenty-delays-near-half'](evenly.run([SHORT], 2300))).toBe(false)
    expect(GOALS['twenty-delays-near-half'](evenly.run([SHORT], 2000, 10))).toBe(false)
  })
})

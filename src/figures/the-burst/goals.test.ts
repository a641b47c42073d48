import { describe, expect, it } from 'vitest'
import { SmallTrace } from '../../../tests/support/small-trace.ts'
import type { LaneSpec } from '../../wire/trace/views.ts'
import { GOALS } from './goals.ts'

const LONG: LaneSpec = { run: 'long-poll', transport: 'long-poll' }

describe('the goal of the burst', () => {
  it('burst-three-trips needs a quick first and a late follower, whatever the network adds', () => {
    const alone = new SmallTrace().published(2, 1020).delivered('long-poll', 2, 1300)
    expect(GOALS['burst-three-trips'](alone.run([LONG]))).toBe(false)
    expect(
      GOALS['burst-three-trips'](alone.published(1, 1000).delivered('long-poll', 1, 1102).run([LONG])),
    ).toBe(true)
    const waited = new SmallTrace()
      .published(1, 1000)
      .delivered('long-poll', 1, 1250)
      .published(2, 1020)
      .delivered('long-poll', 2, 1300)
    expect(GOALS['burst-three-trips'](waited.run([LONG]))).toBe(false)
    const tooQuickToTell = new SmallTrace()
      .published(1, 1000)
      .delivered('long-poll', 1, 1004)
      .published(2, 1001)
      .delivered('long-poll', 2, 1012)
    expect(GOALS['burst-three-trips'](tooQuickToTell.run([LONG]))).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { SmallTrace } from '../../../tests/support/small-trace.ts'
import type { LaneSpec } from '../../wire/trace/views.ts'
import { GOALS } from './goals.ts'

const SHORT: LaneSpec = { run: 'short-poll', transport: 'short-poll' }
const LONG: LaneSpec = { run: 'long-poll', transport: 'long-poll' }

describe('the goals of two polls', () => {
  it('long-poll-under-200-ms counts the clocks against the reader', () => {
    const quick = new SmallTrace().published(1, 1000).delivered('long-poll', 1, 1190)
    expect(GOALS['long-poll-under-200-ms'](quick.run([LONG]))).toBe(true)
    expect(GOALS['long-poll-under-200-ms'](quick.clock(20, 1200).run([LONG]))).toBe(false)
    const byShortPoll = new SmallTrace().published(1, 1000).delivered('short-poll', 1, 1100)
    expect(GOALS['long-poll-under-200-ms'](byShortPoll.run([SHORT, LONG]))).toBe(false)
  })

  it('one-connection-many-polls counts answered long polls of one connection', () => {
    const polls = new SmallTrace()
    for (let i = 0; i < 5; i++) {
      const connection = i < 4 ? 'c1' : 'c2'
      polls.poll({
        transport: 'long-poll',
        connection,
        asked: [i * 10, i * 10 + 1],
        answered: [i * 10 + 5, i * 10 + 6],
      })
    }
    polls.poll({ transport: 'long-poll', connection: 'c1', asked: [90, 91] })
    expect(GOALS['one-connection-many-polls'](polls.run([LONG]))).toBe(false)
    polls.poll({ transport: 'long-poll', connection: 'c1', asked: [95, 96], answered: [97, 98] })
    expect(GOALS['one-connection-many-polls'](polls.run([LONG]))).toBe(true)
  })
})

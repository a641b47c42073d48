import { describe, expect, it } from 'vitest'
import { SmallTrace } from '../../../tests/support/small-trace.ts'
import type { LaneSpec } from '../../wire/trace/views.ts'
import { GOALS } from './goals.ts'

const WITHOUT: LaneSpec = { run: 'long-poll-no-cursor', transport: 'long-poll', cursor: 'without' }
const WITH: LaneSpec = { run: 'long-poll', transport: 'long-poll', cursor: 'with' }

describe('the goals of the gap', () => {
  const gap = (): SmallTrace =>
    new SmallTrace()
      .runStarted('long-poll', 0)
      .runStarted('long-poll-no-cursor', 0)
      .published(1, 1000)
      .poll({ transport: 'long-poll', after: 0, asked: [0, 250], answered: [1000, 1250], events: [1] })
      .published(2, 1030)
      .delivered('long-poll', 1, 1251)
      .delivered('long-poll-no-cursor', 1, 1251)

  it('gap-event-received needs publication between the answer and the next question', () => {
    const received = gap()
      .poll({ transport: 'long-poll', after: 1, asked: [1252, 1502], answered: [1502, 1752], events: [2] })
      .delivered('long-poll', 2, 1753)
    expect(GOALS['gap-event-received'](received.run([WITHOUT, WITH]))).toBe(true)
  })

  it('gap-event-received refuses an event that found a request waiting', () => {
    const waited = new SmallTrace()
      .poll({ transport: 'long-poll', after: 0, asked: [0, 250], answered: [1000, 1250], events: [1] })
      .poll({ transport: 'long-poll', after: 1, asked: [1252, 1502], answered: [1600, 1850], events: [2] })
      .published(2, 1600)
      .delivered('long-poll', 2, 1851)
    expect(GOALS['gap-event-received'](waited.run([WITHOUT, WITH]))).toBe(false)
  })

  it('gap-event-lost needs a later delivery to be sure', () => {
    const waiting = gap()
    expect(GOALS['gap-event-lost'](waiting.run([WITHOUT, WITH]))).toBe(false)
    waiting.published(3, 3000).delivered('long-poll-no-cursor', 3, 3251)
    expect(GOALS['gap-event-lost'](waiting.run([WITHOUT, WITH]))).toBe(true)
  })
})

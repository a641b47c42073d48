import { describe, expect, it } from 'vitest'
import { SmallTrace } from '../../../tests/support/small-trace.ts'
import type { LaneSpec } from '../../wire/trace/views.ts'
import { GOALS } from './goals.ts'

const NOTES: LaneSpec = { run: 'xhr-loop-notes', transport: 'long-poll' }
const SENT: LaneSpec = { run: 'xhr-loop-sent', transport: 'long-poll' }

describe('the goals of the loop', () => {
  it('notes-loop-silent needs an event that was published while nothing asked', () => {
    const started = new SmallTrace().runStarted('xhr-loop-notes', 1000)
    expect(GOALS['notes-loop-silent'](started.run([NOTES]))).toBe(false)
    expect(GOALS['notes-loop-silent'](started.published(1, 1500).run([NOTES]))).toBe(false)
    expect(GOALS['notes-loop-silent'](started.published(2, 2500).run([NOTES]))).toBe(true)
    started.poll({ transport: 'long-poll', asked: [2600, 2660] })
    expect(GOALS['notes-loop-silent'](started.run([NOTES]))).toBe(false)
  })

  it('one-request-then-silence needs one answer and nothing after it', () => {
    const loop = new SmallTrace()
      .runStarted('xhr-loop-sent', 0)
      .poll({ transport: 'long-poll', asked: [1, 61], answered: [500, 560], events: [1], after: 0 })
    expect(GOALS['one-request-then-silence'](loop.published(2, 900).run([SENT]))).toBe(false)
    expect(GOALS['one-request-then-silence'](loop.published(3, 1600).run([SENT]))).toBe(true)
    loop.poll({ transport: 'long-poll', asked: [1700, 1760] })
    expect(GOALS['one-request-then-silence'](loop.run([SENT]))).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { SmallTrace } from '../../../tests/support/small-trace.ts'
import type { LaneSpec } from '../../wire/trace/views.ts'
import { GOALS } from './goals.ts'

const SHORT: LaneSpec = { run: 'short-poll', transport: 'short-poll' }
const LONG: LaneSpec = { run: 'long-poll', transport: 'long-poll' }

describe('the goals of the first chapter’s figure', () => {
  it('first-live-event needs a delivery, not only a publication', () => {
    const published = new SmallTrace().published(1, 100)
    expect(GOALS['first-live-event'](published.run([SHORT, LONG]))).toBe(false)
    expect(GOALS['first-live-event'](published.delivered('long-poll', 1, 150).run([SHORT, LONG]))).toBe(true)
  })

  it('same-event-both-ways and a-second-apart compare one event in two lanes', () => {
    const different = new SmallTrace().delivered('long-poll', 1, 100).delivered('short-poll', 2, 1500)
    expect(GOALS['same-event-both-ways'](different.run([SHORT, LONG]))).toBe(false)
    const close = different.delivered('short-poll', 1, 1099)
    expect(GOALS['same-event-both-ways'](close.run([SHORT, LONG]))).toBe(true)
    expect(GOALS['a-second-apart'](close.run([SHORT, LONG]))).toBe(false)
    const apart = close.delivered('long-poll', 3, 2000).delivered('short-poll', 3, 3000)
    expect(GOALS['a-second-apart'](apart.run([SHORT, LONG]))).toBe(true)
  })

  it('four-empty-answers counts 304 and empty lists, not answers with events', () => {
    const three = new SmallTrace()
    for (const [i, status] of [200, 304, 304].entries()) {
      three.poll({
        transport: 'short-poll',
        asked: [i * 100, i * 100 + 1],
        answered: [i * 100 + 2, i * 100 + 3],
        status,
      })
    }
    three.poll({ transport: 'short-poll', asked: [400, 401], answered: [402, 403], events: [1] })
    expect(GOALS['four-empty-answers'](three.run([SHORT]))).toBe(false)
    three.poll({ transport: 'short-poll', asked: [500, 501], answered: [502, 503], status: 304 })
    expect(GOALS['four-empty-answers'](three.run([SHORT]))).toBe(true)
  })
})

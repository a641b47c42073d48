import { describe, expect, it } from 'vitest'
import { capturedTimeline } from '../../../tests/support/race-view.ts'
import type { Timeline } from '../../wire/trace/views.ts'
import { publishedIn, thinTimeline } from './thin-timeline.ts'

const timeline = capturedTimeline('match-and-ticker', ['short-poll', 'long-poll'])
const whole = { from: timeline.start, to: timeline.end + 1000 }

/** A second of fifty events on one lane, all delivered 10 ms later. */
const crowded: Timeline = {
  ...timeline,
  published: Array.from({ length: 50 }, (_, index) => ({
    moment: index,
    event: { id: index + 1, type: 'note', at: timeline.start + 20 * index, data: undefined },
  })),
  lanes: timeline.lanes.slice(0, 1).map((lane) => ({
    ...lane,
    arrows: [],
    holds: [],
    deliveries: Array.from({ length: 50 }, (_, index) => ({
      moment: 100 + index,
      event: index + 1,
      at: timeline.start + 20 * index + 10,
      publishedAt: timeline.start + 20 * index,
      repeated: false,
    })),
  })),
}

describe('thinning a ladder', () => {
  it('keeps every mark where all can be told apart', () => {
    const thin = thinTimeline(timeline, { ...whole, pixelsPerSecond: 100_000, keep: undefined })
    expect(thin.published).toEqual(timeline.published)
    expect(thin.lanes[1]?.deliveries).toEqual(timeline.lanes[1]?.deliveries)
    expect(thin.lanes[0]?.arrows).toEqual(timeline.lanes[0]?.arrows)
  })

  it('keeps at most one of a kind in a few pixels, but always the chosen event', () => {
    const window = { ...whole, pixelsPerSecond: 40 }
    const none = thinTimeline(crowded, { ...window, keep: undefined })
    // A second is 40 pixels high: 14 rows of 3.
    expect(none.published.length).toBeLessThanOrEqual(14)
    expect(none.lanes[0]?.deliveries.length).toBeLessThanOrEqual(14)
    const left = crowded.published.find(
      ({ event }) => !none.published.some((each) => each.event.id === event.id),
    )
    const keep = left?.event.id
    const kept = thinTimeline(crowded, { ...window, keep })
    expect(kept.published.some(({ event }) => event.id === keep)).toBe(true)
    expect(kept.lanes[0]?.deliveries.some(({ event }) => event === keep)).toBe(true)
  })

  it('leaves out what is outside the window', () => {
    const past = { from: timeline.end + 1, to: timeline.end + 2 }
    const thin = thinTimeline(timeline, { ...past, pixelsPerSecond: 40, keep: undefined })
    expect(thin.published).toEqual([])
    expect(publishedIn(timeline, past.from, past.to)).toBe(0)
    expect(publishedIn(timeline, whole.from, whole.to)).toBe(timeline.published.length)
  })
})

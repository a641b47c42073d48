import { describe, expect, it } from 'vitest'
import { capturedTimeline } from '../../../tests/support/race-view.ts'
import { eventOfMoment, latenessOf, nextEvent } from './event-lateness.ts'

const timeline = capturedTimeline('match-and-ticker', ['short-poll', 'long-poll'])
const [first, second] = timeline.published

describe('one event on every lane', () => {
  it('is as late as its first delivery says', () => {
    const event = first?.event.id ?? 0
    const late = latenessOf(timeline, event, Infinity)
    expect(late.map(({ transport }) => transport)).toEqual(['short-poll', 'long-poll'])
    for (const [index, { how }] of late.entries()) {
      const delivery = timeline.lanes[index]?.deliveries.find((each) => each.event === event)
      expect(how).toEqual({
        kind: 'delivered',
        lateMs: (delivery?.at ?? 0) - (first?.event.at ?? 0),
        moment: delivery?.moment,
      })
    }
  })

  it('is not there yet before the moment it was delivered', () => {
    const event = first?.event.id ?? 0
    const late = latenessOf(timeline, event, (first?.moment ?? 0) + 1)
    expect(late.map(({ how }) => how.kind)).toEqual(['waiting', 'waiting'])
  })
})

describe('which event', () => {
  it('a mark belongs to: published, delivered, or brought by a slice', () => {
    const event = second?.event.id
    const delivery = timeline.lanes[1]?.deliveries.find((each) => each.event === event)
    const arrow = timeline.lanes[1]?.arrows.find(
      ({ carries }) => carries.kind === 'response' && carries.events[0] === event,
    )
    expect(event).toBeDefined()
    for (const mark of [second, delivery, arrow])
      expect(eventOfMoment(timeline, mark?.moment ?? -1)).toBe(event)
    expect(eventOfMoment(timeline, -1)).toBeUndefined()
  })

  it('comes after and before another, and stays at the ends', () => {
    const ids = timeline.published.map(({ event }) => event.id)
    expect(nextEvent(timeline, ids[0], 1, Infinity)).toBe(ids[1])
    expect(nextEvent(timeline, ids[0], -1, Infinity)).toBe(ids[0])
    expect(nextEvent(timeline, ids.at(-1), 1, Infinity)).toBe(ids.at(-1))
    expect(nextEvent(timeline, undefined, 1, Infinity)).toBe(ids[0])
    expect(nextEvent(timeline, undefined, -1, Infinity)).toBe(ids.at(-1))
  })
})

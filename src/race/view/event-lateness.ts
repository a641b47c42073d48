/** How late one event of the feed was on each lane: what choosing it says. Pure. */
import type { Timeline } from '../../wire/trace/views.ts'
import type { Transport } from '../../wire/trace/transports.ts'

export interface LaneLateness {
  readonly transport: Transport
  readonly how:
    | { readonly kind: 'delivered'; readonly lateMs: number; readonly moment: number }
    /** Nothing yet: on its way, or waiting for somebody to ask. */
    | { readonly kind: 'waiting' }
    | { readonly kind: 'lost' }
}

/** One entry a lane, in their order, of an event that the timeline still holds; as far as the first `shown` moments tell. */
export function latenessOf(
  { lanes, published }: Timeline,
  event: number,
  shown: number,
): readonly LaneLateness[] {
  const publishedAt = published.find((mark) => mark.event.id === event)?.event.at
  return lanes.map(({ spec, deliveries, counts }): LaneLateness => {
    const first = deliveries.find((delivery) => delivery.event === event && !delivery.repeated)
    const at = first?.publishedAt ?? publishedAt
    if (first !== undefined && at !== undefined && first.moment < shown)
      return {
        transport: spec.transport,
        how: { kind: 'delivered', lateMs: first.at - at, moment: first.moment },
      }
    return {
      transport: spec.transport,
      how: { kind: counts.lost.includes(event) ? 'lost' : 'waiting' },
    }
  })
}

/** The event of the feed that a moment of the ladder belongs to: published, delivered or brought by a slice then. */
export function eventOfMoment({ lanes, published }: Timeline, moment: number): number | undefined {
  const mark = published.find((each) => each.moment === moment)
  if (mark !== undefined) return mark.event.id
  for (const { deliveries, arrows } of lanes) {
    const delivery = deliveries.find((each) => each.moment === moment)
    if (delivery !== undefined) return delivery.event
    const arrow = arrows.find((each) => each.moment === moment)
    if (arrow !== undefined && 'events' in arrow.carries) return arrow.carries.events[0]
  }
  return undefined
}

/** The event after or before another in the order they were published; from none, the last or the first of those held. */
export function nextEvent(
  { published }: Timeline,
  event: number | undefined,
  direction: 1 | -1,
  shown: number,
): number | undefined {
  const there = published.filter(({ moment }) => moment < shown)
  const here = there.findIndex((mark) => mark.event.id === event)
  if (here === -1) return (direction === 1 ? there[0] : there.at(-1))?.event.id
  return there[Math.min(there.length - 1, Math.max(0, here + direction))]?.event.id
}

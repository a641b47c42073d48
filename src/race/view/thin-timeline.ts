/**
 * At fifty events a second a ladder has more marks than pixels. Of marks of one kind that would lie on one another only the
 * first is kept, so that what is drawn costs by the height of the window and not by the number of events. Pure.
 */
import type { Arrow, Timeline } from '../../wire/trace/views.ts'

/** Nearer than this, in pixels, two marks of one kind are one to the eye. */
const CLOSE = 3

/** So many events in the window still stand apart, with their names. */
export const MOST_LABELLED = 60

export interface ThinWindow {
  readonly from: number
  readonly to: number
  readonly pixelsPerSecond: number
  /** An event whose marks are all kept. */
  readonly keep: number | undefined
}

/** How many events were published between two times. */
export function publishedIn({ published }: Timeline, from: number, to: number): number {
  return published.filter(({ event: { at } }) => at >= from && at <= to).length
}

/** The timeline with only such marks of the window that can be told apart at its scale. Order, counts and spans are as they were. */
export function thinTimeline(timeline: Timeline, window: ThinWindow): Timeline {
  const { from, to, pixelsPerSecond, keep } = window
  const row = (at: number): number => Math.floor(((at - from) / 1000) * (pixelsPerSecond / CLOSE))
  const inside = (start: number, end: number): boolean => end >= from && start <= to
  const firstOf = (): ((key: string, kept: boolean) => boolean) => {
    const seen = new Set<string>()
    return (key, kept) => {
      if (seen.has(key)) return kept
      seen.add(key)
      return true
    }
  }
  const published = firstOf()
  return {
    ...timeline,
    published: timeline.published.filter(
      ({ event }) => inside(event.at, event.at) && published(String(row(event.at)), event.id === keep),
    ),
    lanes: timeline.lanes.map((lane) => {
      const arrows = firstOf()
      const deliveries = firstOf()
      const holds = firstOf()
      return {
        ...lane,
        arrows: lane.arrows.filter(
          (arrow) =>
            inside(arrow.left, arrow.arrived) &&
            arrows(`${sortOf(arrow)} ${row(arrow.left)} ${row(arrow.arrived)}`, brings(arrow, keep)),
        ),
        deliveries: lane.deliveries.filter(
          ({ at, event, repeated }) => inside(at, at) && deliveries(`${repeated} ${row(at)}`, event === keep),
        ),
        // A bar that ends in the row it began in is thinner than its arrows.
        holds: lane.holds.filter(
          ({ from: start, to: end }) =>
            inside(start, end ?? Number.POSITIVE_INFINITY) &&
            (end === undefined || holds(`${row(start)} ${row(end)}`, false)),
        ),
      }
    }),
  }
}

function sortOf({ direction, carries }: Arrow): string {
  return `${direction} ${carries.kind} ${'events' in carries && carries.events.length > 0}`
}

function brings({ carries }: Arrow, event: number | undefined): boolean {
  return event !== undefined && 'events' in carries && carries.events.includes(event)
}

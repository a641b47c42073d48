/**
 * When each of a stream's events was published and when it reached the page: the facts under the figure of a proxy's
 * buffer before and after. Pure, from the timeline alone.
 */
import type { Timeline } from '../../wire/trace/views.ts'

export interface Arrival {
  readonly event: number
  /** After the first of them was published. */
  readonly publishedMs: number
  /** Absent while it is held on the way. */
  readonly reachedMs?: number
}

/** How many events stand beside each other in the figure. */
export const COMPARED_EVENTS = 5

/**
 * The first five events that were published at or after `moment` of the trace while the run was on, as the run `run` got
 * them; fewer where there are fewer.
 */
export function arrivalsOf({ published, lanes }: Timeline, run: string, moment = 0): readonly Arrival[] {
  const lane = lanes.find(({ spec }) => spec.run === run)
  const startedAt = lane?.spans[0]?.from
  if (lane === undefined || startedAt === undefined) return []
  const events = published
    .filter((mark) => mark.moment >= moment && mark.event.at >= startedAt)
    .slice(0, COMPARED_EVENTS)
    .map(({ event }) => event)
  const first = events[0]?.at ?? 0
  return events.map(({ id, at }) => {
    const reached = lane.deliveries.find(({ event }) => event === id)?.at
    return {
      event: id,
      publishedMs: at - first,
      ...(reached === undefined ? {} : { reachedMs: reached - first }),
    }
  })
}

import type { Goals } from '../../bench/model/goal.ts'
import { lanesOf } from '../../wire/trace/queries/lanes.ts'
import type { Delivery } from '../../wire/trace/views.ts'

/** Below this a trip drowns in the time the page itself takes. */
const SHORTEST_TRIP_MS = 20

export const GOALS = {
  /** Of events close together, the first took one trip and a later one about three times as long. */
  'burst-three-trips': ({ timeline, since }) =>
    lanesOf(timeline, 'long-poll').some(({ deliveries }) => {
      const own = deliveries.filter(({ moment, repeated }) => moment >= since && !repeated)
      return own.some((first) => own.some((late) => followsByThreeTrips(first, late)))
    }),
} as const satisfies Goals

/**
 * Whether `late` was published while the answer with `first` was on its way, and took about three such trips. The
 * first event's own delay is the measure, since it holds the reader's network as well as what the bench adds.
 */
function followsByThreeTrips(first: Delivery, late: Delivery): boolean {
  if (first.publishedAt === undefined || late.publishedAt === undefined) return false
  const tripMs = first.at - first.publishedAt
  if (tripMs < SHORTEST_TRIP_MS) return false
  const apartMs = late.publishedAt - first.publishedAt
  const trips = (late.at - late.publishedAt) / tripMs
  return apartMs > 0 && apartMs <= tripMs && trips >= 2.2 && trips <= 3.5
}

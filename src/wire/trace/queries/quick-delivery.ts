/** How soon events came. */
import type { Transport } from '../transports.ts'
import type { Timeline } from '../views.ts'
import { lanesOf } from './lanes.ts'

/** Whether an event came by this transport in less than so long, even if the clocks are as far apart as they may be. */
export function hasDeliveryWithin(timeline: Timeline, transport: Transport, ms: number): boolean {
  return lanesOf(timeline, transport).some(({ deliveries }) =>
    deliveries.some(
      ({ at, publishedAt = Number.NEGATIVE_INFINITY }) => at - publishedAt + timeline.uncertaintyMs < ms,
    ),
  )
}

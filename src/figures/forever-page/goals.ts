import type { Goals } from '../../bench/model/goal.ts'
import { eventsBrought, hasDeliveryWithin, lanesOf } from '../../wire/trace/queries/lanes.ts'

const QUICK_MS = 200

export const GOALS = {
  /** An event came through the iframe within 0.2 s, even if the clocks are as far apart as they may be. */
  'iframe-event-under-200-ms': ({ timeline }) => hasDeliveryWithin(timeline, 'iframe-stream', QUICK_MS),

  /** Three events were delivered that came in answer to one request. */
  'three-events-one-request': ({ timeline }) =>
    lanesOf(timeline, 'iframe-stream').some(({ arrows, deliveries }) => {
      const delivered = new Set(deliveries.map(({ event }) => event))
      const byExchange = Map.groupBy(
        arrows.flatMap((arrow) => eventsBrought(arrow).map((event) => ({ event, exchange: arrow.exchange }))),
        ({ exchange }) => exchange,
      )
      return [...byExchange.values()].some(
        (came) => new Set(came.map(({ event }) => event).filter((event) => delivered.has(event))).size >= 3,
      )
    }),
} as const satisfies Goals

/** What is asked of the lanes of a timeline again and again. */
import type { Transport } from '../transports.ts'
import type { Arrow, Lane, Timeline } from '../views.ts'

export function lanesOf({ lanes }: Timeline, transport: Transport): readonly Lane[] {
  return lanes.filter(({ spec }) => spec.transport === transport)
}

/** The events of the feed that an arrow brings; none for one that brings nothing. */
export function eventsBrought({ carries }: Arrow): readonly number[] {
  return carries.kind === 'response' || carries.kind === 'stream' ? carries.events : []
}

/** When each event first came to a lane, by its id. */
export function firstDeliveries(lanes: readonly Lane[]): ReadonlyMap<number, number> {
  const deliveries = lanes.flatMap((lane) => lane.deliveries.filter(({ repeated }) => !repeated))
  return new Map(deliveries.map(({ event, at }) => [event, at]))
}

/** Whether an event came by this transport in less than so long, even if the clocks are as far apart as they may be. */
export function hasDeliveryWithin(timeline: Timeline, transport: Transport, ms: number): boolean {
  return lanesOf(timeline, transport).some(({ deliveries }) =>
    deliveries.some(
      ({ at, publishedAt = Number.NEGATIVE_INFINITY }) => at - publishedAt + timeline.uncertaintyMs < ms,
    ),
  )
}

/** Whether an event came that was published while the lane had nothing open, after a fault that met something. */
export function hasMissedEvent({ deliveries, holds }: Lane, { faults, uncertaintyMs }: Timeline): boolean {
  return deliveries.some(
    ({ publishedAt, repeated }) =>
      publishedAt !== undefined &&
      !repeated &&
      faults.some(({ fault }) => fault.affected > 0 && fault.at < publishedAt + uncertaintyMs) &&
      holds.some(({ to }) => to !== undefined && to <= publishedAt) &&
      holds.every(({ from, to = Infinity }) => publishedAt < from || publishedAt >= to),
  )
}

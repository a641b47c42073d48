import type { Goals } from '../../bench/model/goal.ts'
import { firstDeliveries, lanesOf } from '../../wire/trace/queries/lanes.ts'
import type { Timeline } from '../../wire/trace/views.ts'

const AHEAD_MS = 1000

export const GOALS = {
  /** One event came by iframe and by fetch. */
  'same-event-by-iframe-and-fetch': ({ timeline }) => aheadByFetch(timeline).length > 0,

  /** One event came by fetch a second or more before it came by iframe. */
  'fetch-back-first': ({ timeline }) => aheadByFetch(timeline).some((ms) => ms >= AHEAD_MS),
} as const satisfies Goals

/** For each event that came both ways, by how many milliseconds fetch was ahead. */
function aheadByFetch(timeline: Timeline): readonly number[] {
  const fetched = firstDeliveries(timeline.lanes.filter(({ spec }) => spec.run === 'fetch-stream'))
  return [...firstDeliveries(lanesOf(timeline, 'iframe-stream'))].flatMap(([event, at]) => {
    const ahead = fetched.get(event)
    return ahead === undefined ? [] : [at - ahead]
  })
}

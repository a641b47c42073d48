import type { Goals } from '../../bench/model/goal.ts'
import { firstDeliveries, lanesOf } from '../../wire/trace/queries/lanes.ts'
import type { Timeline } from '../../wire/trace/views.ts'

const AHEAD_MS = 1000

export const GOALS = {
  /** An event reached the page in any lane. */
  'first-live-event': ({ timeline }) => timeline.lanes.some(({ deliveries }) => deliveries.length > 0),

  /** One event came by short poll and by long poll. */
  'same-event-both-ways': ({ timeline }) => leads(timeline).length > 0,

  /** One event came by long poll at least a second before it came by short poll. */
  'a-second-apart': ({ timeline }) => leads(timeline).some((leadMs) => leadMs >= AHEAD_MS),

  /** The short poll got four answers without an event. */
  'four-empty-answers': ({ timeline }) =>
    lanesOf(timeline, 'short-poll').some(({ counts }) => counts.emptyAnswers >= 4),
} as const satisfies Goals

/** For each event that came both ways, by how many milliseconds long polling was ahead. */
function leads(timeline: Timeline): readonly number[] {
  const byLongPoll = firstDeliveries(lanesOf(timeline, 'long-poll'))
  return [...firstDeliveries(lanesOf(timeline, 'short-poll'))].flatMap(([event, at]) => {
    const ahead = byLongPoll.get(event)
    return ahead === undefined ? [] : [at - ahead]
  })
}

import type { Goals } from '../../bench/model/goal.ts'
import { lanesOf } from '../../wire/trace/queries/lanes.ts'
import type { Delivery, Lane } from '../../wire/trace/views.ts'

export const GOALS = {
  /** Without a cursor, an event was published between two polls and never came. */
  'gap-event-lost': ({ timeline }) =>
    timeline.lanes.some(({ spec, counts }) => spec.run === 'long-poll-no-cursor' && counts.lost.length > 0),

  /** With a cursor, an event was published after an answer had left and before the next question arrived, and came. */
  'gap-event-received': ({ timeline }) =>
    lanesOf(timeline, 'long-poll').some(
      (lane) => lane.spec.run !== 'long-poll-no-cursor' && gapDeliveries(lane).length > 0,
    ),
} as const satisfies Goals

/** Deliveries of events that were published while the lane had no request at the server: both times are the server's own. */
function gapDeliveries({ arrows, deliveries }: Lane): readonly Delivery[] {
  const gaps = arrows.flatMap((answer, i) => {
    if (answer.carries.kind !== 'response') return []
    const next = arrows.slice(i + 1).find(({ carries }) => carries.kind === 'request')
    return next === undefined ? [] : [{ answer: answer.left, next: next.arrived }]
  })
  return deliveries.filter(
    ({ publishedAt, repeated }) =>
      publishedAt !== undefined &&
      !repeated &&
      gaps.some(({ answer, next }) => publishedAt > answer && publishedAt < next),
  )
}

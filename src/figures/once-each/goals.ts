import type { Goals } from '../../bench/model/goal.ts'
import type { Lane } from '../../wire/trace/views.ts'

const THREE = 3

export const GOALS = {
  /** Three responses that ended by themselves, each with one event. */
  'three-events-three-responses': ({ timeline }) =>
    timeline.lanes.some(({ spec, arrows, ends }) => {
      const single = ends.filter(
        ({ how, exchange }) => how === 'complete' && eventsOf(arrows, exchange) === 1,
      )
      return spec.run === 'sse' && single.length >= THREE
    }),
} as const satisfies Goals

function eventsOf(arrows: Lane['arrows'], exchange: string): number {
  return arrows.reduce(
    (sum, arrow) =>
      arrow.exchange === exchange && 'events' in arrow.carries ? sum + arrow.carries.events.length : sum,
    0,
  )
}

import type { Goals } from '../../bench/model/goal.ts'
import { eventsBrought, lanesOf } from '../../wire/trace/queries/lanes.ts'

const HELD_BACK_MS = 200
/** What comes out of a buffer together is through within this. */
const TOGETHER_MS = 50

export const GOALS = {
  /** Three pieces with events were written some time apart and arrived at once. */
  'held-back-together': ({ timeline }) =>
    lanesOf(timeline, 'iframe-stream').some((lane) => {
      const pieces = lane.arrows.filter((arrow) => eventsBrought(arrow).length > 0)
      return pieces.some((first, at) => {
        const third = pieces[at + 2]
        return (
          third !== undefined &&
          third.exchange === first.exchange &&
          third.left - first.left >= HELD_BACK_MS &&
          third.arrived - first.arrived <= TOGETHER_MS
        )
      })
    }),
} as const satisfies Goals

import type { GoalRun, Goals } from '../../bench/model/goal.ts'
import {
  bytesBothWays,
  laneCosts,
  type Cost,
  type LaneCosts,
} from '../../wire/trace/queries/message-costs.ts'

const NEARLY_ONE_PRICE_BYTES = 50
const TEN_TIMES = 10

export const GOALS = {
  /** One event came by both, and what crossed for it differs little. */
  'event-at-nearly-one-price': (run) => {
    const [posts, frames] = bothLanes(run)
    if (posts === undefined || frames === undefined) return false
    return posts.heard.some(({ event, cost }) => {
      const other = frames.heard.find((each) => event !== undefined && each.event === event)
      return (
        other !== undefined &&
        Math.abs(bytesBothWays(cost) - bytesBothWays(other.cost)) < NEARLY_ONE_PRICE_BYTES
      )
    })
  },

  /** One payload went up by both, and the POST with its answer took ten times what the frame did. */
  'post-ten-frames': (run) => {
    const [posts, frames] = bothLanes(run)
    if (posts === undefined || frames === undefined) return false
    const payload = (cost: Cost): number => cost['client-to-server'].payload
    return posts.said.some(({ cost }) =>
      frames.said.some(
        (frame) =>
          payload(frame.cost) === payload(cost) &&
          bytesBothWays(cost) >= TEN_TIMES * bytesBothWays(frame.cost),
      ),
    )
  },
} as const satisfies Goals

/** The lane that posts, and the one of the WebSocket. */
function bothLanes({ timeline, conversation }: GoalRun): readonly (LaneCosts | undefined)[] {
  const costs = laneCosts(
    timeline.lanes.map(({ spec }) => spec),
    conversation,
  )
  return [costs.find(({ spec }) => spec.posts === true), costs.find(({ spec }) => spec.transport === 'ws')]
}

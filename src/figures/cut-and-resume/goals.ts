import type { Goals } from '../../bench/model/goal.ts'
import { hasMissedEvent } from '../../wire/trace/queries/lanes.ts'
import { header } from '../../wire/trace/queries/heads.ts'

export const GOALS = {
  /** Published while the lane had no answer open, after one was broken on purpose, and delivered. */
  'missed-event-after-cut': ({ timeline }) =>
    timeline.lanes.some((lane) => lane.spec.run === 'sse' && hasMissedEvent(lane, timeline)),

  /** A request came with the header that only the browser writes. */
  'last-event-id-unwritten': ({ conversation }) =>
    conversation.exchanges.some((exchange) => (header(exchange, 'request', 'last-event-id') ?? '') !== ''),
} as const satisfies Goals

import type { Goals } from '../../bench/model/goal.ts'
import { hasDeliveryWithin } from '../../wire/trace/queries/lanes.ts'

const QUICK_MS = 200
const SOME_POLLS = 5

export const GOALS = {
  /** An event came by long poll within 0.2 s, even if the clocks are as far apart as they may be. */
  'long-poll-under-200-ms': ({ timeline }) => hasDeliveryWithin(timeline, 'long-poll', QUICK_MS),

  /** Five long polls were answered on one TCP connection. */
  'one-connection-many-polls': ({ conversation }) => {
    const answered = new Map<string, number>()
    for (const { connection, transport, status } of conversation.exchanges) {
      if (transport === 'long-poll' && status !== undefined) {
        answered.set(connection, (answered.get(connection) ?? 0) + 1)
      }
    }
    return [...answered.values()].some((count) => count >= SOME_POLLS)
  },
} as const satisfies Goals

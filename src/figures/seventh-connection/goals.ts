import type { Goals } from '../../bench/model/goal.ts'
import { socketRows } from './facts.ts'

const SIX = 6
/** On this site a request that need not wait has reached the server long before. */
const WAITING_MS = 1000

export const GOALS = {
  /** A stream waited for a second while six had reached the server before it was opened. */
  'seventh-waits': ({ conversation, events, timeline }) => {
    const { streams, closed } = socketRows(conversation, events, events.length)
    const all = [...streams, ...closed]
    return all.some(({ openedAt, reachedAt = timeline.end, closedAt = Infinity }) => {
      const before = all.filter(
        (each) => (each.reachedAt ?? Infinity) <= openedAt && (each.closedAt ?? Infinity) > openedAt,
      )
      return Math.min(reachedAt, closedAt) - openedAt >= WAITING_MS && before.length >= SIX
    })
  },
} as const satisfies Goals

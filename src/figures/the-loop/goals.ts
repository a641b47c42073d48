import type { GoalRun, Goals } from '../../bench/model/goal.ts'
import { momentOf } from '../../wire/trace/trace.ts'
import type { ExchangeView } from '../../wire/trace/views.ts'

/** A loop that works would have asked again long before. */
const SILENCE_MS = 1000

export const GOALS = {
  /** The notes' loop ran, an event was published, and no request had left the page. */
  'notes-loop-silent': (run) => {
    const started = startOf(run, 'xhr-loop-notes')
    if (started === undefined || polls(run, started).length > 0) return false
    return run.timeline.published.some(({ event }) => event.at >= started + SILENCE_MS)
  },

  /** The loop with one slip mended: one request, its answer, and an event that nobody asked for. */
  'one-request-then-silence': (run) => {
    const started = startOf(run, 'xhr-loop-sent')
    if (started === undefined) return false
    const [only, ...more] = polls(run, started)
    const answeredAt = only?.status === undefined ? undefined : only.closedAt
    if (answeredAt === undefined || more.length > 0) return false
    return run.timeline.published.some(({ event }) => event.at >= answeredAt + SILENCE_MS)
  },
} as const satisfies Goals

/** When a run last started, or `undefined` where it did not. */
function startOf({ events }: GoalRun, run: string): number | undefined {
  const started = events.findLast((event) => event.kind === 'run-started' && event.run === run)
  return started && momentOf(started)
}

/** The long polls whose first byte reached the server after `since`. A browser's clock may be off by the uncertainty. */
function polls({ conversation, timeline }: GoalRun, since: number): readonly ExchangeView[] {
  return conversation.exchanges.filter(
    ({ transport, openedAt }) => transport === 'long-poll' && openedAt >= since - timeline.uncertaintyMs,
  )
}

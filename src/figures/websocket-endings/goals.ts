import type { GoalRun, Goals } from '../../bench/model/goal.ts'
import { lanesOf } from '../../wire/trace/queries/lanes.ts'
import { BREAKS, endsOf, type End } from './facts.ts'

const SOME_WAYS = 3
/** What our own buttons say; a reader's reason is another. */
const OUR_REASON = 'done'

export const GOALS = {
  /** The server closed with 1000 and a reason of the reader's, and the script was told both. */
  'close-with-my-reason': (run) =>
    ends(run).some(
      ({ fromServer, script }) =>
        fromServer?.code === 1000 &&
        script.code === 1000 &&
        script.reason === fromServer.reason &&
        script.reason !== '' &&
        script.reason !== OUR_REASON,
    ),

  /** 1006 in three different ways. */
  'three-ways-to-1006': (run) => {
    const breaks: readonly string[] = BREAKS
    const causes = ends(run).flatMap(({ cause, script }) =>
      cause !== undefined && script.code === 1006 && breaks.includes(cause) ? [cause] : [],
    )
    return new Set(causes).size >= SOME_WAYS
  },

  /** The server refused what it was sent. */
  'told-1008': (run) => ends(run).some(({ script }) => script.code === 1008),
  'told-1009': (run) => ends(run).some(({ script }) => script.code === 1009),
} as const satisfies Goals

function ends({ timeline, conversation }: GoalRun): readonly End[] {
  return lanesOf(timeline, 'ws').flatMap((lane) => endsOf(lane, timeline, conversation))
}

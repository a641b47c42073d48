/** Which goals a reader's own publish buttons publish next. Used by the bars of benches and races. */
import { readersGoals } from '../../model/score.ts'
import type { Timeline } from '../../../wire/trace/views.ts'

/** The reader's goals are counted by what is on show, so that their names differ. */
export function nextGoals({ timeline }: { readonly timeline: Timeline }, count = 1) {
  return readersGoals(timeline.published.filter(({ event }) => event.type === 'goal').length + 1, count)
}

/** What a reader's own publish button publishes. Used by the bars of benches and races. */
import type { Timeline } from '../../../wire/trace/views.ts'

/** What a reader publishes says whose it is: the feed's own goals have a score. */
export function readersGoal(number: number) {
  return { type: 'goal', data: { by: 'reader', number } }
}

/** The reader's goals are counted by what is on show, so that their names differ. */
export function nextNumber({ timeline }: { readonly timeline: Timeline }): number {
  return timeline.published.filter(({ event }) => event.type === 'goal').length + 1
}

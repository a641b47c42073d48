/** A moment in words: what a screen reader hears after a step. Pure. */
import type { BenchViewState } from './bench-view-state.ts'
import { timeShown } from './moments.ts'
import { marksOf } from './ladder/ladder-marks.ts'

/** `3.220 s: answer 200: goal 2–0`, or the line that runs; empty where there is no such moment. */
export function momentText(
  viewState: Pick<BenchViewState, 'events' | 'timeline' | 'words' | 'origin'>,
  moment: number,
): string {
  const { events, timeline, words, origin } = viewState
  const event = events[moment]
  const at = timeShown(viewState, moment)
  if (event === undefined || at === undefined) return ''
  const seconds = ((at - origin) / 1000).toFixed(3)
  if (event.kind === 'step') return words.bench.moment(seconds, words.bench.line(event.run, event.line))
  const mark = marksOf(timeline, events.length, words).find((each) => each.moment === moment)
  return words.bench.moment(seconds, mark?.what ?? words.bench.unmarked[event.kind])
}

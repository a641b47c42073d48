import type { Goals } from '../../bench/model/goal.ts'
import { notesByRun } from '../../wire/trace/queries/probes.ts'

export const GOALS = {
  /** An EventSource erred and was CLOSED after it; one that the page closed has no error before. */
  'event-source-gave-up': ({ events }) =>
    [...notesByRun(events, events.length)].some(([run, notes]) =>
      notes.some(
        ({ note }, i) =>
          note.kind === 'ready-state' &&
          note.of === 'EventSource' &&
          note.value === 2 &&
          (run === 'sse' || notes[i - 1]?.note.kind === 'error'),
      ),
    ),
} as const satisfies Goals

/** What figures say that open EventSources of their own: the bench's words, but for what is on show and how long it may be away. */
import type { LiveState } from '../../model/bench-model.ts'
import type { BenchWords } from '../words.en.ts'
import { stateName } from '../../../words/ready-states.ts'

export type ProbeWords = ReturnType<typeof probeTable>

/** The table of one language. `away`: off the screen for how long differs from figure to figure. */
export function probeTable({ bench }: Pick<BenchWords, 'bench'>, live: string, away: string) {
  return {
    live,
    stop: bench.stop,
    showRecorded: bench.showRecorded,
    tryNow: bench.tryNow,
    needsScript: bench.needsScript,
    /** Whose bytes are on show, and why nothing runs. */
    state(state: LiveState, isRecorded: boolean, isEmpty: boolean): string {
      switch (state.kind) {
        case 'recorded':
          return bench.recordedStill
        case 'starting':
          return bench.starting
        case 'running':
          return live
        case 'stopped':
          return isRecorded
            ? bench.recordedStill
            : isEmpty
              ? ''
              : { ...bench.because, away }[state.because ?? 'reader']
        case 'server-gone':
          return bench.heard['server-gone']
        case 'refused':
          return bench.refused(state.message)
      }
    },
    /** EventSource's readyState with its name. */
    readyState: (value: number) => `${value} ${stateName({ of: 'EventSource', value })}`.trimEnd(),
  }
}

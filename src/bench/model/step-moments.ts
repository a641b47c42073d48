/** Which moment is before or after another, for the bench's step controls. Pure; `bench.ts` moves the selection with it. */
import type { TraceEvent } from '../../wire/trace/trace.ts'

export interface StepQuestion {
  readonly events: readonly TraceEvent[]
  /** How many of them are on show. */
  readonly shown: number
  readonly by: 'slice' | 'line'
  readonly direction: 1 | -1
  /** The moment to go from, or a place between two; from beyond the last, or before the first, where there is none. */
  readonly from: number | undefined
  /** Keeps lines to one run's. */
  readonly run?: string
}

/** Gives the index of the nearest slice or statement that way; `undefined` where there is none. */
export function nextMoment(question: StepQuestion): number | undefined {
  const { events, shown, direction } = question
  const start = question.from ?? (direction === 1 ? -1 : shown)
  const next = direction === 1 ? Math.floor(start) + 1 : Math.ceil(start) - 1
  for (let moment = next; moment >= 0 && moment < shown; moment += direction) {
    const event = events[moment]
    if (event !== undefined && isStep(event, question)) return moment
  }
  return undefined
}

function isStep(event: TraceEvent, { by, run }: StepQuestion): boolean {
  if (by === 'slice') return event.kind === 'slice'
  return event.kind === 'step' && (run === undefined || event.run === run)
}

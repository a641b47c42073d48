/**
 * Which lines of a run's source are lit at a moment: the statement that acts, or the one it waits in, and the
 * statements of the same turn just before. Computed from the marks in the trace. Pure.
 */
import type { TraceEvent } from '../../../wire/trace/trace.ts'
import { latestBefore } from '../moments.ts'

export interface LineSpan {
  readonly line: number
  readonly endLine: number
}

export interface LitLines {
  /** `acts`: the moment is this statement's. `waits`: the code has stood in it since. */
  readonly state: 'acts' | 'waits' | 'idle'
  readonly at?: LineSpan & { readonly moment: number }
  /** Earlier statements of the same turn, newest first. */
  readonly trail: readonly LineSpan[]
}

/** Marks closer together than this belong to one turn of the event loop; what waits, waits longer. */
const TURN_MS = 3
const LONGEST_TRAIL = 8
/** How far before the moment on show a run's last mark is looked for. */
const LOOK_BACK = 20_000

const IDLE: LitLines = { state: 'idle', trail: [] }

/** The lit lines of `run` at `moment`; idle before it started, after it stopped, and where nothing is known. */
export function litLines(events: readonly TraceEvent[], moment: number | undefined, run: string): LitLines {
  if (moment === undefined) return IDLE
  const last = latestBefore(
    events,
    moment,
    (event) =>
      (event.kind === 'step' || event.kind === 'run-stopped' || event.kind === 'run-started') &&
      event.run === run,
    LOOK_BACK,
  )
  const step = last === undefined ? undefined : events[last]
  if (last === undefined || step?.kind !== 'step') return IDLE
  const trail: LineSpan[] = []
  let later = step
  for (let index = last - 1; index >= 0 && trail.length < LONGEST_TRAIL; index--) {
    const event = events[index]
    if (event?.kind !== 'step' || event.run !== run) {
      if (event !== undefined && 'at' in event && later.at - event.at > TURN_MS) break
      continue
    }
    if (later.at - event.at > TURN_MS) break
    trail.push({ line: event.line, endLine: event.endLine })
    later = event
  }
  const now = events[moment]
  const own = now !== undefined && 'run' in now && now.run === run
  return {
    state: own && now.at - step.at <= TURN_MS ? 'acts' : 'waits',
    at: { line: step.line, endLine: step.endLine, moment: last },
    trail,
  }
}

/** The latest moment before `shown` at which `run` ran a statement on `line`; the innermost where several cover it. */
export function latestRunOf(
  events: readonly TraceEvent[],
  shown: number,
  run: string,
  line: number,
): number | undefined {
  return latestBefore(
    events,
    shown - 1,
    (event) => event.kind === 'step' && event.run === run && event.line <= line && line <= event.endLine,
    Infinity,
  )
}

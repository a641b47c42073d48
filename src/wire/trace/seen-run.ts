/**
 * A recorded run as it is looked at before its bytes are: its events without what crossed in them, and its timeline, folded already.
 * The build writes it and the same site reads it, so it is checked no further; whoever wants the bytes reads the trace itself.
 */
import type { TraceEvent, TraceHeader } from './trace.ts'
import type { Timeline } from './views.ts'

export interface SeenRun {
  readonly header: TraceHeader
  /** Slices among them without their bytes. */
  readonly events: readonly TraceEvent[]
  readonly timeline: Timeline
}

const NO_BYTES = new Uint8Array()

/** Times are told in whole microseconds after a base, by these names; nothing of an event's own `data` is looked into. */
const TIMES = new Set(['at', 'left', 'arrived', 'from', 'to', 'start', 'end', 'publishedAt'])

/** The run as JSON text. */
export function encodeSeenRun<Run extends SeenRun>({ header, ...seen }: Run): string {
  const baseMs = Math.floor(seen.timeline.start)
  const bare = seen.events.map((event) => (event.kind === 'slice' ? { ...event, bytes: undefined } : event))
  const run = withTimes({ ...seen, events: bare }, (at) => Math.round(at * 1000) - baseMs * 1000)
  return JSON.stringify({ header, baseMs, ...(run as object) })
}

/** Reads what `encodeSeenRun` wrote: times are the same numbers as those of the decoded trace. Throws for what is no JSON. */
export function decodeSeenRun<Run extends SeenRun = SeenRun>(text: string): Run {
  const { header, baseMs, ...run } = JSON.parse(text) as Run & { readonly baseMs: number }
  const seen = withTimes(run, (micros) => (baseMs * 1000 + micros) / 1000) as Omit<Run, 'header'>
  const events = seen.events.map((event) => (event.kind === 'slice' ? { ...event, bytes: NO_BYTES } : event))
  return { ...seen, header, events } as unknown as Run
}

function withTimes(value: unknown, time: (at: number) => number): unknown {
  if (Array.isArray(value)) return value.map((each) => withTimes(each, time))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]: [string, unknown]) => [
      key,
      key === 'data' ? each : typeof each === 'number' && TIMES.has(key) ? time(each) : withTimes(each, time),
    ]),
  )
}

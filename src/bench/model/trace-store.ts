/**
 * Holds the trace on show and keeps its folds up with it. The only writer of a trace: everything a view draws
 * is computed from what is appended here. A paused store keeps what comes and lets the folds stand still.
 */
import { batch, signal, type ReadonlySignal } from '@preact/signals'
import { createConversation } from '../../wire/trace/conversation.ts'
import { createTimeline } from '../../wire/trace/timeline/timeline.ts'
import type { Trace, TraceEvent, TraceHeader } from '../../wire/trace/trace.ts'
import type { Conversation, LaneSpec, Timeline } from '../../wire/trace/views.ts'

export interface TraceStore {
  readonly header: TraceHeader
  readonly events: readonly TraceEvent[]
  /** The moment of the first of them: more than 0 where older ones were forgotten. */
  readonly firstMoment: number
  readonly conversation: Conversation
  readonly timeline: Timeline
  /** How many events the folds have taken in; `version` counts the times that changed. */
  readonly shown: ReadonlySignal<number>
  readonly version: ReadonlySignal<number>
  /** Appends in order. False when the trace is full: then what did not fit is not in it, and nothing more will be. */
  append(events: readonly TraceEvent[]): boolean
  /** Stands still, or takes in at once what came meanwhile. */
  pause(paused: boolean): void
  trace(): Trace
}

/** A trace ends at whichever comes first: a page that is forgotten must not grow for ever. */
export interface TraceLimit {
  readonly events: number
  readonly bytes: number
}

export const TRACE_LIMIT: TraceLimit = { events: 20_000, bytes: 8 * 1024 * 1024 }

/** Makes an empty store for a run, or one filled with `past`, which is never too long: it was recorded already. */
export function createTraceStore(
  header: TraceHeader,
  lanes: readonly LaneSpec[],
  past: readonly TraceEvent[] = [],
  limit: TraceLimit = TRACE_LIMIT,
): TraceStore {
  const events: TraceEvent[] = []
  const conversation = createConversation()
  const timeline = createTimeline(lanes, conversation.view)
  const shown = signal(0)
  const version = signal(0)
  let bytes = 0
  let full = false
  let paused = false

  function takeIn(): void {
    const from = shown.peek()
    if (from === events.length) return
    for (let moment = from; moment < events.length; moment++) {
      const event = events[moment]
      if (event === undefined) break
      // The timeline reads the conversation, so that comes first.
      conversation.push(event, moment)
      timeline.push(event, moment)
    }
    batch(() => {
      shown.value = events.length
      version.value++
    })
  }

  function fits(event: TraceEvent): boolean {
    const more = event.kind === 'slice' ? event.bytes.length : 0
    return events.length < limit.events && bytes + more <= limit.bytes
  }

  function add(event: TraceEvent): void {
    if (event.kind === 'slice') bytes += event.bytes.length
    events.push(event)
  }

  past.forEach(add)
  takeIn()

  return {
    header,
    events,
    firstMoment: 0,
    get conversation() {
      return conversation.view
    },
    get timeline() {
      return timeline.view
    },
    shown,
    version,
    append(more) {
      for (const event of more) {
        full ||= !fits(event)
        if (full) break
        add(event)
      }
      if (!paused) takeIn()
      return !full
    },
    pause(now) {
      paused = now
      if (!paused) takeIn()
    },
    trace: () => ({ header, events: [...events] }),
  }
}

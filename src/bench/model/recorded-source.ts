/** A capture, or a run a reader saved, as a source of its trace: all of it is there from the start. */
import type { Trace } from '../../wire/trace/trace.ts'
import type { TraceSource } from './trace-source.ts'

/** Gives the whole trace to each subscriber at once. */
export function recordedSource(trace: Trace): TraceSource {
  return {
    header: trace.header,
    subscribe(append) {
      append(trace.events)
      return () => undefined
    },
  }
}

/** The seam between a trace and where it comes from: a live observer, or a capture. Widgets cannot tell which. */
import type { TraceEvent, TraceHeader } from '../../wire/trace/trace.ts'

export interface TraceSource {
  readonly header: TraceHeader
  /** Calls `append` with each event in order, past ones first, until the returned function is called. */
  subscribe(append: (events: readonly TraceEvent[]) => void): () => void
}

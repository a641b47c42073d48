/** What a view of a trace is handed, in a bench or on the workbench: how much of it to show, and the one moment all views draw. */
import type { TraceEvent } from '../wire/trace/trace.ts'
import type { Selection } from '../wire/trace/selection.ts'
import type { Conversation } from '../wire/trace/views.ts'
import type { TraceWords } from '../words/trace-words.ts'
import type { Language } from '../words/languages.ts'

/** Views keep no selection of their own. */
export interface ViewState {
  readonly language: Language
  readonly words: TraceWords
  /** Changes whenever the trace does; what memoised views depend on. */
  readonly version: number
  /** The id of the lab whose run it is; it never leaves the page. */
  readonly lab: string
  readonly events: readonly TraceEvent[]
  /** Where bytes of the run have been changed: the same run as it may leave the page. */
  readonly leaving?: () => readonly TraceEvent[] | undefined
  readonly conversation: Conversation
  /** How many events the views show. */
  readonly shown: number
  /** The moment on show: the reader's, or the newest of a live run, or a telling one of a recorded run. */
  readonly moment: number | undefined
  /** What the reader chose, where they chose. */
  readonly selection: Selection | undefined
  /** Makes a moment (and a unit and field in it) the one all views draw; a live run pauses. */
  readonly select: (selection: Selection) => void
}

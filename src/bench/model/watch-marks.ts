/** What the owner's page reports for those who watch: of its trace what no tap sees, as the texts that go out. */
import { MOST_MARKS_BYTES } from '../../contract/observe.ts'
import { encodeTrace } from '../../wire/trace/trace-codec.ts'
import type { BrowserMoment, FaultMoment, TraceEvent } from '../../wire/trace/trace.ts'

export type Mark = BrowserMoment | FaultMoment | Extract<TraceEvent, { kind: 'clock' | 'conditions' }>

const MARKS: ReadonlySet<TraceEvent['kind']> = new Set<Mark['kind']>([
  ...(['step', 'delivered', 'run-started', 'run-stopped', 'note'] as const),
  ...(['fault', 'clock', 'conditions'] as const),
])

export function isMark(event: TraceEvent): event is Mark {
  return MARKS.has(event.kind)
}

const HEADER = {
  version: 1,
  lab: '',
  vantage: 'server-socket',
  recordedAt: '',
  client: '',
  settings: null,
} as const

/** The marks as texts of which the server takes each. One that is too long for it is left out. */
export function textsOf(marks: readonly Mark[]): readonly string[] {
  if (marks.length === 0) return []
  const text = encodeTrace({ header: HEADER, events: marks })
  if (new TextEncoder().encode(text).length <= MOST_MARKS_BYTES) return [text]
  if (marks.length === 1) return []
  const half = Math.ceil(marks.length / 2)
  return [...textsOf(marks.slice(0, half)), ...textsOf(marks.slice(half))]
}

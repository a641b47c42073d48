/**
 * What the standard's parser makes of the bytes that crossed, line by line, beside what the browser dispatched, pair by pair. Both
 * sides are of the trace: the bytes from the tap, the browser's events as its listeners got them.
 */
import { dissectStreamLine } from '../../wire/event-stream/line.ts'
import {
  EMPTY_BUFFERS,
  interpretLine,
  type DispatchedEvent,
  type ParserStep,
} from '../../wire/event-stream/parser.ts'
import type { RunNote, TraceEvent } from '../../wire/trace/trace.ts'
import type { Conversation, ExchangeView } from '../../wire/trace/views.ts'
import { endOf, exchangesOfProbe, lastState, notesByRun } from '../../wire/trace/queries/probes.ts'
import { header } from '../../wire/trace/queries/heads.ts'
import { derivedSource, unitsOf } from '../../wire/trace/queries/sides.ts'

export type BrowserEvent = Extract<RunNote, { readonly kind: 'dispatched' }>

/** Whether the browser's event is the parser's. `missing`: it has not come (yet). */
export type Match =
  | { readonly kind: 'same'; readonly event: BrowserEvent }
  | { readonly kind: 'differs'; readonly event: BrowserEvent }
  | { readonly kind: 'missing' }

export interface LineRow {
  /** With its end. */
  readonly bytes: Uint8Array
  readonly step: ParserStep
  /** Where the line dispatches an event. */
  readonly match?: Match
}

export interface StreamReading {
  readonly run: string
  readonly rows: readonly LineRow[]
  /** Behind the last line's end. */
  readonly rest: Uint8Array
  /** Events of the browser's that the parser has none for. */
  readonly extra: readonly BrowserEvent[]
  /** How many of the content's bytes have crossed, in how many chunks and slices. */
  readonly crossed: { readonly bytes: number; readonly chunks: number; readonly slices: number }
  /** The response has ended. */
  readonly isOver: boolean
  readonly errors: number
  /** The last readyState the browser itself came to. */
  readonly state?: number
  /** The browser came back: after how long, and with what. */
  readonly again?: { readonly afterMs: number; readonly lastEventId?: string }
}

/** The latest stream of the editor's that a trace holds. */
export function latestReading(
  conversation: Conversation,
  events: readonly TraceEvent[],
  shown: number,
): StreamReading | undefined {
  const latest = [...notesByRun(events, shown)].findLast(([run]) => run.startsWith('stream.'))
  if (latest === undefined) return undefined
  const [run, notes] = latest
  const [first, second] = exchangesOfProbe(conversation, run)
  const dispatched = notes.flatMap(({ note }) => (note.kind === 'dispatched' ? [note] : []))
  const state = lastState(notes)
  const endedAt = first && endOf(conversation, first)
  const { rows, rest, extra } = readLines(first ? contentOf(first) : new Uint8Array(), dispatched)
  return {
    run,
    rows,
    rest,
    extra,
    crossed: first ? crossed(first) : { bytes: 0, chunks: 0, slices: 0 },
    isOver: endedAt !== undefined,
    errors: notes.filter(({ note }) => note.kind === 'error').length,
    ...(state === undefined ? {} : { state }),
    ...(second && endedAt !== undefined ? { again: cameBack(second, endedAt) } : {}),
  }
}

/** Reads whole lines and pairs what they dispatch with the browser's events, in order. */
export function readLines(
  bytes: Uint8Array,
  dispatched: readonly BrowserEvent[],
): Pick<StreamReading, 'rows' | 'rest' | 'extra'> {
  const rows: LineRow[] = []
  let buffers = EMPTY_BUFFERS
  let at = 0
  let pairs = 0
  while (at < bytes.length) {
    // A carriage return ends its line for the browser at once; an LF that follows later is passed over.
    const dissected = dissectStreamLine(bytes, at, 'content', { isFirst: at === 0, isOver: true })
    if (dissected.status === 'need-more') break
    const step = interpretLine(buffers, dissected.value.line)
    buffers = step.buffers
    const line = { bytes: bytes.subarray(at, dissected.end), step }
    if (step.action.kind === 'dispatch') {
      rows.push({ ...line, match: matchOf(step.action.event, dispatched[pairs++]) })
    } else rows.push(line)
    at = dissected.end
  }
  return { rows, rest: bytes.subarray(at), extra: dispatched.slice(pairs) }
}

function matchOf(ours: DispatchedEvent, theirs: BrowserEvent | undefined): Match {
  if (theirs === undefined) return { kind: 'missing' }
  const isSame =
    ours.type === theirs.type && ours.data === theirs.data && ours.lastEventId === theirs.lastEventId
  return { kind: isSame ? 'same' : 'differs', event: theirs }
}

/** The content without its chunks. */
function contentOf(exchange: ExchangeView): Uint8Array {
  const side = exchange.sides['server-to-client']
  return derivedSource(side, 'de-chunked')?.bytes ?? new Uint8Array()
}

function crossed(exchange: ExchangeView): StreamReading['crossed'] {
  const side = exchange.sides['server-to-client']
  return {
    bytes: contentOf(exchange).length,
    chunks: unitsOf(side, 'chunk').length,
    slices: side.slices.length,
  }
}

function cameBack(exchange: ExchangeView, endedAt: number): NonNullable<StreamReading['again']> {
  const lastEventId = header(exchange, 'request', 'last-event-id')
  return {
    afterMs: Math.max(0, exchange.openedAt - endedAt),
    ...(lastEventId === undefined ? {} : { lastEventId }),
  }
}

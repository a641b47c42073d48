/**
 * What the folds of a trace give to the views: `Conversation` (what was said) and `Timeline` (when).
 * Plain data and read-only to every widget; the folds that fill them are `conversation.ts` and `timeline.ts`.
 */
import type { ByteRange, ByteSource, Direction, SourceId } from '../bytes/bytes.ts'
import type { Unit } from '../field/field.ts'
import type { TracedKind, Transport } from './transports.ts'
import type { ConnectionEnd, FaultMoment, FeedEvent, RunNote, TraceEvent } from './trace.ts'

/** A trace as its folds give it, recorded or growing: what every query is asked of. */
export interface TraceView {
  /** From the first; what is appended later is seen as well. */
  readonly events: readonly TraceEvent[]
  readonly conversation: Conversation
  readonly timeline: Timeline
}

// ---- what was said ----

export interface Conversation {
  readonly connections: readonly ConnectionView[]
  /** In the order they opened. */
  readonly exchanges: readonly ExchangeView[]
  exchange(id: string): ExchangeView | undefined
  source(id: SourceId): ByteSource | undefined
  unit(id: string): Unit | undefined
}

export interface ConnectionView {
  readonly id: string
  readonly openedAt: number
  readonly closed?: { readonly at: number; readonly how: ConnectionEnd }
  readonly exchanges: readonly string[]
}

export interface ExchangeView {
  readonly id: string
  readonly connection: string
  readonly transport: TracedKind
  readonly openedAt: number
  readonly closedAt?: number
  /** From the heads, as soon as they are there; from the start line of one whose rest was not captured. */
  readonly method?: string
  readonly target?: string
  readonly status?: number
  readonly sides: Readonly<Record<Direction, Side>>
}

/** All that one side wrote in one exchange. */
export interface Side {
  readonly source: ByteSource
  /** De-chunked content, where there is any. */
  readonly derived: readonly ByteSource[]
  readonly slices: readonly SliceView[]
  readonly units: readonly Unit[]
  /** Ranges that the observer never got; the source holds zeros there. */
  readonly missing: readonly ByteRange[]
}

export interface SliceView {
  /** Index of the slice in the trace's events. */
  readonly moment: number
  readonly exchange: string
  readonly direction: Direction
  readonly range: ByteRange
  readonly left: number
  readonly arrived: number
}

// ---- when ----

/** One column of a ladder: a run of one source file, and the exchanges that are its. */
export interface LaneSpec {
  /** The run's name, which is the name of its source file in `src/bench/model/transports`, without `.ts`. */
  readonly run: string
  readonly transport: Transport
  /** Where two lanes share a transport: only requests whose query has, or has not, a cursor are this lane's. */
  readonly cursor?: 'with' | 'without'
  /** The lab's POSTs are this lane's as well: what its run sends has no other way up. */
  readonly posts?: true
  /** Of no lab: all that is asked for at this path, whatever it is, is this lane's; the path names it. */
  readonly path?: string
}

export interface Timeline {
  /** Of the first and the last thing in the trace; equal when it is empty. */
  readonly start: number
  readonly end: number
  readonly published: readonly PublishedMark[]
  readonly lanes: readonly Lane[]
  readonly faults: readonly FaultMark[]
  /** How far a browser time can be off, either way, as last measured. */
  readonly uncertaintyMs: number
}

/** A fault; `at` is when the tap saw the first of what it did, and where it saw nothing when the page knew that it was done. */
export interface FaultMark {
  readonly moment: number
  readonly fault: FaultMoment
}

export interface PublishedMark {
  readonly moment: number
  readonly event: FeedEvent
}

export interface Lane {
  readonly spec: LaneSpec
  readonly arrows: readonly Arrow[]
  readonly holds: readonly Hold[]
  /** How streams ended, where the trace has it. */
  readonly ends: readonly StreamEnd[]
  readonly deliveries: readonly Delivery[]
  readonly notes: readonly NoteMark[]
  /** When the run started and stopped; still running where `to` is absent. */
  readonly spans: readonly { readonly from: number; readonly to?: number }[]
  readonly counts: LaneCounts
}

/** One slice on its way. */
export interface Arrow {
  readonly moment: number
  readonly exchange: string
  readonly direction: Direction
  readonly left: number
  readonly arrived: number
  readonly bytes: number
  /** The start line's summary where this slice begins a head, else what it carries on with. */
  readonly carries:
    | (Says & { readonly kind: 'request'; readonly method: string; readonly target: string })
    | (Says & { readonly kind: 'response'; readonly status: number; readonly events: readonly number[] })
    /** A piece of a stream: what begins or is whole in it, in order. `events` are those that end in it. */
    | { readonly kind: 'stream'; readonly parts: readonly StreamPart[]; readonly events: readonly number[] }
    | { readonly kind: 'more' }
}

interface Says {
  /** What tells most in its head: `Last-Event-ID: 1`, `after=2`, a stream's content type. */
  readonly says?: readonly string[]
}

/** What a slice of a stream carries, as a ladder names it. An event of the feed has its id. */
export type StreamPart =
  | { readonly kind: 'event'; readonly event: number }
  | { readonly kind: 'heartbeat' }
  /** An event-stream field or comment that dispatches nothing: `retry`, a comment. */
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'script' | 'markup' | 'last-chunk' }
  | { readonly kind: 'text' | 'binary' | 'continuation' | 'ping' | 'pong'; readonly bytes: number }
  | { readonly kind: 'close'; readonly code?: number; readonly reason?: string }
  /** A frame whose opcode is reserved, or bytes that are no frame. */
  | { readonly kind: 'broken' }

/** A time in which the server may speak: while a question waits there, or while an answer stays open. It lasts where `to` is absent. */
export interface Hold {
  readonly exchange: string
  /** `held`: a question waits. `open`: the answer has begun and goes on; the server may speak. */
  readonly kind: 'held' | 'open'
  readonly from: number
  readonly to?: number
}

/** The end of a stream: its exchange closed, and how, where its connection closed with it. Also of a question that still waited when its connection broke. */
export interface StreamEnd {
  readonly moment: number
  readonly exchange: string
  readonly at: number
  readonly how: ConnectionEnd | 'complete'
  /** No byte of a response had come. */
  readonly isUnanswered?: true
}

/** An event reached the page's JavaScript. */
export interface Delivery {
  readonly moment: number
  readonly event: number
  readonly at: number
  /** When it was published; absent where the trace does not hold that. */
  readonly publishedAt?: number
  readonly repeated: boolean
}

export interface NoteMark {
  readonly moment: number
  readonly at: number
  readonly note: RunNote
}

export interface LaneCounts {
  readonly requests: number
  /** Answers that carried no event: 304, 204, or an empty list. */
  readonly emptyAnswers: number
  readonly answers304: number
  readonly bytesUp: number
  readonly bytesDown: number
  readonly delivered: number
  readonly repeated: number
  /** How many TCP connections its exchanges used. */
  readonly connections: number
  /** Published while the run was on, older than its newest delivery, never delivered. */
  readonly lost: readonly number[]
}

/**
 * The trace: one run's append-only log, from which everything on a screen is computed.
 * Live, recorded, paused and stepped-back differ only in which events are in it.
 *
 * Times are milliseconds since the Unix epoch on the server's clock, with a fraction. What a browser
 * measured was aligned to that clock when it was appended; the last `clock` event says how far it can be off.
 */
import type { Direction } from '../bytes/bytes.ts'
import type { NoteKind, RunNote } from './run-note.ts'
import type { TracedKind, Transport } from './transports.ts'
import type { FeedEvent } from '../../contract/events.ts'
import type { FaultKind } from '../../contract/faults.ts'
import type { ConnectionEnd } from '../../contract/observe.ts'
import type { Conditions } from '../../contract/settings.ts'

export type { Conditions, ConnectionEnd, FaultKind, FeedEvent, NoteKind, RunNote }

export type TraceEvent =
  | { readonly kind: 'connection-opened'; readonly connection: string; readonly at: number }
  | {
      readonly kind: 'connection-closed'
      readonly connection: string
      readonly at: number
      readonly how: ConnectionEnd
    }
  | {
      /** Behind a tap it is `http` at first, and told again once its answer says what it is. */
      readonly kind: 'exchange-opened'
      readonly exchange: string
      readonly connection: string
      readonly transport: TracedKind
      readonly at: number
    }
  | { readonly kind: 'exchange-closed'; readonly exchange: string; readonly at: number }
  | Slice
  | {
      /** Bytes this observer never got: it was too slow, or the past no longer held them. */
      readonly kind: 'dropped'
      readonly exchange: string
      readonly direction: Direction
      readonly offset: number
      readonly length: number
      readonly at: number
    }
  | { readonly kind: 'published'; readonly event: FeedEvent; readonly at: number }
  | FaultMoment
  /** Under what the page's runs go on from here; told at first and when the reader changed it. */
  | { readonly kind: 'conditions'; readonly conditions: Conditions; readonly at: number }
  /** The two clocks were compared: a browser time in this trace can be off by so much either way. */
  | { readonly kind: 'clock'; readonly uncertaintyMs: number; readonly at: number }
  | BrowserMoment

/** What one read or write handed over. Neither a TCP segment nor an HTTP chunk. */
export interface Slice {
  readonly kind: 'slice'
  readonly exchange: string
  readonly direction: Direction
  /** Of its first byte, in that exchange and direction. */
  readonly offset: number
  /** When it left one end of the conditioned wire, and when it arrived at the other. Both ends are on the server. */
  readonly left: number
  readonly arrived: number
  readonly bytes: Uint8Array
}

/** The reader had something broken on purpose; `at` is when the page knew that it was done. */
export interface FaultMoment {
  readonly kind: 'fault'
  readonly fault: FaultKind
  readonly transport: Transport | 'all'
  /** How many exchanges it met. */
  readonly affected: number
  readonly at: number
}

/** What no byte shows: things that happened in the page. `run` names one started transport on the page. */
export type BrowserMoment =
  /** A statement of the transport's source is about to run: lines `line` to `endLine`, counted from 1. */
  | {
      readonly kind: 'step'
      readonly run: string
      readonly sequence: number
      readonly line: number
      readonly endLine: number
      readonly at: number
    }
  /** An event of the feed reached the page's JavaScript. `repeated`: the page had it already. */
  | {
      readonly kind: 'delivered'
      readonly run: string
      readonly event: number
      readonly repeated: boolean
      readonly at: number
    }
  | {
      readonly kind: 'run-started'
      readonly run: string
      readonly source: SourceFile
      readonly transport: Transport
      readonly at: number
    }
  | { readonly kind: 'run-stopped'; readonly run: string; readonly at: number }
  /** What the transport chose to say: "status 304", "waiting 500 ms", "request failed". Keyed for the language tables. */
  | {
      readonly kind: 'note'
      readonly run: string
      readonly note: RunNote
      readonly at: number
    }

/** The source file a run executed, and the hash of its text, so that a capture whose code has changed is found. */
export interface SourceFile {
  readonly file: string
  readonly hash: string
}

/** The moment an event of the trace is drawn at: for a slice, its arrival. */
export function momentOf(event: TraceEvent): number {
  return event.kind === 'slice' ? event.arrived : event.at
}

/** Who recorded a trace, and of what, so that a page can say whether the bytes are the reader's own. */
export interface TraceHeader {
  readonly version: 1
  readonly lab: string
  /**
   * Where the tap sat: on the server's own socket (a proxy between would make these not the reader's bytes). `elsewhere`:
   * no tap of ours; the bytes came out of a capture file or a text that somebody opened.
   */
  readonly vantage: 'server-socket' | 'elsewhere'
  readonly recordedAt: string
  /** The browser's User-Agent, or the raw client's name. */
  readonly client: string
  readonly settings: unknown
  /** A capture's scenario; absent in a reader's own run. */
  readonly scenario?: string
}

export interface Trace {
  readonly header: TraceHeader
  readonly events: readonly TraceEvent[]
}

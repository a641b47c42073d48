/**
 * The seam between a browser API and the rest of the page: a transport is one file in `transports/` that
 * exports one async function. Its source is what the reader sees, so it names nothing but the browser's own
 * API and this small `Run`.
 *
 * A build step puts `run.mark(line, endLine)` before each statement of those files (see
 * `src/build/transport-marks.ts`); nothing else tells which line runs.
 */
import type { FeedEvent, RunNote } from '../wire/trace/trace.ts'

export interface Run {
  /** The lab's address: `/labs/<id>`. */
  readonly lab: string
  /** The newest event id when the run started: the cursor to start from. */
  readonly last: number
  /** Aborted by Stop, by leaving the screen, by the page going away. */
  readonly signal: AbortSignal
  /** What the reader set, read at each use, so that a slider acts at once. */
  readonly options: RunOptions
  /** Hands an event to the page; marks a repeat as one, and notes a gap notice as what is missed. */
  deliver(event: FeedEvent): void
  /** Says what no byte shows. */
  note(note: RunNote): void
  /** Resolves after `ms`, or rejects with the signal's reason when aborted first. */
  pause(ms: number): Promise<void>
  /** How long to wait before try `failures` + 1: doubling from 250 ms to 8 s, then a random part of that. */
  backoff(failures: number): number
  /** The types of the feed's events: who listens by name has to know the names. */
  readonly eventTypes: readonly string[]
  /** The event in a stream's message; nothing for a heartbeat, an echo, a text of another kind: those are noted. */
  eventIn(message: unknown): FeedEvent | undefined
  /** Says in which state the interface is now; the same one twice is said once. */
  ready(of: WebSocket | EventSource): void
  /** Says how a WebSocket closed. */
  closed(close: CloseEvent): void
  /** Watches over a stream: `tooLong` resolves once nothing was heard for `options.silenceMs`. */
  silence(): Silence
  /** What the reader types to send goes to `send`, until the next call. One that resolves later may reject once the run is stopped. */
  takeInput(send: (message: string | Uint8Array<ArrayBuffer>) => void | Promise<void>): void
  /** Inserted by the build before each statement; never written by hand. */
  mark(line: number, endLine: number): void
}

export interface Silence {
  /** Something came: the time begins anew. */
  heard(): void
  /** Resolves once there was silence for too long; rejects with the signal's reason when the run is stopped. */
  readonly tooLong: Promise<void>
  /** Watches no longer. */
  end(): void
}

export interface RunOptions {
  /** Short polling: from the end of an answer to the next question. */
  readonly pollIntervalMs: number
  /** Give up on an answer after so long without a byte. */
  readonly silenceMs: number
  /** What the address says beside the cursor, as `&once=1`. Empty for most. */
  readonly query: string
}

/** The body of a 200 on `short-poll` and `long-poll`. */
export interface PollAnswer {
  readonly events: readonly FeedEvent[]
  /** The newest event's id: the next cursor. */
  readonly last: number
}

/** Runs until the signal aborts (then rejects with its reason or resolves) or the code has come to its own end (resolves). */
export type TransportFunction = (run: Run) => Promise<void>

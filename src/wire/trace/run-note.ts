/** What a run may note of itself, kind by kind: the type of a note and what a saved one is checked against are one table. */
import { AMOUNT, type Fields, type ReadKind } from '../../contract/rule.ts'

/** No stream of the labs has an event as long as that. */
const DATA = { kind: 'text', mostBytes: 192 * 1024 } as const

export const RUN_NOTES = {
  answer: { status: AMOUNT },
  failed: {},
  waiting: { delayMs: AMOUNT },
  gap: { missed: AMOUNT },
  'loop-ended': {},
  /** The interface's own state: of a WebSocket 0 to 3, of an EventSource 0 to 2. */
  'ready-state': { of: { kind: 'one-of', values: ['WebSocket', 'EventSource'] }, value: AMOUNT },
  /** A WebSocket's `close` event, as the page got it. RFC 6455 5.5: a Close frame has 125 bytes, two of which are the code. */
  closed: { code: AMOUNT, reason: { kind: 'text', mostBytes: 123 }, wasClean: { kind: 'boolean' } },
  /** An `error` event; it never says why. */
  error: {},
  heartbeat: {},
  /** Nothing came for longer than the page waits. */
  silent: {},
  /** A message that is no event of the feed: a binary echo, a text of another kind. Its length in bytes of UTF-8. */
  message: { type: { kind: 'one-of', values: ['text', 'binary'] }, bytes: AMOUNT },
  /** A figure's own request, beside its lab's transports: asked for now, whenever it leaves. */
  asked: { target: DATA },
  /** What an EventSource handed to a listener, all that its MessageEvent says. */
  dispatched: { type: DATA, data: DATA, lastEventId: DATA, origin: DATA },
} as const satisfies Readonly<Record<string, Fields>>

export type RunNote = ReadKind<typeof RUN_NOTES>

/** The kinds of notes that show how a run stands, and are drawn on its lifeline. */
export type NoteKind = RunNote['kind']

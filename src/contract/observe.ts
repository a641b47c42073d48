/**
 * The messages of `GET /labs/:id/observe`, both ways, by kind: JSON, one object a WebSocket text message. Part of the outside
 * contract.
 */
import { EVENT } from './events.ts'
import { COUNT, NUMBER, TEXT, type Fields, type ReadKind, type WrittenKind } from './rule.ts'
import { EXCHANGE_KINDS } from './transports.ts'

export const DIRECTIONS = ['client-to-server', 'server-to-client'] as const
export type Direction = (typeof DIRECTIONS)[number]

export const CONNECTION_ENDS = ['fin', 'reset', 'timeout', 'closed-by-server'] as const
export type ConnectionEnd = (typeof CONNECTION_ENDS)[number]

const STATE = { kind: 'one-of', values: ['open', 'closed'] } as const
const DIRECTION = { kind: 'one-of', values: DIRECTIONS } as const

export const OBSERVER_MESSAGES = {
  /** `lab` where the observer is one of the lab's own: a watcher never learns it (`watch.ts`). */
  welcome: { lab: { ...TEXT, optional: true }, now: NUMBER },
  replayed: {},
  /**
   * `how` when it is closed. `withinMs` where another instance has it: how far its times may be off those that are read on the
   * observer's own.
   */
  connection: {
    connection: TEXT,
    state: STATE,
    at: NUMBER,
    how: { kind: 'one-of', values: CONNECTION_ENDS, optional: true },
    withinMs: { ...NUMBER, optional: true },
  },
  exchange: {
    exchange: TEXT,
    connection: TEXT,
    transport: { kind: 'one-of', values: EXCHANGE_KINDS },
    state: STATE,
    at: NUMBER,
  },
  /** `bytes` is base64. */
  slice: { exchange: TEXT, direction: DIRECTION, offset: COUNT, left: NUMBER, arrived: NUMBER, bytes: TEXT },
  event: { event: { kind: 'fields', fields: EVENT } },
  sync: { t0: NUMBER, now: NUMBER },
  /** To the lab's own observers, when it changes: how many watch by its link. */
  watchers: { count: COUNT },
  /** To watchers: what the owner's page says that it did (`report`), and when the server heard it. */
  reported: { at: NUMBER, marks: TEXT },
  dropped: { exchange: TEXT, direction: DIRECTION, offset: COUNT, length: COUNT },
  /** A request of the observer's that could not be done (a publish over the limit, a malformed message). */
  error: { error: { kind: 'fields', fields: { code: TEXT, message: TEXT } } },
} as const satisfies Readonly<Record<string, Fields>>

export type ObserverMessage = ReadKind<typeof OBSERVER_MESSAGES>

/** Of one `report`. */
export const MOST_MARKS_BYTES = 16 * 1024

export const OBSERVER_REQUESTS = {
  sync: { t0: NUMBER },
  publish: { type: TEXT, data: { kind: 'any', initial: null } },
  /** What the page's own script did, for those who watch: handed on as it is, and taken only while there is a link. */
  report: { marks: { kind: 'text', mostBytes: MOST_MARKS_BYTES } },
} as const satisfies Readonly<Record<string, Fields>>

export type ObserverRequest = WrittenKind<typeof OBSERVER_REQUESTS>

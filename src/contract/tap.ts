/**
 * The messages between a tap and the page of its owner (`npm run tap`), both ways, by kind: JSON, one object a WebSocket text
 * message. No public server speaks them.
 */
import { CUTS } from './faults.ts'
import { CONNECTION_ENDS, DIRECTIONS } from './observe.ts'
import { COUNT, NUMBER, TEXT, type Fields, type ReadKind, type WrittenKind } from './rule.ts'
import { WIRE_SETTINGS } from './settings.ts'

/** What an exchange behind a tap is, by its content: plain HTTP until something says otherwise. */
export const TAPPED_KINDS = ['http', 'sse', 'ws', 'long-poll'] as const
export type TappedKind = (typeof TAPPED_KINDS)[number]

/** Why the tap itself answers, with a 502, or refuses a request that it was to rewrite. */
export const TAP_FAILURES = [
  'upstream-gone',
  'upstream-http2-only',
  'upstream-speaks-tls',
  'upstream-no-tls',
  'upstream-certificate',
  'misdirected-request',
  'foreign-origin',
  'ambiguous-request',
] as const
export type TapFailure = (typeof TAP_FAILURES)[number]

/** How the tap names itself, as `Server`, in what it answers itself. */
export const TAP_SERVER = 'comet-tap'

/** How something points past the tap, at the upstream's own address. */
export const WAYS_PAST = ['redirect', 'page'] as const
export type WayPast = (typeof WAYS_PAST)[number]

const DIRECTION = { kind: 'one-of', values: DIRECTIONS } as const
const BOOLEAN = { kind: 'boolean' } as const
const CONNECTION = { connection: { ...TEXT, optional: true } } as const

const WIRE = { kind: 'fields', fields: WIRE_SETTINGS } as const

export const TAP_MESSAGES = {
  /** `address` is the tap's own, `upstream` the address behind it. */
  welcome: {
    address: TEXT,
    upstream: TEXT,
    now: NUMBER,
    keepBytes: COUNT,
    rewrites: BOOLEAN,
    plain: BOOLEAN,
  },
  replayed: {},
  connection: {
    connection: TEXT,
    state: { kind: 'one-of', values: ['open', 'closed'] },
    at: NUMBER,
    how: { kind: 'one-of', values: CONNECTION_ENDS, optional: true },
  },
  /** `known` says that it turned out to be of another kind than it was opened as. */
  exchange: {
    exchange: TEXT,
    connection: TEXT,
    transport: { kind: 'one-of', values: TAPPED_KINDS },
    state: { kind: 'one-of', values: ['open', 'known', 'closed'] },
    at: NUMBER,
  },
  /** `bytes` is base64. */
  slice: { exchange: TEXT, direction: DIRECTION, offset: COUNT, left: NUMBER, arrived: NUMBER, bytes: TEXT },
  /** Crossed, and not kept: a body that is folded away, or more than one exchange may keep. */
  dropped: { exchange: TEXT, direction: DIRECTION, offset: COUNT, length: COUNT, at: NUMBER },
  /** A header line that the tap changed on its way; `now` is absent where it was taken out. */
  rewritten: { exchange: TEXT, name: TEXT, was: TEXT, now: { ...TEXT, optional: true }, at: NUMBER },
  /** The tap answered itself. */
  failed: { connection: TEXT, code: { kind: 'one-of', values: TAP_FAILURES }, at: NUMBER },
  'way-past': {
    exchange: TEXT,
    how: { kind: 'one-of', values: WAYS_PAST },
    address: TEXT,
    at: NUMBER,
  },
  /** The oldest, which had to make room, or was cleared. */
  forgotten: { exchange: TEXT, why: { kind: 'one-of', values: ['room', 'cleared'] } },
  /** What happens on the way from here on: to all connections, or to one. */
  conditions: { ...CONNECTION, wire: WIRE },
  state: { refuses: BOOLEAN, bodies: BOOLEAN },
  /** A fault met so many connections. */
  fault: { fault: { kind: 'one-of', values: CUTS }, affected: COUNT, at: NUMBER },
  error: { message: TEXT },
} as const satisfies Readonly<Record<string, Fields>>

export type TapMessage = ReadKind<typeof TAP_MESSAGES>

/** What the page asks for. The first must be `hello`, with the key of the page's address. */
export const TAP_REQUESTS = {
  hello: { key: TEXT },
  conditions: { ...CONNECTION, wire: WIRE },
  fault: { ...CONNECTION, fault: { kind: 'one-of', values: CUTS } },
  /** New connections are refused, as where nobody listens. */
  refuse: { on: BOOLEAN },
  /** Bodies of pages, scripts, styles, images and fonts are kept as well. */
  bodies: { on: BOOLEAN },
  /** Forgets all that is over. */
  clear: {},
} as const satisfies Readonly<Record<string, Fields>>

export type TapRequest = WrittenKind<typeof TAP_REQUESTS>

/** The WebSocket closes with it: another page has shown the key, or this one has not. */
export const TAKEN_OVER = 4001
export const WRONG_KEY = 4003

/** Where the inspector's WebSocket is, on its own port. */
export const TAP_PATH = '/tap/observe'

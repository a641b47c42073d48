/**
 * What is done, and when, in each capture: the scores that `npm run capture` plays on a live bench. Data only.
 * Events of the `match` and `ticker` feeds come by themselves; what a score publishes is what a reader would.
 */
import type { FaultRequest } from '../src/bench/model/bench-model.ts'
import { HOSTILE_JSON } from '../src/figures/breaking-out/hostile-data.ts'
import { captureOf, SCENES, type SceneName } from '../src/bench/model/scenes.ts'
import type { ForeignTry } from '../src/figures/cross-origin/facts.ts'
import { CAUSE_NAMES, type CauseName } from '../src/figures/websocket-endings/facts.ts'
import { CONNECTIONS_TO_ONE_HOST } from '../src/figures/seventh-connection/seven-connections.ts'
import { STREAM_ENDS, type StreamTry } from '../src/figures/stream-ends/facts.ts'
import { EXAMPLES, type StreamText } from '../src/figures/event-stream-editor/examples.ts'

export type Act = {
  /** After the lanes began to run. */
  readonly atMs: number
} & (
  | {
      readonly publish: readonly { readonly type: string; readonly data: unknown }[]
      /** Between several; the scene's own where it is left out. */
      readonly apartMs?: number
    }
  /** The data of a `note` as JSON text: no key of it is lost on the way into the page. */
  | { readonly publishJson: string }
  | { readonly fault: FaultRequest }
  /** What a reader types, or base64 of what is sent as binary. */
  | { readonly send: string }
  | { readonly sendBinary: string }
  /** What the widgets of EventSources do: a stream of the reader's own, a way to end one, one more, one less, a request beside. */
  | { readonly stream: StreamText }
  | { readonly tryEnd: StreamTry }
  /** The ends of a WebSocket, one after another: what the figure of chapter 4 does. */
  | { readonly causes: readonly CauseName[] }
  /** A sandboxed page's try. */
  | { readonly foreign: ForeignTry }
  | { readonly connections: 'open' | 'ask' | { readonly close: string } }
)

export interface Score {
  readonly scene: SceneName
  readonly variant?: string
  readonly durationMs: number
  /** In the order of their times. */
  readonly acts: readonly Act[]
  /**
   * How many of the feed's own events a good take has, so that a figure is neither empty nor crowded: generators
   * keep random times. A take outside is played again.
   */
  readonly ownEvents?: {
    readonly atLeast: number
    readonly atMost: number
    /** Between two of them, where a figure is about single events; a burst has a scene of its own. */
    readonly apartMs?: number
    /** Events so near to the end need not have reached every lane. */
    readonly settledMs?: number
  }
  /** How many of a run's connections the box on the way drops in a good take, where that is left to chance. */
  readonly drops?: { readonly run: string; readonly atLeast: number; readonly atMost: number }
}

/** What the bench's own button publishes: a reader's goal, numbered. */
function goals(from: number, count = 1): readonly { readonly type: string; readonly data: unknown }[] {
  return Array.from({ length: count }, (_, i) => ({ type: 'goal', data: { by: 'reader', number: from + i } }))
}

const LOOP_ACTS: readonly Act[] = [
  { atMs: 1200, publish: goals(1) },
  { atMs: 2900, publish: goals(2) },
  { atMs: 4300, publish: goals(3) },
]

const NOT_MODIFIED_ACTS: readonly Act[] = [
  { atMs: 3900, publish: goals(1) },
  { atMs: 8600, publish: goals(2) },
]

const CHARSET_ACTS: readonly Act[] = [
  { atMs: 1000, publish: goals(1) },
  { atMs: 2000, publish: goals(2) },
  { atMs: 3500, publish: goals(3) },
]

/** What no page should be able to take for its own markup or code. */
const BREAKING_ACTS: readonly Act[] = Object.values(HOSTILE_JSON).map((json, index) => ({
  atMs: 800 + 900 * index,
  publishJson: json,
}))

const ONCE_ACTS: readonly Act[] = [
  { atMs: 1000, publish: goals(1) },
  { atMs: 2800, publish: goals(2, 3) },
  { atMs: 5200, publish: goals(5) },
]

/** Each way to end a stream, one after the other, as the browser comes back; the longest takes nine seconds. */
const END_ACTS: readonly Act[] = STREAM_ENDS.map((end, i) => ({
  atMs: 10_000 * i,
  tryEnd: { end, place: 'later', number: 1 },
}))

const BUFFER_ACTS: readonly Act[] = [
  { atMs: 1000, publish: goals(1, 5) },
  { atMs: 4500, publish: goals(6, 6) },
]

/** An event now and then has the page forget its failures: it comes back soon, and the run shows many lives. */
const HEARTBEAT_ACTS: readonly Act[] = [
  { atMs: 8000, publish: goals(1) },
  { atMs: 16_000, publish: goals(2) },
]

const CONNECTION_ACTS: readonly Act[] = [
  ...Array.from({ length: CONNECTIONS_TO_ONE_HOST + 1 }, (_, i) => ({
    atMs: 400 * (i + 1),
    connections: 'open' as const,
  })),
  { atMs: 3600, connections: 'ask' },
]

/** What the bench's box for texts sends. */
function note(text: string): string {
  return JSON.stringify({ type: 'note', data: { text } })
}

/** Every value a byte can have, four times, in no order that could be taken for text. */
const KILOBYTE = Buffer.from(Array.from({ length: 1024 }, (_, i) => (181 * i + 7) % 256)).toString('base64')

export const SCORES: readonly Score[] = [
  {
    scene: 'match-and-ticker',
    durationMs: 13_000,
    acts: [],
    ownEvents: { atLeast: 3, atMost: 6, apartMs: 500 },
  },
  { scene: 'two-polls', durationMs: 13_000, acts: [], ownEvents: { atLeast: 3, atMost: 5, apartMs: 700 } },
  { scene: 'the-loop', variant: 'xhr-loop-notes', durationMs: 6000, acts: LOOP_ACTS },
  { scene: 'the-loop', variant: 'xhr-loop-sent', durationMs: 6000, acts: LOOP_ACTS },
  { scene: 'the-loop', variant: 'xhr-loop', durationMs: 6000, acts: LOOP_ACTS },
  { scene: 'the-loop', variant: 'long-poll', durationMs: 6000, acts: LOOP_ACTS },
  {
    scene: 'the-gap',
    durationMs: 8000,
    acts: [
      { atMs: 1500, publish: goals(1, 2) },
      { atMs: 5000, publish: goals(3) },
    ],
  },
  { scene: 'the-interval', durationMs: 30_000, acts: [], ownEvents: { atLeast: 18, atMost: 32 } },
  {
    scene: 'the-burst',
    durationMs: 6000,
    acts: [
      { atMs: 1200, publish: goals(1, 5) },
      { atMs: 4000, publish: goals(6) },
    ],
  },
  { scene: 'not-modified', variant: 'short-poll', durationMs: 12_000, acts: NOT_MODIFIED_ACTS },
  { scene: 'not-modified', variant: 'short-poll-conditional', durationMs: 12_000, acts: NOT_MODIFIED_ACTS },
  {
    scene: 'forever-page',
    durationMs: 14_000,
    acts: [],
    ownEvents: { atLeast: 3, atMost: 5, apartMs: 700 },
  },
  { scene: 'breaking-out', durationMs: 6000, acts: BREAKING_ACTS },
  {
    scene: 'silent-cut',
    durationMs: 12_000,
    acts: [
      { atMs: 1000, publish: goals(1) },
      { atMs: 4200, fault: { kind: 'reset', transport: 'iframe-stream' } },
      { atMs: 5500, publish: goals(2) },
    ],
  },
  { scene: 'the-charset', variant: 'charset', durationMs: 5000, acts: CHARSET_ACTS },
  { scene: 'the-charset', variant: 'no-charset', durationMs: 5000, acts: CHARSET_ACTS },
  {
    scene: 'fetch-instead',
    durationMs: 11_000,
    acts: [
      { atMs: 1000, publish: goals(1) },
      { atMs: 3500, fault: { kind: 'reset', transport: 'all' } },
      { atMs: 4600, publish: goals(2) },
      { atMs: 8900, publish: goals(3) },
    ],
  },
  { scene: 'the-buffer', variant: 'buffered', durationMs: 9000, acts: BUFFER_ACTS },
  { scene: 'the-buffer', variant: 'unbuffered', durationMs: 9000, acts: BUFFER_ACTS },
  {
    scene: 'first-frames',
    durationMs: 10_500,
    acts: [
      { atMs: 1000, send: note('Hello') },
      { atMs: 2600, publish: goals(1) },
      { atMs: 4000, sendBinary: 'AAECAwQFBgcICQoLDA0ODw==' },
      { atMs: 8800, fault: { kind: 'ws-close', code: 1000, reason: 'done' } },
    ],
  },
  {
    scene: 'two-cuts',
    durationMs: 17_000,
    acts: [
      { atMs: 800, publish: goals(1) },
      { atMs: 2500, fault: { kind: 'reset', transport: 'all' } },
      { atMs: 3100, publish: goals(2) },
      { atMs: 7000, fault: { kind: 'stall', transport: 'all' } },
      { atMs: 7600, publish: goals(3) },
    ],
  },
  { scene: 'idle-and-heartbeat', variant: 'heartbeat-longer', durationMs: 24_000, acts: HEARTBEAT_ACTS },
  // Whether the box or the heartbeat is first is chance here: a take in which both happened shows that.
  {
    scene: 'idle-and-heartbeat',
    variant: 'heartbeat-equal',
    durationMs: 24_000,
    acts: HEARTBEAT_ACTS,
    drops: { run: 'sse', atLeast: 2, atMost: 8 },
  },
  { scene: 'idle-and-heartbeat', variant: 'heartbeat-shorter', durationMs: 24_000, acts: HEARTBEAT_ACTS },
  {
    scene: 'the-foreigner',
    durationMs: 3500,
    acts: [
      { atMs: 300, foreign: 'ws' },
      { atMs: 1300, foreign: 'sse' },
      { atMs: 2300, foreign: 'sse-allowed' },
    ],
  },
  {
    scene: 'ten-ends',
    durationMs: 62_000,
    acts: [{ atMs: 500, causes: CAUSE_NAMES }],
  },
  {
    scene: 'the-deflate',
    variant: 'plain',
    durationMs: 9000,
    acts: [],
    ownEvents: { atLeast: 6, atMost: 11 },
  },
  {
    scene: 'the-deflate',
    variant: 'deflate',
    durationMs: 9000,
    acts: [],
    ownEvents: { atLeast: 6, atMost: 11 },
  },
  {
    scene: 'three-events',
    durationMs: 14_000,
    acts: [],
    ownEvents: { atLeast: 3, atMost: 5, apartMs: 700 },
  },
  {
    scene: 'cut-and-resume',
    durationMs: 13_000,
    acts: [
      { atMs: 1200, publish: goals(1) },
      { atMs: 2500, fault: { kind: 'reset', transport: 'sse' } },
      { atMs: 3200, publish: goals(2) },
      { atMs: 6500, fault: { kind: 'fin', transport: 'sse' } },
      { atMs: 7000, publish: goals(3) },
      { atMs: 7400, publish: goals(4) },
    ],
  },
  { scene: 'once-each', variant: 'stream', durationMs: 7000, acts: ONCE_ACTS },
  { scene: 'once-each', variant: 'once', durationMs: 7000, acts: ONCE_ACTS },
  {
    scene: 'own-stream',
    durationMs: 3000,
    acts: [{ atMs: 200, stream: { text: EXAMPLES.notes, pieces: 2, ends: false } }],
  },
  { scene: 'stream-ends', durationMs: 10_000 * STREAM_ENDS.length, acts: END_ACTS },
  { scene: 'seventh-connection', durationMs: 8000, acts: CONNECTION_ACTS },
  {
    scene: 'race',
    durationMs: 36_000,
    acts: [
      { atMs: 11_000, fault: { kind: 'reset', transport: 'all' } },
      { atMs: 28_000, publish: goals(1, 5), apartMs: 150 },
    ],
    ownEvents: { atLeast: 12, atMost: 17, settledMs: 4000 },
  },
  {
    scene: 'both-ways',
    durationMs: 8500,
    acts: [
      { atMs: 1000, publish: goals(1) },
      { atMs: 2600, send: note('Hello') },
      { atMs: 4400, publish: goals(2) },
      { atMs: 6200, send: note('Goodbye') },
    ],
  },
  { scene: 'a-kilobyte', durationMs: 3500, acts: [{ atMs: 1200, sendBinary: KILOBYTE }] },
  {
    scene: 'both-cut',
    durationMs: 9000,
    acts: [
      { atMs: 1200, publish: goals(1) },
      { atMs: 2500, fault: { kind: 'reset', transport: 'all' } },
      { atMs: 2620, publish: goals(2) },
      { atMs: 5600, publish: goals(3) },
    ],
  },
]

/** The capture that a score is recorded as: a file's name in `content/captures`, without its ending. */
export function captureName({ scene, variant }: Score): string {
  return captureOf(SCENES[scene], variant)
}

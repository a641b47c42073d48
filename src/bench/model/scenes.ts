/**
 * The scenes: for each live figure which code runs, in what lab, under what conditions. Data only: the
 * chapters name a scene, the bench runs it, `npm run capture` records it.
 */
import type { LaneSpec } from '../../wire/trace/views.ts'
import type { FaultRequest, SceneModel, SceneVariant } from './bench-model.ts'
import { RUN_TRANSPORTS, type RunName } from '../../transports/run-names.ts'

/** What a scene lets the reader change, beside Start, Stop and stepping. */
export type SceneControl =
  | 'publish'
  | 'several'
  | 'send'
  | 'interval'
  | 'latency'
  | 'rate'
  | 'feed'
  | 'variant'
  | 'heartbeat'
  | 'bandwidth'
  | 'buffer'
  | 'idle'
  | 'idle-time'
  | 'faults'

export interface Scene extends SceneModel {
  /** Its capture is `content/captures/<capture>.json`; a variant's own is `<capture>.<variant>.json`. */
  readonly capture: string
  readonly controls: readonly SceneControl[]
  /** What the button for several events at once publishes. */
  readonly several?: { readonly count: number; readonly apartMs: number }
  /** The faults its buttons offer. */
  readonly faults?: readonly FaultRequest[]
}

function lane(run: RunName, cursor?: 'with' | 'without'): LaneSpec {
  const transport = RUN_TRANSPORTS[run]
  return cursor === undefined ? { run, transport } : { run, transport, cursor }
}

function oneLaneVariants(runs: readonly RunName[]): readonly SceneVariant[] {
  return runs.map((run) => ({ name: run, lanes: [lane(run)] }))
}

/** A stream whose page speaks by POST, and a WebSocket: in one lab, so that both carry the same conversation. */
const BOTH_WAYS: readonly LaneSpec[] = [{ ...lane('sse-and-post'), posts: true }, lane('ws')]

const LOOPS = oneLaneVariants(['xhr-loop-notes', 'xhr-loop-sent', 'xhr-loop', 'long-poll'])
const SHORT_POLLS = oneLaneVariants(['short-poll', 'short-poll-conditional'])

/** Both take part in the same words: one page that never ends. */
const CHARSETS: readonly SceneVariant[] = [
  { name: 'charset', lanes: [lane('iframe-stream')] },
  { name: 'no-charset', lanes: [lane('iframe-stream')], options: { query: '&charset=none' } },
]

const ONCE: readonly SceneVariant[] = [
  { name: 'stream', lanes: [lane('sse'), lane('long-poll')] },
  { name: 'once', lanes: [lane('sse'), lane('long-poll')], options: { query: '&once=1' } },
]

const DEFLATE: readonly SceneVariant[] = [
  { name: 'plain', lanes: [lane('ws')] },
  { name: 'deflate', lanes: [lane('ws')], settings: { deflate: true } },
]

/** The first is what was recorded all along. */
const BUFFERS: readonly SceneVariant[] = [
  { name: 'buffered', lanes: [lane('long-poll'), lane('iframe-stream')] },
  {
    name: 'unbuffered',
    lanes: [lane('long-poll'), lane('iframe-stream')],
    settings: { wire: { latencyMs: 60, bufferBytes: 0 } },
  },
]

/** A heartbeat against a box that drops a connection after two seconds of silence. */
const HEARTBEATS: readonly SceneVariant[] = [
  heartbeatVariant('heartbeat-longer', 3000),
  heartbeatVariant('heartbeat-equal', 2000),
  heartbeatVariant('heartbeat-shorter', 1000),
]

function heartbeatVariant(name: string, heartbeatMs: number): SceneVariant {
  return {
    name,
    lanes: [lane('ws'), lane('sse')],
    settings: { heartbeatMs },
    options: { silenceMs: 2.5 * heartbeatMs },
  }
}

/** A heartbeat that a reader can wait for, and two and a half of them. */
const QUICK_HEARTBEAT = { heartbeatMs: 4000, silenceMs: 10_000 } as const

const WIRE_FAULTS: readonly FaultRequest[] = [
  { kind: 'reset', transport: 'all' },
  { kind: 'fin', transport: 'all' },
  { kind: 'stall', transport: 'all' },
  { kind: 'resume', transport: 'all' },
  { kind: 'restart', downMs: 3000 },
]

const SCENE_TABLE = {
  /** Chapter 1: one feed, asked for and pushed. */
  'match-and-ticker': {
    lanes: [lane('short-poll'), lane('long-poll')],
    settings: { feed: 'match', eventsPerMinute: 20, wire: { latencyMs: 60 } },
    options: { pollIntervalMs: 3000 },
    capture: 'match-and-ticker',
    controls: ['feed', 'rate', 'interval', 'publish'],
  },
  /** Chapter 2's figure: the notes' only picture, alive. */
  'two-polls': {
    lanes: [lane('short-poll'), lane('long-poll')],
    settings: { feed: 'match', eventsPerMinute: 18, wire: { latencyMs: 120 } },
    options: { pollIntervalMs: 2000 },
    capture: 'two-polls',
    controls: ['interval', 'latency', 'publish'],
  },
  /** The loop with its two mistakes, with one of them, and right. */
  'the-loop': {
    lanes: [lane('xhr-loop-notes')],
    variants: LOOPS,
    settings: { feed: 'manual', longPollTimeoutMs: 8000, wire: { latencyMs: 60 } },
    options: {},
    capture: 'the-loop',
    controls: ['variant', 'publish'],
  },
  /** Two events closer together than an answer and the next question. */
  'the-gap': {
    lanes: [lane('long-poll-no-cursor', 'without'), lane('long-poll', 'with')],
    settings: { feed: 'manual', wire: { latencyMs: 250 } },
    options: {},
    capture: 'the-gap',
    controls: ['publish', 'several', 'latency'],
    several: { count: 2, apartMs: 30 },
  },
  /** How late an event is, against how often one asks. */
  'the-interval': {
    lanes: [lane('short-poll')],
    settings: { feed: 'ticker', eventsPerMinute: 50, wire: { latencyMs: 40 } },
    options: { pollIntervalMs: 2000 },
    capture: 'the-interval',
    controls: ['interval', 'latency', 'rate'],
  },
  /** Several events while one answer is on its way. */
  'the-burst': {
    lanes: [lane('long-poll')],
    settings: { feed: 'manual', wire: { latencyMs: 100 } },
    options: {},
    capture: 'the-burst',
    controls: ['publish', 'several', 'latency'],
    several: { count: 5, apartMs: 20 },
  },
  /** Nothing new: who asks whether, and who sees the answer. */
  'not-modified': {
    lanes: [lane('short-poll')],
    variants: SHORT_POLLS,
    settings: { feed: 'manual', wire: { latencyMs: 60 } },
    options: { pollIntervalMs: 1500 },
    capture: 'not-modified',
    controls: ['variant', 'publish', 'interval'],
  },
  /** Chapter 3's figure: a page that never ends. */
  'forever-page': {
    lanes: [lane('iframe-stream')],
    settings: {
      feed: 'match',
      eventsPerMinute: 18,
      heartbeatMs: QUICK_HEARTBEAT.heartbeatMs,
      wire: { latencyMs: 120 },
    },
    options: { silenceMs: QUICK_HEARTBEAT.silenceMs },
    capture: 'forever-page',
    controls: ['publish', 'latency', 'heartbeat'],
  },
  /** Data that would end the script, were it written as it is. */
  'breaking-out': {
    lanes: [lane('iframe-stream')],
    settings: { feed: 'manual', wire: { latencyMs: 60 } },
    options: {},
    capture: 'breaking-out',
    controls: ['publish'],
  },
  /** Cut, and nobody is told. */
  'silent-cut': {
    lanes: [lane('iframe-stream')],
    settings: { feed: 'manual', heartbeatMs: 2000, wire: { latencyMs: 120 } },
    options: { silenceMs: 5000 },
    capture: 'silent-cut',
    controls: ['publish', 'faults', 'heartbeat', 'latency'],
    faults: [
      { kind: 'reset', transport: 'iframe-stream' },
      { kind: 'fin', transport: 'iframe-stream' },
      { kind: 'stall', transport: 'iframe-stream' },
      { kind: 'restart', downMs: 2000 },
    ],
  },
  /** With and without the encoding in the head: Firefox waits until it knows. */
  'the-charset': {
    lanes: [lane('iframe-stream')],
    variants: CHARSETS,
    settings: { feed: 'manual', wire: { latencyMs: 60 } },
    options: {},
    capture: 'the-charset',
    controls: ['variant', 'publish'],
  },
  /** The same feed without the iframe; and who notices when both are cut. */
  'fetch-instead': {
    lanes: [lane('iframe-stream'), lane('fetch-stream')],
    settings: { feed: 'manual', heartbeatMs: 2000, wire: { latencyMs: 80 } },
    options: { silenceMs: 5000 },
    capture: 'fetch-instead',
    controls: ['publish', 'faults', 'heartbeat', 'latency'],
    faults: [
      { kind: 'reset', transport: 'all' },
      { kind: 'fin', transport: 'all' },
      { kind: 'restart', downMs: 2000 },
    ],
  },
  /** A box on the way that waits until it has enough. */
  'the-buffer': {
    lanes: [lane('long-poll'), lane('iframe-stream')],
    variants: BUFFERS,
    settings: { feed: 'manual', wire: { latencyMs: 60, bufferBytes: 1024 } },
    options: {},
    capture: 'the-buffer',
    controls: ['publish', 'several', 'variant', 'buffer'],
    several: { count: 5, apartMs: 300 },
  },
  /** Chapter 4's figure: a handshake, then frames both ways. */
  'first-frames': {
    lanes: [lane('ws')],
    settings: { feed: 'manual', heartbeatMs: QUICK_HEARTBEAT.heartbeatMs, wire: { latencyMs: 120 } },
    options: { silenceMs: QUICK_HEARTBEAT.silenceMs },
    capture: 'first-frames',
    controls: ['send', 'publish', 'faults', 'latency', 'heartbeat'],
    faults: [
      { kind: 'ws-close', code: 1000, reason: 'done' },
      { kind: 'reset', transport: 'ws' },
    ],
  },
  /** One cut that is told, and one that is not: what each page sees, and when. */
  'two-cuts': {
    lanes: [lane('long-poll'), lane('iframe-stream'), lane('sse'), lane('ws')],
    // A held question is answered before the page would take the silence for a cut.
    settings: {
      feed: 'manual',
      heartbeatMs: 2000,
      longPollTimeoutMs: 4000,
      retryMs: 1000,
      wire: { latencyMs: 60 },
    },
    options: { silenceMs: 5000 },
    capture: 'two-cuts',
    controls: ['publish', 'faults', 'heartbeat'],
    faults: [
      { kind: 'reset', transport: 'all' },
      { kind: 'stall', transport: 'all' },
      { kind: 'resume', transport: 'all' },
    ],
  },
  /** A box on the way that drops what is silent, and a heartbeat that comes in time or not. */
  'idle-and-heartbeat': {
    lanes: [lane('ws'), lane('sse')],
    variants: HEARTBEATS,
    settings: {
      feed: 'manual',
      heartbeatMs: 3000,
      retryMs: 500,
      wire: { idleTimeoutMs: 2000 },
    },
    options: { silenceMs: 7500 },
    capture: 'idle-and-heartbeat',
    controls: ['publish', 'variant', 'heartbeat', 'idle-time'],
  },
  /** A sandboxed page tries the lab's WebSocket and EventSource; its figure shows them, no run of the page's own does. */
  'the-foreigner': {
    lanes: [],
    settings: { feed: 'manual' },
    options: {},
    capture: 'the-foreigner',
    controls: [],
  },
  /** A connection can end in ten ways, and a script sees little of it. */
  'ten-ends': {
    lanes: [lane('ws')],
    settings: { feed: 'manual', heartbeatMs: QUICK_HEARTBEAT.heartbeatMs, wire: { latencyMs: 60 } },
    options: { silenceMs: QUICK_HEARTBEAT.silenceMs },
    capture: 'ten-ends',
    controls: ['send', 'publish', 'heartbeat', 'idle'],
  },
  /** The same messages, compressed and not. */
  'the-deflate': {
    lanes: [lane('ws')],
    variants: DEFLATE,
    settings: { feed: 'match', eventsPerMinute: 60, wire: { latencyMs: 40 } },
    options: {},
    capture: 'the-deflate',
    controls: ['variant', 'send', 'publish', 'rate'],
  },
  /** Chapter 5's figure: one answer that goes on. */
  'three-events': {
    lanes: [lane('sse')],
    settings: {
      feed: 'match',
      eventsPerMinute: 18,
      heartbeatMs: QUICK_HEARTBEAT.heartbeatMs,
      wire: { latencyMs: 120 },
    },
    options: { silenceMs: QUICK_HEARTBEAT.silenceMs },
    capture: 'three-events',
    controls: ['publish', 'latency', 'heartbeat'],
  },
  /** The cable is cut, and the browser comes back by itself. */
  'cut-and-resume': {
    lanes: [lane('sse')],
    settings: {
      feed: 'manual',
      heartbeatMs: QUICK_HEARTBEAT.heartbeatMs,
      retryMs: 1500,
      wire: { latencyMs: 100 },
    },
    options: { silenceMs: QUICK_HEARTBEAT.silenceMs },
    capture: 'cut-and-resume',
    controls: ['publish', 'faults', 'latency', 'heartbeat'],
    faults: WIRE_FAULTS,
  },
  /** One response an event: the same code is a long poll then. */
  'once-each': {
    lanes: [lane('sse'), lane('long-poll')],
    variants: ONCE,
    settings: { feed: 'manual', retryMs: 500, wire: { latencyMs: 80 } },
    options: {},
    capture: 'once-each',
    controls: ['variant', 'publish', 'several'],
    several: { count: 3, apartMs: 40 },
  },
  /** No run of its own: the reader's bytes, and an EventSource that reads them (`send-stream.ts`). */
  'own-stream': {
    lanes: [],
    settings: { feed: 'manual', heartbeatMs: 60_000 },
    options: {},
    capture: 'own-stream',
    controls: [],
  },
  /** No run of its own: answers that end an EventSource, or do not (`stream-ends.ts`). */
  'stream-ends': {
    lanes: [],
    settings: { feed: 'manual', heartbeatMs: 60_000 },
    options: {},
    capture: 'stream-ends',
    controls: [],
  },
  /** No run of its own: one stream more than a browser opens connections (`seven-connections.ts`). */
  'seventh-connection': {
    lanes: [],
    settings: { feed: 'manual', heartbeatMs: 60_000 },
    options: {},
    capture: 'seventh-connection',
    controls: [],
  },
  /** Chapter 6's figure: one conversation on both, and what each message costs. */
  'both-ways': {
    lanes: BOTH_WAYS,
    settings: { feed: 'manual', heartbeatMs: 30_000, wire: { latencyMs: 100 } },
    options: { silenceMs: 75_000 },
    capture: 'both-ways',
    controls: ['send', 'publish', 'latency'],
  },
  /** A thousand bytes that are no text, up and down again. */
  'a-kilobyte': {
    lanes: BOTH_WAYS,
    settings: { feed: 'manual', heartbeatMs: 30_000, wire: { latencyMs: 60 } },
    options: { silenceMs: 75_000 },
    capture: 'a-kilobyte',
    controls: ['latency', 'bandwidth'],
  },
  /** Both are cut at once: what the browser does by itself, and what our own code does. */
  'both-cut': {
    lanes: [lane('sse'), lane('ws')],
    settings: {
      feed: 'manual',
      heartbeatMs: QUICK_HEARTBEAT.heartbeatMs,
      retryMs: 1500,
      wire: { latencyMs: 80 },
    },
    options: { silenceMs: QUICK_HEARTBEAT.silenceMs },
    capture: 'both-cut',
    controls: ['publish', 'faults', 'latency', 'heartbeat'],
    faults: WIRE_FAULTS,
  },
  /** All five on one feed: the race page and the home page. Each waits for two and a half heartbeats, and a poll less. */
  race: {
    lanes: [lane('short-poll'), lane('long-poll'), lane('iframe-stream'), lane('sse'), lane('ws')],
    settings: {
      feed: 'match',
      eventsPerMinute: 18,
      longPollTimeoutMs: 8000,
      heartbeatMs: QUICK_HEARTBEAT.heartbeatMs,
      wire: { latencyMs: 60 },
    },
    options: { pollIntervalMs: 3000, silenceMs: QUICK_HEARTBEAT.silenceMs },
    capture: 'race',
    controls: [
      'feed',
      'rate',
      'interval',
      'latency',
      'heartbeat',
      'bandwidth',
      'buffer',
      'idle',
      'publish',
      'several',
      'faults',
    ],
    several: { count: 5, apartMs: 150 },
    faults: WIRE_FAULTS,
  },
} as const satisfies Record<string, Scene>

export type SceneName = keyof typeof SCENE_TABLE

export const SCENES: Readonly<Record<SceneName, Scene>> = SCENE_TABLE

export const SCENE_NAMES = Object.keys(SCENE_TABLE) as readonly SceneName[]

/** The capture that shows a scene before Start: its own, or the chosen variant's. The first variant's is the scene's. */
export function captureOf(scene: Scene, variant?: string): string {
  const first = scene.variants?.[0]?.name
  return variant === undefined || variant === first ? scene.capture : `${scene.capture}.${variant}`
}

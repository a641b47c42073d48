/**
 * The scenes: for each live figure which code runs, in what lab, under what conditions. Data only: the
 * chapters name a scene, the bench runs it, `npm run capture` records it.
 */
import type { LaneSpec } from '../wire/trace/views.ts'
import type { SceneModel, SceneVariant } from './bench-model.ts'
import { RUN_TRANSPORTS, type RunName } from './run-names.ts'

/** What a scene lets the reader change, beside Start, Stop and stepping. */
export type SceneControl = 'publish' | 'several' | 'interval' | 'latency' | 'rate' | 'feed' | 'variant'

export interface Scene extends SceneModel {
  /** Its capture is `content/captures/<capture>.json`; a variant's own is `<capture>.<variant>.json`. */
  readonly capture: string
  readonly controls: readonly SceneControl[]
  /** What the button for several events at once publishes. */
  readonly several?: { readonly count: number; readonly apartMs: number }
}

function lane(run: RunName, cursor?: 'with' | 'without'): LaneSpec {
  const transport = RUN_TRANSPORTS[run]
  return cursor === undefined ? { run, transport } : { run, transport, cursor }
}

function oneLaneVariants(runs: readonly RunName[]): readonly SceneVariant[] {
  return runs.map((run) => ({ name: run, lanes: [lane(run)] }))
}

const LOOPS = oneLaneVariants(['xhr-loop-notes', 'xhr-loop-sent', 'xhr-loop', 'long-poll'])
const SHORT_POLLS = oneLaneVariants(['short-poll', 'short-poll-conditional'])

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
} as const satisfies Record<string, Scene>

export type SceneName = keyof typeof SCENE_TABLE

export const SCENES: Readonly<Record<SceneName, Scene>> = SCENE_TABLE

export const SCENE_NAMES = Object.keys(SCENE_TABLE) as readonly SceneName[]

/** The capture that shows a scene before Start: its own, or the chosen variant's. The first variant's is the scene's. */
export function captureOf(scene: Scene, variant?: string): string {
  const first = scene.variants?.[0]?.name
  return variant === undefined || variant === first ? scene.capture : `${scene.capture}.${variant}`
}

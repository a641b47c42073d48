/**
 * What is done, and when, in each capture: the scores that `npm run capture` plays on a live bench. Data only.
 * Events of the `match` and `ticker` feeds come by themselves; what a score publishes is what a reader would.
 */
import { captureOf, SCENES, type SceneName } from '../src/lab/scenes.ts'

export interface Act {
  /** After the lanes began to run. */
  readonly atMs: number
  readonly publish: readonly { readonly type: string; readonly data: unknown }[]
  /** Between several; the scene's own where it is left out. */
  readonly apartMs?: number
}

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
  }
}

/** What the bench's own button publishes: a reader's goal, numbered. */
function goals(from: number, count = 1): Act['publish'] {
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
]

/** The capture that a score is recorded as: a file's name in `content/captures`, without its ending. */
export function captureName({ scene, variant }: Score): string {
  return captureOf(SCENES[scene], variant)
}

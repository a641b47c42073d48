/** A box on the way that drops what is silent, and a heartbeat that comes in time or not. */
import type { Control } from '../../contract/settings.ts'
import type { Figure } from '../../bench/model/figure.ts'
import type { SceneVariant } from '../../bench/model/bench-model.ts'
import { lane } from '../../bench/model/scenes.ts'
import { readersGoals } from '../../bench/model/score.ts'
import { STOPS } from './stops.ts'

const SOME_SECONDS: Control = { kind: 'slider', least: 1000, most: 10_000, step: 500 }

function heartbeatVariant(name: string, heartbeatMs: number): SceneVariant {
  return {
    name,
    lanes: [lane('ws'), lane('sse')],
    settings: { heartbeatMs },
    options: { silenceMs: 2.5 * heartbeatMs },
  }
}

export const idleAndHeartbeat = {
  name: 'idle-and-heartbeat',
  component: { name: 'Lifelines', anchor: 'lifelines' },
  title: { en: 'A heartbeat against an idle timeout', zh: '心跳与空闲超时' },
  scene: {
    name: 'idle-and-heartbeat',
    axis: 'linear',
    lanes: [lane('ws'), lane('sse')],
    variants: [
      heartbeatVariant('heartbeat-longer', 3000),
      heartbeatVariant('heartbeat-equal', 2000),
      heartbeatVariant('heartbeat-shorter', 1000),
    ],
    settings: { feed: 'manual', heartbeatMs: 3000, retryMs: 500, wire: { idleTimeoutMs: 2000 } },
    options: { silenceMs: 7500 },
    publishesWhenOpen: true,
    // The two are held against each other.
    ranges: { heartbeatMs: SOME_SECONDS, idleTimeoutMs: SOME_SECONDS },
    controls: ['publish', 'variant', 'heartbeatMs', 'idleTimeoutMs'],
  },
  score: {
    durationMs: 24_000,
    // An event now and then has the page forget its failures: it comes back soon, and the run shows many lives.
    acts: [
      { atMs: 8000, publish: readersGoals(1) },
      { atMs: 16_000, publish: readersGoals(2) },
    ],
    // Whether the box or the heartbeat is first is chance here: a take in which both happened shows that.
    drops: { variant: 'heartbeat-equal', run: 'sse', atLeast: 2, atMost: 8 },
  },
  stops: STOPS,
} as const satisfies Figure

/** The same feed without the iframe; and who notices when both are cut. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane } from '../../bench/model/scenes.ts'
import { readersGoals } from '../../bench/model/score.ts'
import { GOALS } from './goals.ts'
import { STOPS } from './stops.ts'

export const fetchInstead = {
  name: 'fetch-instead',
  title: { en: 'The same feed by iframe and by fetch', zh: '同一路消息，用iframe和用fetch' },
  scene: {
    name: 'fetch-instead',
    lanes: [lane('iframe-stream'), lane('fetch-stream')],
    settings: { feed: 'manual', heartbeatMs: 2000, wire: { latencyMs: 80 } },
    options: { silenceMs: 5000 },
    publishesWhenOpen: true,
    controls: ['publish', 'faults', 'latencyMs', 'heartbeatMs'],
    faults: [
      { kind: 'reset', transport: 'all' },
      { kind: 'fin', transport: 'all' },
      { kind: 'restart', downMs: 2000 },
    ],
  },
  score: {
    durationMs: 11_000,
    acts: [
      { atMs: 3500, fault: { kind: 'reset', transport: 'all' } },
      { atMs: 4600, publish: readersGoals(2) },
      { atMs: 8900, publish: readersGoals(3) },
    ],
  },
  goals: GOALS,
  stops: STOPS,
} as const satisfies Figure

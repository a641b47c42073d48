/** Both are cut at once: what the browser does by itself, and what our own code does. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane, QUICK_HEARTBEAT, WIRE_FAULTS } from '../../bench/model/scenes.ts'
import { readersGoals } from '../../bench/model/score.ts'
import { GOALS } from './goals.ts'
import { STOPS } from './stops.ts'

export const bothCut = {
  name: 'both-cut',
  title: { en: 'Both cut, and both back', zh: '两边都断开，两边都回来' },
  scene: {
    name: 'both-cut',
    lanes: [lane('sse'), lane('ws')],
    settings: {
      feed: 'manual',
      heartbeatMs: QUICK_HEARTBEAT.heartbeatMs,
      retryMs: 1500,
      wire: { latencyMs: 80 },
    },
    options: { silenceMs: QUICK_HEARTBEAT.silenceMs },
    publishesWhenOpen: true,
    controls: ['publish', 'faults', 'latencyMs', 'heartbeatMs'],
    faults: WIRE_FAULTS,
  },
  score: {
    durationMs: 9000,
    acts: [
      { atMs: 1200, publish: readersGoals(1) },
      { atMs: 2500, fault: { kind: 'reset', transport: 'all' } },
      { atMs: 2620, publish: readersGoals(2) },
      { atMs: 5600, publish: readersGoals(3) },
    ],
  },
  goals: GOALS,
  stops: STOPS,
} as const satisfies Figure

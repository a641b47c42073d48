/** The cable is cut, and the browser comes back by itself. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane, QUICK_HEARTBEAT, WIRE_FAULTS } from '../../bench/model/scenes.ts'
import { readersGoals } from '../../bench/model/score.ts'
import { GOALS } from './goals.ts'
import { STOPS } from './stops.ts'

export const cutAndResume = {
  name: 'cut-and-resume',
  title: { en: 'Cut, and back again', zh: '断了，又回来' },
  scene: {
    name: 'cut-and-resume',
    lanes: [lane('sse')],
    settings: {
      feed: 'manual',
      heartbeatMs: QUICK_HEARTBEAT.heartbeatMs,
      retryMs: 1500,
      wire: { latencyMs: 100 },
    },
    options: { silenceMs: QUICK_HEARTBEAT.silenceMs },
    publishesWhenOpen: true,
    controls: ['publish', 'faults', 'latencyMs', 'heartbeatMs'],
    faults: WIRE_FAULTS,
  },
  score: {
    durationMs: 13_000,
    acts: [
      { atMs: 2500, fault: { kind: 'reset', transport: 'sse' } },
      { atMs: 3200, publish: readersGoals(2) },
      { atMs: 6500, fault: { kind: 'fin', transport: 'sse' } },
      { atMs: 7000, publish: readersGoals(3) },
      { atMs: 7400, publish: readersGoals(4) },
    ],
  },
  goals: GOALS,
  stops: STOPS,
} as const satisfies Figure

/** Cut, and nobody is told. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane } from '../../bench/model/scenes.ts'
import { readersGoals } from '../../bench/model/score.ts'
import { GOALS } from './goals.ts'
import { STOPS } from './stops.ts'

export const silentCut = {
  name: 'silent-cut',
  title: { en: 'Cut, and nobody is told', zh: '断了，却没有通知' },
  scene: {
    name: 'silent-cut',
    lanes: [lane('iframe-stream')],
    settings: { feed: 'manual', heartbeatMs: 2000, wire: { latencyMs: 120 } },
    options: { silenceMs: 5000 },
    publishesWhenOpen: true,
    controls: ['publish', 'faults', 'latencyMs', 'heartbeatMs'],
    faults: [
      { kind: 'reset', transport: 'iframe-stream' },
      { kind: 'fin', transport: 'iframe-stream' },
      { kind: 'stall', transport: 'iframe-stream' },
      { kind: 'restart', downMs: 2000 },
    ],
  },
  score: {
    durationMs: 12_000,
    acts: [
      { atMs: 4200, fault: { kind: 'reset', transport: 'iframe-stream' } },
      { atMs: 5500, publish: readersGoals(2) },
    ],
  },
  goals: GOALS,
  stops: STOPS,
} as const satisfies Figure

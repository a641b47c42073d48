/** Several events while one answer is on its way. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane } from '../../bench/model/scenes.ts'
import { readersGoals } from '../../bench/model/score.ts'
import { GOALS } from './goals.ts'
import { STOPS } from './stops.ts'

export const theBurst = {
  name: 'the-burst',
  title: { en: 'Several goals while one answer is on its way', zh: '一个响应还在路上，又进了几个球' },
  scene: {
    name: 'the-burst',
    axis: 'linear',
    lanes: [lane('long-poll')],
    settings: { feed: 'manual', wire: { latencyMs: 100 } },
    options: {},
    controls: ['publish', 'several', 'latencyMs'],
    several: { count: 5, apartMs: 20 },
  },
  score: {
    durationMs: 6000,
    acts: [
      { atMs: 1200, publish: readersGoals(1, 5) },
      { atMs: 4000, publish: readersGoals(6) },
    ],
  },
  goals: GOALS,
  stops: STOPS,
} as const satisfies Figure

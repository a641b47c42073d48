/** Two events closer together than an answer and the next question. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane } from '../../bench/model/scenes.ts'
import { readersGoals } from '../../bench/model/score.ts'
import { GOALS } from './goals.ts'
import { STOPS } from './stops.ts'

export const theGap = {
  name: 'the-gap',
  title: { en: 'Two goals in the gap between two polls', zh: '两次轮询的空当里进了两个球' },
  scene: {
    name: 'the-gap',
    axis: 'linear',
    lanes: [lane('long-poll-no-cursor', 'without'), lane('long-poll', 'with')],
    settings: { feed: 'manual', wire: { latencyMs: 250 } },
    options: {},
    controls: ['publish', 'several', 'latencyMs'],
    several: { count: 2, apartMs: 30 },
  },
  score: {
    durationMs: 8000,
    acts: [
      { atMs: 1500, publish: readersGoals(1, 2) },
      { atMs: 5000, publish: readersGoals(3) },
    ],
  },
  goals: GOALS,
  stops: STOPS,
} as const satisfies Figure

/** The loop with its two mistakes, with one of them, and right. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane, oneLaneVariants } from '../../bench/model/scenes.ts'
import { readersGoals } from '../../bench/model/score.ts'
import { GOALS } from './goals.ts'
import { STOPS } from './stops.ts'

export const theLoop = {
  name: 'the-loop',
  title: { en: 'A loop with two slips, and mended', zh: '循环的两处错误，改对前后' },
  scene: {
    name: 'the-loop',
    axis: 'linear',
    lanes: [lane('xhr-loop-notes')],
    variants: oneLaneVariants(['xhr-loop-notes', 'xhr-loop-sent', 'xhr-loop', 'long-poll']),
    settings: { feed: 'manual', longPollTimeoutMs: 8000, wire: { latencyMs: 60 } },
    options: {},
    controls: ['publish', 'variant'],
  },
  score: {
    durationMs: 6000,
    acts: [
      { atMs: 1200, publish: readersGoals(1) },
      { atMs: 2900, publish: readersGoals(2) },
      { atMs: 4300, publish: readersGoals(3) },
    ],
  },
  goals: GOALS,
  stops: STOPS,
} as const satisfies Figure

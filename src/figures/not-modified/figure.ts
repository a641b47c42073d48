/** Nothing new: who asks whether, and who sees the answer. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane, oneLaneVariants } from '../../bench/model/scenes.ts'
import { readersGoals } from '../../bench/model/score.ts'
import { GOALS } from './goals.ts'
import { STOPS } from './stops.ts'

export const notModified = {
  name: 'not-modified',
  title: { en: 'Nothing new, said with and without content', zh: '没有新消息：带正文说，不带正文说' },
  scene: {
    name: 'not-modified',
    axis: 'linear',
    lanes: [lane('short-poll')],
    variants: oneLaneVariants(['short-poll', 'short-poll-conditional']),
    settings: { feed: 'manual', wire: { latencyMs: 60 } },
    options: { pollIntervalMs: 1500 },
    controls: ['publish', 'variant', 'pollIntervalMs'],
  },
  score: {
    durationMs: 12_000,
    acts: [
      { atMs: 3900, publish: readersGoals(1) },
      { atMs: 8600, publish: readersGoals(2) },
    ],
  },
  goals: GOALS,
  stops: STOPS,
} as const satisfies Figure

/** The race as a figure: what it is called, what runs in it, and what is done while it is recorded. */
import type { Figure } from '../bench/model/figure.ts'
import { readersGoals } from '../bench/model/score.ts'
import { raceScene } from './model/scene.ts'

export const race = {
  name: 'race',
  title: { en: 'Five transports on one feed', zh: '同一路消息，五种方式' },
  scene: raceScene,
  score: {
    durationMs: 36_000,
    acts: [
      { atMs: 11_000, fault: { kind: 'reset', transport: 'all' } },
      { atMs: 28_000, publish: readersGoals(1, 5), apartMs: 150 },
    ],
    ownEvents: { atLeast: 12, atMost: 17, settledMs: 4000 },
  },
} as const satisfies Figure

/** A box on the way that waits until it has enough. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane } from '../../bench/model/scenes.ts'
import { readersGoals } from '../../bench/model/score.ts'
import { GOALS } from './goals.ts'
import { STOPS } from './stops.ts'

export const theBuffer = {
  name: 'the-buffer',
  component: { name: 'BufferCompare', anchor: 'buffer-before-and-after' },
  title: { en: 'A proxy that waits until it has enough', zh: '攒够了才放行的代理' },
  scene: {
    name: 'the-buffer',
    axis: 'linear',
    lanes: [lane('long-poll'), lane('iframe-stream')],
    variants: [
      { name: 'buffered', lanes: [lane('long-poll'), lane('iframe-stream')] },
      {
        name: 'unbuffered',
        lanes: [lane('long-poll'), lane('iframe-stream')],
        settings: { wire: { latencyMs: 60, bufferBytes: 0 } },
      },
    ],
    settings: { feed: 'manual', wire: { latencyMs: 60, bufferBytes: 1024 } },
    options: {},
    publishesWhenOpen: 'asked',
    controls: ['publish', 'several', 'variant', 'bufferBytes'],
    several: { count: 5, apartMs: 300 },
  },
  score: {
    durationMs: 9000,
    acts: [
      { atMs: 1000, publish: readersGoals(1, 5) },
      { atMs: 4500, publish: readersGoals(6, 6) },
    ],
  },
  goals: GOALS,
  stops: STOPS,
} as const satisfies Figure

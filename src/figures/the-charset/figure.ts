/** With and without the encoding in the head: Firefox waits until it knows. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane } from '../../bench/model/scenes.ts'
import { readersGoals } from '../../bench/model/score.ts'
import { STOPS } from './stops.ts'

export const theCharset = {
  name: 'the-charset',
  title: { en: 'With and without a charset', zh: '写明charset与不写' },
  scene: {
    name: 'the-charset',
    lanes: [lane('iframe-stream')],
    variants: [
      { name: 'charset', lanes: [lane('iframe-stream')] },
      { name: 'no-charset', lanes: [lane('iframe-stream')], options: { query: '&charset=none' } },
    ],
    settings: { feed: 'manual', wire: { latencyMs: 60 } },
    options: {},
    publishesWhenOpen: true,
    controls: ['publish', 'variant'],
  },
  score: {
    durationMs: 5000,
    acts: [
      { atMs: 2000, publish: readersGoals(2) },
      { atMs: 3500, publish: readersGoals(3) },
    ],
  },
  stops: STOPS,
} as const satisfies Figure

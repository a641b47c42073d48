/** One response an event: the same code is a long poll then. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane } from '../../bench/model/scenes.ts'
import { readersGoals } from '../../bench/model/score.ts'
import { GOALS } from './goals.ts'
import { STOPS } from './stops.ts'

export const onceEach = {
  name: 'once-each',
  title: { en: 'One response per event, beside a long poll', zh: '一个响应一个事件，旁边是长轮询' },
  scene: {
    name: 'once-each',
    axis: 'linear',
    lanes: [lane('sse'), lane('long-poll')],
    variants: [
      { name: 'stream', lanes: [lane('sse'), lane('long-poll')] },
      { name: 'once', lanes: [lane('sse'), lane('long-poll')], options: { query: '&once=1' } },
    ],
    settings: { feed: 'manual', retryMs: 500, wire: { latencyMs: 80 } },
    options: {},
    publishesWhenOpen: true,
    controls: ['publish', 'several', 'variant'],
    several: { count: 3, apartMs: 40 },
  },
  score: {
    durationMs: 7000,
    acts: [
      { atMs: 2800, publish: readersGoals(2, 3) },
      { atMs: 5200, publish: readersGoals(5) },
    ],
  },
  goals: GOALS,
  stops: STOPS,
} as const satisfies Figure

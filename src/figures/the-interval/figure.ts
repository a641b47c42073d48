/** How late an event is, against how often one asks. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane } from '../../bench/model/scenes.ts'
import { GOALS } from './goals.ts'
import { STOPS } from './stops.ts'

export const theInterval = {
  name: 'the-interval',
  component: { name: 'DelayHistogram' },
  title: { en: 'How late news is, against how often one asks', zh: '多久问一次，消息晚多久' },
  scene: {
    name: 'the-interval',
    axis: 'linear',
    lanes: [lane('short-poll')],
    settings: { feed: 'ticker', eventsPerMinute: 50, wire: { latencyMs: 40 } },
    options: { pollIntervalMs: 2000 },
    controls: ['pollIntervalMs', 'latencyMs', 'eventsPerMinute'],
  },
  score: { durationMs: 30_000, acts: [], ownEvents: { atLeast: 18, atMost: 32 } },
  goals: GOALS,
  stops: STOPS,
} as const satisfies Figure

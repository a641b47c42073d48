/** Chapter 1: one feed, asked for and pushed. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane } from '../../bench/model/scenes.ts'
import { GOALS } from './goals.ts'
import { STOPS } from './stops.ts'

export const matchAndTicker = {
  name: 'match-and-ticker',
  title: { en: 'One feed, asked for and pushed', zh: '同一路消息，问来的和推来的' },
  scene: {
    name: 'match-and-ticker',
    axis: 'linear',
    lanes: [lane('short-poll'), lane('long-poll')],
    settings: { feed: 'match', eventsPerMinute: 20, wire: { latencyMs: 60 } },
    options: { pollIntervalMs: 3000 },
    controls: ['publish', 'feed', 'pollIntervalMs', 'eventsPerMinute'],
  },
  score: { durationMs: 13_000, acts: [], ownEvents: { atLeast: 3, atMost: 6, apartMs: 500 } },
  goals: GOALS,
  stops: STOPS,
} as const satisfies Figure

/** Chapter 2's figure: the notes' only picture, alive. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane } from '../../bench/model/scenes.ts'
import { GOALS } from './goals.ts'
import { HOLDING, STOPS } from './stops.ts'

export const twoPolls = {
  name: 'two-polls',
  title: { en: 'Short and long polling of one match', zh: '同一场比赛，短轮询和长轮询' },
  scene: {
    name: 'two-polls',
    axis: 'linear',
    lanes: [lane('short-poll'), lane('long-poll')],
    settings: { feed: 'match', eventsPerMinute: 18, wire: { latencyMs: 120 } },
    options: { pollIntervalMs: 2000 },
    controls: ['publish', 'pollIntervalMs', 'latencyMs'],
  },
  score: { durationMs: 13_000, acts: [], ownEvents: { atLeast: 3, atMost: 5, apartMs: 700 } },
  goals: GOALS,
  stops: STOPS,
  stories: { holding: { stops: HOLDING } },
} as const satisfies Figure

/** Chapter 5's figure: one answer that goes on. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane, QUICK_HEARTBEAT } from '../../bench/model/scenes.ts'
import { GOALS } from './goals.ts'
import { LINES, STOPS } from './stops.ts'

export const threeEvents = {
  name: 'three-events',
  title: { en: 'One answer that goes on', zh: '一个不结束的响应' },
  scene: {
    name: 'three-events',
    lanes: [lane('sse')],
    settings: {
      feed: 'match',
      eventsPerMinute: 18,
      heartbeatMs: QUICK_HEARTBEAT.heartbeatMs,
      wire: { latencyMs: 120 },
    },
    options: { silenceMs: QUICK_HEARTBEAT.silenceMs },
    publishesWhenOpen: true,
    controls: ['publish', 'latencyMs', 'heartbeatMs'],
  },
  score: {
    durationMs: 14_000,
    acts: [],
    ownEvents: { atLeast: 3, atMost: 5, apartMs: 700 },
  },
  goals: GOALS,
  stops: STOPS,
  stories: { lines: { stops: LINES } },
} as const satisfies Figure

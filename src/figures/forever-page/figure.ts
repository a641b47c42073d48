/** Chapter 3's figure: a page that never ends. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane, QUICK_HEARTBEAT } from '../../bench/model/scenes.ts'
import { GOALS } from './goals.ts'
import { STOPS } from './stops.ts'

export const foreverPage = {
  name: 'forever-page',
  title: { en: 'A page that never ends', zh: '一个永不结束的页面' },
  scene: {
    name: 'forever-page',
    lanes: [lane('iframe-stream')],
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
  score: { durationMs: 14_000, acts: [], ownEvents: { atLeast: 3, atMost: 5, apartMs: 700 } },
  goals: GOALS,
  stops: STOPS,
} as const satisfies Figure

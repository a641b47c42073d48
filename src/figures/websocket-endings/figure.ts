/** A connection can end in fifteen ways here, and a script sees little of it. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane, QUICK_HEARTBEAT } from '../../bench/model/scenes.ts'
import { CAUSE_NAMES } from './facts.ts'
import { GOALS } from './goals.ts'
import { STOPS } from './stops.ts'

export const websocketEndings = {
  name: 'websocket-endings',
  component: { name: 'WebSocketEndings', anchor: 'ten-ends-table' },
  title: { en: 'How a WebSocket ends', zh: 'WebSocket是怎么断的' },
  scene: {
    name: 'ten-ends',
    lanes: [lane('ws')],
    settings: { feed: 'manual', heartbeatMs: QUICK_HEARTBEAT.heartbeatMs, wire: { latencyMs: 60 } },
    options: { silenceMs: QUICK_HEARTBEAT.silenceMs },
    publishesWhenOpen: true,
    controls: ['publish', 'send', 'heartbeatMs', 'idleTimeoutMs'],
  },
  score: { durationMs: 62_000, acts: [{ atMs: 500, own: CAUSE_NAMES }] },
  goals: GOALS,
  stops: STOPS,
} as const satisfies Figure

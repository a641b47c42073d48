/** Chapter 6's figure: one conversation on both, and what each message costs. */
import type { Figure } from '../../bench/model/figure.ts'
import { BOTH_WAYS } from '../../bench/model/scenes.ts'
import { readersGoals, noteJson } from '../../bench/model/score.ts'
import { GOALS } from './goals.ts'
import { STOPS } from './stops.ts'

export const bothWays = {
  name: 'both-ways',
  title: { en: 'One conversation, by SSE and by WebSocket', zh: '同一场对话，SSE和WebSocket各说一遍' },
  scene: {
    name: 'both-ways',
    lanes: BOTH_WAYS,
    settings: { feed: 'manual', heartbeatMs: 30_000, wire: { latencyMs: 100 } },
    options: { silenceMs: 75_000 },
    publishesWhenOpen: true,
    controls: ['publish', 'send', 'latencyMs'],
  },
  score: {
    durationMs: 8500,
    acts: [
      { atMs: 1000, publish: readersGoals(1) },
      { atMs: 2600, send: noteJson('Hello') },
      { atMs: 4400, publish: readersGoals(2) },
      { atMs: 6200, send: noteJson('Goodbye') },
    ],
  },
  goals: GOALS,
  stops: STOPS,
} as const satisfies Figure

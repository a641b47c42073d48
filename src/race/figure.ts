/** All five on one feed: the race page and the home page. Each waits for two and a half heartbeats, and a poll less. */
import type { Figure } from '../bench/model/figure.ts'
import { lane, QUICK_HEARTBEAT } from '../bench/model/scenes.ts'
import { readersGoals } from '../bench/model/score.ts'

export const race = {
  name: 'race',
  scene: {
    name: 'race',
    lanes: [lane('short-poll'), lane('long-poll'), lane('iframe-stream'), lane('sse'), lane('ws')],
    settings: {
      feed: 'match',
      eventsPerMinute: 18,
      longPollTimeoutMs: 8000,
      heartbeatMs: QUICK_HEARTBEAT.heartbeatMs,
      wire: { latencyMs: 60 },
    },
    options: { pollIntervalMs: 3000, silenceMs: QUICK_HEARTBEAT.silenceMs },
    // A race has a bar of its own.
    controls: [],
  },
  score: {
    durationMs: 36_000,
    acts: [
      { atMs: 11_000, fault: { kind: 'reset', transport: 'all' } },
      { atMs: 28_000, publish: readersGoals(1, 5), apartMs: 150 },
    ],
    ownEvents: { atLeast: 12, atMost: 17, settledMs: 4000 },
  },
} as const satisfies Figure

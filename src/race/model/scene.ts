/** All five on one feed: the race page and the home page. Each waits for two and a half heartbeats, and a poll less. */
import { lane, QUICK_HEARTBEAT, type Scene } from '../../bench/model/scenes.ts'

export const raceScene = {
  name: 'race',
  axis: 'linear',
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
} as const satisfies Scene

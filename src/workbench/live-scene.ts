/**
 * What runs in the reader's own labs on the workbench: a live source of any transport, and the WebSocket that sent bytes meet.
 * Data only; no chapter shows them, so they are no scenes and have no captures.
 */
import type { SceneModel } from '../bench/model/bench-model.ts'
import type { Transport } from '../wire/trace/transports.ts'

/** In the order they are offered: what has the most to look at first. */
export const LIVE_TRANSPORTS: readonly Transport[] = ['ws', 'sse', 'iframe-stream', 'long-poll', 'short-poll']

/** Both ways by so much, that a ladder's arrows slope and what answers what is seen. */
export const SENDING_LATENCY_MS = 120

/** An event every two seconds: enough to follow, slow enough to read. */
const EVENTS_PER_MINUTE = 30
/** Pings and heartbeats come while one looks; silence is told after two and a half of them. */
const HEARTBEAT = { heartbeatMs: 5000, silenceMs: 12_500 }

const LANES = LIVE_TRANSPORTS.map((transport) => ({ run: transport, transport }))

/** A live run of one transport; which, its variant says. */
export const LIVE_SCENE: SceneModel = {
  lanes: LANES.slice(0, 1),
  variants: LANES.map((lane) => ({ name: lane.transport, lanes: [lane] })),
  settings: { feed: 'match', eventsPerMinute: EVENTS_PER_MINUTE, heartbeatMs: HEARTBEAT.heartbeatMs },
  options: { silenceMs: HEARTBEAT.silenceMs },
}

/** A WebSocket on a lab where nothing else happens, so that what follows on sent bytes follows from them. */
export const SENDING_SCENE: SceneModel = {
  lanes: LANES.slice(0, 1),
  settings: { feed: 'manual', heartbeatMs: 60_000, wire: { latencyMs: SENDING_LATENCY_MS } },
  options: { silenceMs: 150_000 },
}

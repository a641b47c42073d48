/** Chapter 4's figure: a handshake, then frames both ways. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane, QUICK_HEARTBEAT } from '../../bench/model/scenes.ts'
import { readersGoals, noteJson } from '../../bench/model/score.ts'
import { GOALS } from './goals.ts'
import { FRAMES, STOPS } from './stops.ts'

export const firstFrames = {
  name: 'first-frames',
  title: { en: 'A handshake, then frames both ways', zh: '先握手，再双向传帧' },
  scene: {
    name: 'first-frames',
    lanes: [lane('ws')],
    settings: { feed: 'manual', heartbeatMs: QUICK_HEARTBEAT.heartbeatMs, wire: { latencyMs: 120 } },
    options: { silenceMs: QUICK_HEARTBEAT.silenceMs },
    publishesWhenOpen: true,
    controls: ['send', 'publish', 'faults', 'latencyMs', 'heartbeatMs'],
    faults: [
      { kind: 'ws-close', code: 1000, reason: 'done' },
      { kind: 'reset', transport: 'ws' },
    ],
  },
  score: {
    durationMs: 10_500,
    acts: [
      { atMs: 1000, send: noteJson('Hello') },
      { atMs: 2600, publish: readersGoals(2) },
      { atMs: 4000, sendBinary: 'AAECAwQFBgcICQoLDA0ODw==' },
      { atMs: 8800, fault: { kind: 'ws-close', code: 1000, reason: 'done' } },
    ],
  },
  goals: GOALS,
  stops: STOPS,
  stories: { frames: { stops: FRAMES, opens: ['bytes'] } },
} as const satisfies Figure

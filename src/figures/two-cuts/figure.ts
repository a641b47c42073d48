/** One cut that is told, and one that is not: what each page sees, and when. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane } from '../../bench/model/scenes.ts'
import { readersGoals } from '../../bench/model/score.ts'
import { MEASURES } from './measures.ts'
import { STOPS } from './stops.ts'

export const twoCuts = {
  name: 'two-cuts',
  component: { name: 'TwoCuts', anchor: 'two-cuts-table' },
  title: { en: 'Cut twice: once told, once not', zh: '断两次：一次有通知，一次没有' },
  scene: {
    name: 'two-cuts',
    lanes: [lane('long-poll'), lane('iframe-stream'), lane('sse'), lane('ws')],
    // A held question is answered before the page would take the silence for a cut.
    settings: {
      feed: 'manual',
      heartbeatMs: 2000,
      longPollTimeoutMs: 4000,
      retryMs: 1000,
      wire: { latencyMs: 60 },
    },
    options: { silenceMs: 5000 },
    publishesWhenOpen: true,
    controls: ['publish', 'faults', 'heartbeatMs'],
    faults: [
      { kind: 'reset', transport: 'all' },
      { kind: 'stall', transport: 'all' },
      { kind: 'resume', transport: 'all' },
    ],
  },
  score: {
    durationMs: 17_000,
    acts: [
      { atMs: 2500, fault: { kind: 'reset', transport: 'all' } },
      { atMs: 3100, publish: readersGoals(2) },
      { atMs: 7000, fault: { kind: 'stall', transport: 'all' } },
      { atMs: 7600, publish: readersGoals(3) },
    ],
  },
  measures: MEASURES,
  stops: STOPS,
} as const satisfies Figure

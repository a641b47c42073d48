/** No run of its own: the reader's bytes, and an EventSource that reads them (`send-stream.ts`). */
import type { Figure } from '../../bench/model/figure.ts'
import { EXAMPLES } from './examples.ts'
import { GOALS } from './goals.ts'

export const eventStreamEditor = {
  name: 'event-stream-editor',
  component: { name: 'EventStreamEditor', anchor: 'event-stream-editor' },
  title: { en: 'An event stream of your own', zh: '你自己写的事件流' },
  scene: {
    name: 'own-stream',
    lanes: [],
    settings: { feed: 'manual', heartbeatMs: 60_000 },
    options: {},
    controls: [],
  },
  score: { durationMs: 3000, acts: [{ atMs: 200, own: { text: EXAMPLES.notes, pieces: 2, ends: false } }] },
  goals: GOALS,
} as const satisfies Figure

/** No run of its own: answers that end an EventSource, or do not (`try-stream-end.ts`). */
import type { Figure } from '../../bench/model/figure.ts'
import { STREAM_ENDS } from './facts.ts'
import { GOALS } from './goals.ts'

export const streamEnds = {
  name: 'stream-ends',
  component: { name: 'StreamEnds', anchor: 'stream-ends' },
  title: { en: 'What ends an EventSource for good', zh: '什么会让EventSource不再重连' },
  scene: {
    name: 'stream-ends',
    lanes: [],
    settings: { feed: 'manual', heartbeatMs: 60_000 },
    options: {},
    controls: [],
  },
  score: {
    durationMs: 10_000 * STREAM_ENDS.length,
    // Each way to end a stream, one after the other, as the browser comes back; the longest takes nine seconds.
    acts: STREAM_ENDS.map((end, i) => ({ atMs: 10_000 * i, own: { end, place: 'later', number: 1 } })),
  },
  goals: GOALS,
} as const satisfies Figure

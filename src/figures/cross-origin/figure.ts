/** A sandboxed page tries the lab's WebSocket and EventSource; its figure shows them, no run of the page's own does. */
import type { Figure } from '../../bench/model/figure.ts'
import { crossOriginDocument } from './cross-origin-page.ts'
import { GOALS } from './goals.ts'

export const crossOrigin = {
  name: 'cross-origin',
  component: { name: 'CrossOrigin', anchor: 'foreigner' },
  title: { en: 'A page from elsewhere tries', zh: '别处的页面来试' },
  scene: { name: 'the-foreigner', lanes: [], settings: { feed: 'manual' }, options: {}, controls: [] },
  score: {
    durationMs: 3500,
    acts: [
      { atMs: 300, own: 'ws' },
      { atMs: 1300, own: 'sse' },
      { atMs: 2300, own: 'sse-allowed' },
    ],
  },
  goals: GOALS,
  documents: { foreigner: crossOriginDocument },
} as const satisfies Figure

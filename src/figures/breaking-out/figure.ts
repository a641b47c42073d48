/** Data that would end the script, were it written as it is. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane } from '../../bench/model/scenes.ts'
import { HOSTILE_JSON } from './hostile-data.ts'
import { GOALS } from './goals.ts'
import { STOPS } from './stops.ts'

export const breakingOut = {
  name: 'breaking-out',
  component: { name: 'BreakingOut', anchor: 'breaking-out-live' },
  title: { en: 'Data that would break out', zh: '想要跑出来的数据' },
  scene: {
    name: 'breaking-out',
    lanes: [lane('iframe-stream')],
    settings: { feed: 'manual', wire: { latencyMs: 60 } },
    options: {},
    publishesWhenOpen: true,
    controls: ['publish'],
  },
  score: {
    durationMs: 6000,
    // What no page should be able to take for its own markup or code.
    acts: Object.values(HOSTILE_JSON).map((json, index) => ({ atMs: 800 + 900 * index, publishJson: json })),
  },
  goals: GOALS,
  stops: STOPS,
} as const satisfies Figure

/** No run of its own: one stream more than a browser opens connections (`seven-connections.ts`). */
import type { Figure } from '../../bench/model/figure.ts'
import { CONNECTIONS_TO_ONE_HOST } from './seven-connections.ts'
import { GOALS } from './goals.ts'

export const seventhConnection = {
  name: 'seventh-connection',
  component: { name: 'SeventhConnection', anchor: 'seventh-connection' },
  title: { en: 'The seventh connection', zh: '第七条连接' },
  scene: {
    name: 'seventh-connection',
    lanes: [],
    settings: { feed: 'manual', heartbeatMs: 60_000 },
    options: {},
    controls: [],
  },
  score: {
    durationMs: 8000,
    acts: [
      ...Array.from({ length: CONNECTIONS_TO_ONE_HOST + 1 }, (_, i) => ({
        atMs: 400 * (i + 1),
        own: 'open' as const,
      })),
      { atMs: 3600, own: 'ask' },
    ],
  },
  goals: GOALS,
} as const satisfies Figure

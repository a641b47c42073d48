/** The same messages, compressed and not. */
import type { Figure } from '../../bench/model/figure.ts'
import { lane } from '../../bench/model/scenes.ts'
import { GOALS } from './goals.ts'
import { STOPS } from './stops.ts'

export const theDeflate = {
  name: 'the-deflate',
  title: { en: 'The same messages, compressed and not', zh: '同样的消息，压缩与否' },
  scene: {
    name: 'the-deflate',
    lanes: [lane('ws')],
    variants: [
      { name: 'plain', lanes: [lane('ws')] },
      { name: 'deflate', lanes: [lane('ws')], settings: { deflate: true } },
    ],
    opensWith: 'deflate',
    settings: { feed: 'match', eventsPerMinute: 60, wire: { latencyMs: 40 } },
    options: {},
    publishesWhenOpen: true,
    controls: ['publish', 'send', 'variant', 'eventsPerMinute'],
  },
  score: { durationMs: 9000, acts: [], ownEvents: { atLeast: 6, atMost: 11 } },
  goals: GOALS,
  stops: STOPS,
} as const satisfies Figure

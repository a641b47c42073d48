/** A thousand bytes that are no text, up and down again. */
import type { Figure } from '../../bench/model/figure.ts'
import { BOTH_WAYS } from '../../bench/model/scenes.ts'
import { toBase64 } from '../../wire/bytes/base64.ts'
import { GOALS } from './goals.ts'
import { STOPS } from './stops.ts'

/** Every value a byte can have, four times, in no order that could be taken for text. */
const KILOBYTE = Uint8Array.from({ length: 1024 }, (_, i) => (181 * i + 7) % 256)

export const aKilobyte = {
  name: 'a-kilobyte',
  title: { en: 'A kilobyte that is not text', zh: '一千个不是文本的字节' },
  scene: {
    name: 'a-kilobyte',
    lanes: BOTH_WAYS,
    settings: { feed: 'manual', heartbeatMs: 30_000, wire: { latencyMs: 60 } },
    options: { silenceMs: 75_000 },
    publishesWhenOpen: true,
    controls: ['latencyMs', 'bytesPerSecond'],
  },
  score: { durationMs: 3500, acts: [{ atMs: 1200, sendBinary: toBase64(KILOBYTE) }] },
  goals: GOALS,
  stops: STOPS,
} as const satisfies Figure

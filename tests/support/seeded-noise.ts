/** Seeded randomness for fuzz tests: the same seed gives the same bytes, the same cuts, the same damage. */
import { joinBytes } from './http1-encoder.ts'

export interface Noise {
  /** From 0 to `below`, without it. */
  below(limit: number): number
  bytes(length: number): Uint8Array
  pick<T>(list: readonly T[]): T
}

/** A small generator (mulberry32); 2^32 seeds, which is more than a test tries. */
export function createNoise(seed: number): Noise {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }
  const below = (limit: number): number => next() % limit
  return {
    below,
    bytes: (length) => Uint8Array.from({ length }, () => next() & 0xff),
    pick: (list) => {
      const each = list[below(list.length)]
      if (each === undefined) throw new Error('there is nothing to pick from')
      return each
    },
  }
}

/** Lengths that nobody has, as frames, chunks, heads and records write them. */
const ABSURD: readonly Uint8Array[] = [
  Uint8Array.of(0xff, 0xff, 0xff, 0xff),
  Uint8Array.of(0x7f, 0xff, 0xff, 0xff),
  Uint8Array.of(0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
  Uint8Array.of(0x81, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
  Uint8Array.of(0x81, 0x7f, 0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
  ...[
    'ffffffffffffffff\r\n',
    '99999999999999999999',
    '-1',
    'Content-Length: 9007199254740993\r\n',
    '\r\n\r\n',
    '\0',
  ].map((text) => new TextEncoder().encode(text)),
]

/** Damages bytes once or a few times: a bit, a stretch cut out, doubled, overwritten, an absurd length put in. */
export function damaged(bytes: Uint8Array, noise: Noise): Uint8Array {
  let out: Uint8Array = bytes.slice()
  for (let times = 1 + noise.below(4); times > 0 && out.length > 0; times--) out = damagedOnce(out, noise)
  return out
}

function damagedOnce(bytes: Uint8Array, noise: Noise): Uint8Array {
  const at = noise.below(bytes.length)
  const end = Math.min(bytes.length, at + 1 + noise.below(64))
  const [before, stretch, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)]
  switch (noise.below(7)) {
    case 0: {
      const flipped = bytes.slice()
      flipped[at] = (flipped[at] ?? 0) ^ (1 << noise.below(8))
      return flipped
    }
    case 1:
      return joinBytes([before, after])
    case 2:
      return joinBytes([before, stretch, stretch, after])
    case 3:
      return joinBytes([before, noise.pick(ABSURD), after])
    case 4:
      return joinBytes([before, noise.bytes(stretch.length), after])
    case 5:
      return before.slice()
    default:
      return joinBytes([before, noise.pick(ABSURD), stretch, after])
  }
}

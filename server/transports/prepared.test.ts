import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../tests/support/fake-clock.ts'
import { createFeed } from '../lab/feed.ts'
import { framed } from './chunk-framing.ts'
import { onceATurn } from './prepared.ts'
import { serverFrame } from './server-frame.ts'

describe('what is made of an event', () => {
  it('is made once for all who read it in one turn, and again for who is late', async () => {
    const feed = createFeed({ clock: createFakeClock() })
    const [first, second] = [feed.publish('goal', 1), feed.publish('goal', 2)]
    const made: number[] = []
    const prepare = onceATurn((kept) => {
      made.push(kept.id)
      return { id: kept.id }
    })
    const one = prepare(first)
    expect(prepare(first)).toBe(one)
    expect(prepare(second)).toEqual({ id: 2 })
    expect(made).toEqual([1, 2])
    await Promise.resolve()
    expect(prepare(second)).toEqual({ id: 2 })
    expect(made).toEqual([1, 2, 2])
  })

  it.each([
    ['a chunk', framed('x'.repeat(250)).chunk],
    ['a frame', serverFrame('text', 'x'.repeat(250))],
  ])('as %s has memory of its own: no slab is kept for a small piece that waits', (_what, bytes) => {
    expect(bytes.buffer.byteLength).toBe(bytes.length)
  })
})

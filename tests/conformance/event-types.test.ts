import { describe, expect, it } from 'vitest'
import { GENERATORS } from '../../server/lab/generators/generator.ts'
import { EVENT_TYPES, FEEDS } from '../../src/contract/events.ts'

describe('the types a page listens for', () => {
  it('are all that the feeds publish by themselves', () => {
    let seed = 7
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
    const types = FEEDS.flatMap((feed) => {
      const generator = GENERATORS[feed](random)
      return Array.from({ length: 3000 }, () => generator.next()?.type)
    })
    const published = new Set(types.filter((type) => type !== undefined))
    expect(published.size).toBeGreaterThan(5)
    expect([...published].filter((type) => !EVENT_TYPES.includes(type))).toEqual([])
  })
})

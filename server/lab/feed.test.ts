import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../tests/support/fake-clock.ts'
import { createBudget } from '../budget.ts'
import { createFeed, type Feed } from './feed.ts'

function feedWith(count: number, options: { keepEvents?: number; keepBytes?: number } = {}): Feed {
  const feed = createFeed({ clock: createFakeClock(), ...options })
  for (let i = 1; i <= count; i++) feed.publish('goal', { i })
  return feed
}

describe('a feed', () => {
  it('numbers its events 1, 2, 3 and keeps their JSON in the order id, type, at, data', () => {
    const feed = feedWith(0)
    expect(feed.last).toBe(0)
    expect(feed.publish('goal', { by: 'Lin' }).json).toBe(
      '{"id":1,"type":"goal","at":1780000000000,"data":{"by":"Lin"}}',
    )
    expect(feed.publish('card', null).id).toBe(2)
    expect(feed.last).toBe(2)
  })

  it('keeps no parsed data, which can be twenty times its text', () => {
    const feed = feedWith(0)
    feed.publish('goal', [{}, {}, {}])
    for (const kept of feed.after(0))
      expect(Object.values(kept).filter((part) => typeof part === 'object')).toEqual([])
  })

  it('counts the size of an event in bytes, not in characters', () => {
    const kept = feedWith(0).publish('goal', '进球')
    expect(kept.sizeBytes).toBe(new TextEncoder().encode(kept.json).length)
    expect(kept.sizeBytes).toBeGreaterThan(kept.json.length)
  })

  it('gives what has a greater id, oldest first', () => {
    const feed = feedWith(5)
    expect(feed.after(2).map((kept) => kept.id)).toEqual([3, 4, 5])
    expect(feed.after(5)).toEqual([])
    expect(feed.after(0)).toHaveLength(5)
  })

  it('keeps the last 1,000 and leads with a gap notice in the place of the last one missed', () => {
    const feed = feedWith(1_005)
    const got = feed.after(2)
    expect(got).toHaveLength(1_001)
    expect(got[0]?.json).toBe('{"id":5,"type":"gap","at":1780000000000,"data":{"missed":3}}')
    expect(got[1]?.id).toBe(6)
    expect(got.at(-1)?.id).toBe(1_005)
  })

  it('says no gap to one who has the last that is gone', () => {
    const feed = feedWith(1_005)
    expect(feed.after(5)[0]).toMatchObject({ id: 6, type: 'goal' })
    expect(feed.after(4)[0]).toMatchObject({ id: 5, type: 'gap' })
    expect(feed.after(4)[0]?.json).toContain('"data":{"missed":1}')
  })

  it('lets large events push old ones out, but never the newest', () => {
    const feed = createFeed({ clock: createFakeClock(), keepBytes: 2_000 })
    for (let i = 0; i < 4; i++) feed.publish('goal', 'x'.repeat(900))
    expect(feed.after(0).map((kept) => [kept.id, kept.type])).toEqual([
      [2, 'gap'],
      [3, 'goal'],
      [4, 'goal'],
    ])
    feed.publish('goal', 'x'.repeat(9_000))
    expect(feed.after(4).map((kept) => kept.id)).toEqual([5])
  })

  it('tells what it keeps, and keeps nothing once it has forgotten or has ended', () => {
    const account = createBudget(Infinity).account('events')
    const feed = createFeed({ clock: createFakeClock(), account })
    for (let i = 0; i < 3; i++) feed.publish('goal', '球'.repeat(1_000))
    expect(account.heldBytes).toBeGreaterThan(3 * 2_000)
    feed.forget()
    expect(account.heldBytes).toBe(0)
    expect(feed.after(1)).toMatchObject([{ id: 3, type: 'gap' }])
    expect(feed.publish('goal', null).id).toBe(4)
    expect(feed.after(3).map((kept) => kept.id)).toEqual([4])
    feed.end()
    expect(account.heldBytes).toBe(0)
  })

  it('lets an event push out as much as it takes while memory is full', () => {
    const budget = createBudget(8_000)
    const feed = createFeed({ clock: createFakeClock(), account: budget.account('events') })
    for (let i = 0; i < 8; i++) feed.publish('goal', 'x'.repeat(700))
    expect([budget.isFull, feed.after(0)[0]?.id]).toEqual([true, 1])
    feed.publish('goal', 'x'.repeat(100))
    expect(feed.after(0)).toMatchObject([{ id: 1, type: 'gap' }, { id: 2 }, ...Array<object>(7).fill({})])
  })

  it('calls its listeners with each event until they leave', () => {
    const feed = feedWith(0)
    const heard: number[] = []
    const leave = feed.subscribe((kept) => heard.push(kept.id))
    feed.publish('goal', null)
    leave()
    feed.publish('goal', null)
    expect(heard).toEqual([1])
  })
})

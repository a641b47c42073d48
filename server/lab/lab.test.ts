import { describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../../tests/support/fake-clock.ts'
import { atOnce, granted } from '../../tests/support/granted.ts'
import type { Awaitable } from '../awaitable.ts'
import { isRefusal } from '../errors.ts'
import type { Entered, Lab, LabChange } from './lab.ts'
import { createMemoryStore } from './memory-store.ts'
import { createRegistry, type Registry } from './registry.ts'

const LIMITS = {
  maxLabs: 3,
  maxLabsPerAddress: 3,
  maxConnectionsPerLab: 2,
  maxWatchers: 2,
  maxEventsPerMinute: 5,
}

function setUp(settings: object = { feed: 'manual' }): { clock: FakeClock; registry: Registry; lab: Lab } {
  const clock = createFakeClock()
  const registry = createRegistry({ clock, limits: LIMITS })
  return { clock, registry, lab: granted(registry.create({ settings })) }
}

function codeOf(result: Awaitable<object>): string | undefined {
  const known = atOnce(result)
  return isRefusal(known) ? known.refused : undefined
}

describe('the registry', () => {
  it('gives ids of 128 random bits in base64url, never the same', () => {
    const { registry, lab } = setUp()
    const other = granted(registry.create({}))
    expect(lab.id).toMatch(/^[A-Za-z0-9_-]{22}$/)
    expect(other.id).not.toBe(lab.id)
    expect(registry.find(lab.id)).toBe(lab)
    expect(registry.find('nobody')).toBeUndefined()
  })

  it('makes no more labs than allowed, until one has ended', () => {
    const { registry, lab } = setUp()
    granted(registry.create({}))
    granted(registry.create({}))
    expect(codeOf(registry.create({}))).toBe('too-many-labs')
    atOnce(lab.end())
    expect(codeOf(registry.create({}))).toBeUndefined()
  })

  it('makes no lab from settings that are wrong, and none while it drains', () => {
    const { registry } = setUp()
    expect(codeOf(registry.create({ settings: { speed: 1 } }))).toBe('bad-settings')
    expect(registry.size).toBe(1)
    registry.drain()
    expect(codeOf(registry.create({}))).toBe('draining')
  })

  it('tells once that a lab has ended', () => {
    const closed: string[] = []
    const registry = createRegistry({
      clock: createFakeClock(),
      limits: LIMITS,
      closed: (lab) => closed.push(lab.id),
    })
    const lab = granted(registry.create({}))
    atOnce(lab.end())
    atOnce(lab.end())
    expect(closed).toEqual([lab.id])
  })
})

describe('the link to watch a lab by', () => {
  function opened(registry: Registry, lab: Lab): string {
    expect(registry.find(lab.id)).toBe(lab)
    return granted(lab.watch.open()).key
  }

  it('is a key of 128 random bits, the same as long as it is open, and counts who watches, up to a limit', () => {
    const { registry, lab } = setUp()
    const key = opened(registry, lab)
    expect(key).toMatch(/^[A-Za-z0-9_-]{22}$/)
    expect(opened(registry, lab)).toBe(key)
    expect(codeOf(lab.watch.enter(lab.id))).toBe('watch-not-found')
    const first = granted(lab.watch.enter(key))
    granted(lab.watch.enter(key))
    expect([lab.watch.count, lab.connections]).toEqual([2, 0])
    expect(codeOf(lab.watch.enter(key))).toBe('too-many-watchers')
    first.leave()
    first.leave()
    expect(lab.watch.count).toBe(1)
    atOnce(lab.watch.end())
    expect(codeOf(lab.watch.enter(key))).toBe('watch-not-found')
    expect(opened(registry, lab)).not.toBe(key)
  })

  it('keeps no lab alive', async () => {
    const { clock, registry, lab } = setUp()
    const key = opened(registry, lab)
    granted(lab.watch.enter(key))
    clock.advance(59_000)
    granted(lab.watch.enter(key))
    expect(await registry.reachWatched(key)).toBe(lab)
    clock.advance(1_000)
    expect(lab.hasEnded).toBe(true)
    expect(await registry.reachWatched(key)).toMatchObject({ refused: 'watch-not-found' })
  })

  it('goes on where somebody is in the lab elsewhere, and ends when nobody is', () => {
    const clock = createFakeClock()
    const store = createMemoryStore({ clock, limits: LIMITS })
    const [here, there] = [0, 1].map(() =>
      createRegistry({ clock, limits: LIMITS, store: { ...store, isShared: true } }),
    )
    const lab = granted(here!.create({}))
    const owner = granted(lab.enter())
    const key = granted(lab.watch.open()).key
    return there!.reachWatched(key).then((watched) => {
      if (isRefusal(watched)) throw new Error(watched.message)
      granted(watched.watch.enter(key))
      expect(lab.watch.count).toBe(1)
      clock.advance(200_000)
      expect(watched.hasEnded).toBe(false)
      owner.leave()
      clock.advance(121_000)
      expect([watched.hasEnded, lab.hasEnded]).toEqual([true, true])
    })
  })
})

describe('a lab with nobody connected', () => {
  it('ends 60 s after it was made', () => {
    const { clock, registry, lab } = setUp()
    clock.advance(59_999)
    expect(registry.find(lab.id)).toBe(lab)
    clock.advance(1)
    expect(registry.find(lab.id)).toBeUndefined()
    expect(lab.hasEnded).toBe(true)
    expect(clock.pending).toBe(0)
  })

  it('gets another 60 s from each call', () => {
    const { clock, lab } = setUp()
    clock.advance(40_000)
    lab.touch()
    clock.advance(59_999)
    expect(lab.hasEnded).toBe(false)
    clock.advance(1)
    expect(lab.hasEnded).toBe(true)
  })

  it('stays while somebody is connected, and ends 60 s after the last has left', () => {
    const { clock, lab } = setUp()
    const first = granted(lab.enter())
    const second = granted(lab.enter())
    clock.advance(600_000)
    first.leave()
    first.leave()
    clock.advance(600_000)
    expect(lab.connections).toBe(1)
    second.leave()
    clock.advance(59_999)
    expect(lab.hasEnded).toBe(false)
    clock.advance(1)
    expect(lab.hasEnded).toBe(true)
  })
})

describe('a lab', () => {
  it('refuses one connection too many, and takes it once another has left', () => {
    const { lab } = setUp()
    const entered: Entered[] = [granted(lab.enter()), granted(lab.enter())]
    expect(codeOf(lab.enter())).toBe('too-many-connections')
    entered[0]?.leave()
    expect(codeOf(lab.enter())).toBeUndefined()
  })

  it('takes so many events from clients in any minute, and says when the next may come', () => {
    const { clock, lab } = setUp()
    for (let i = 0; i < 5; i++) granted(lab.publish({ type: 'goal' }))
    clock.advance(20_000)
    const over = lab.publish({ type: 'goal' })
    expect(over).toMatchObject({ refused: 'too-many-events', headers: ['Retry-After', '40'] })
    clock.advance(40_000)
    expect(codeOf(lab.publish({ type: 'goal' }))).toBeUndefined()
    expect(lab.feed.last).toBe(6)
  })

  it('publishes null where no data was sent, and refuses what is no event', () => {
    const { lab } = setUp()
    expect(granted(lab.publish({ type: 'goal' })).json).toMatch(/^{"id":1,"type":"goal",.*"data":null}$/)
    const deep: unknown = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)
    for (const input of [
      null,
      [],
      'goal',
      {},
      { type: 1 },
      { type: '' },
      { type: 'Goal' },
      { type: '1st' },
      { type: 'a'.repeat(33) },
      { type: 'goal\n' },
      ...['open', 'error', 'message', 'gap', 'heartbeat'].map((type) => ({ type })),
      { type: 'goal', data: deep },
    ])
      expect(codeOf(lab.publish(input))).toBe('bad-event')
    expect(lab.feed.last).toBe(1)
  })

  it('tells of changed settings, of the drain and of its end', () => {
    const { lab } = setUp()
    const heard: LabChange[] = []
    lab.onChange((change) => heard.push(change))
    granted(lab.patch({ settings: { eventsPerMinute: 30 } }))
    atOnce(lab.patch({ settings: { eventsPerMinute: -1 } }))
    lab.drain()
    atOnce(lab.end())
    expect(heard).toEqual(['settings', 'draining', 'ended'])
    expect(lab.settings.eventsPerMinute).toBe(30)
    expect(codeOf(lab.enter())).toBe('lab-not-found')
  })
})

describe('the events of a lab', () => {
  it('come about as often as set, at uneven times', () => {
    const { clock, lab } = setUp({ feed: 'ticker', eventsPerMinute: 600 })
    granted(lab.enter())
    const times: number[] = []
    lab.feed.subscribe((kept) => times.push(kept.at))
    clock.advance(10 * 60_000)
    // 6,000 expected; the count of such a process scatters by its root, 77: five of those either way.
    expect(times.length).toBeGreaterThan(5_600)
    expect(times.length).toBeLessThan(6_400)
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time))
    const longest = gaps.filter((gap) => gap > 300).length / gaps.length
    // Exponential waits of 100 ms on average exceed 300 ms in e^-3 = 5 % of cases; even ones never would.
    expect(longest).toBeGreaterThan(0.03)
    expect(longest).toBeLessThan(0.07)
  })

  it('pause when nobody is there and go on when somebody calls', () => {
    const { clock, lab } = setUp({ feed: 'ticker', eventsPerMinute: 3_000 })
    clock.advance(30_000)
    const soFar = lab.feed.last
    expect(soFar).toBeGreaterThan(0)
    clock.advance(20_000)
    expect(lab.feed.last).toBe(soFar)
    lab.touch()
    clock.advance(5_000)
    expect(lab.feed.last).toBeGreaterThan(soFar)
  })

  it('do not come at 0 a minute or from the manual feed, and start when the setting changes', () => {
    const { clock, lab } = setUp({ feed: 'match', eventsPerMinute: 0 })
    granted(lab.enter())
    clock.advance(60_000)
    expect(lab.feed.last).toBe(0)
    granted(lab.patch({ settings: { eventsPerMinute: 3_000 } }))
    clock.advance(1_000)
    const soFar = lab.feed.last
    expect(soFar).toBeGreaterThan(0)
    granted(lab.patch({ settings: { feed: 'manual' } }))
    clock.advance(60_000)
    expect(lab.feed.last).toBe(soFar)
  })
})

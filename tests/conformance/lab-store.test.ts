/**
 * What a store of labs promises, said once and asked of both that there are: in memory, and in Redis. Two have joined each
 * lab, as two instances do. Needs redis-server on the machine.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findRedis, NO_REDIS } from '../../scripts/redis.ts'
import { createBudget } from '../../server/budget.ts'
import { systemClock } from '../../server/clock.ts'
import { isRefusal, type Refusal } from '../../server/errors.ts'
import type { KeptEvent } from '../../server/lab/feed.ts'
import type { KeptLab, LabStore, StoreLimits } from '../../server/lab/lab-store.ts'
import { createMemoryStore } from '../../server/lab/memory-store.ts'
import { connectRedis } from '../../server/redis/link.ts'
import { createRedisStore } from '../../server/redis/redis-store.ts'
import { DEFAULT_SETTINGS } from '../../src/contract/settings.ts'
import { eventually } from '../support/tapped-server.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'

const LIMITS: StoreLimits = { maxLabs: 4, maxLabsPerAddress: 2, maxEventsPerMinute: 1_200 }

/** Two ends of one store: the same where it is in memory, an instance each where it is shared. */
type Stores = readonly [LabStore, LabStore]
type Opened = { readonly stores: Stores; readonly close: () => Promise<void> }

function inMemory(limits: StoreLimits): Promise<Opened> {
  const store = createMemoryStore({ clock: systemClock, limits })
  return Promise.resolve({ stores: [store, store], close: () => Promise.resolve() })
}

let redis: TestRedis | undefined
async function inRedis(limits: StoreLimits): Promise<Opened> {
  await redis?.say('FLUSHALL')
  const open = async () =>
    createRedisStore({
      link: await connectRedis(redis?.url ?? '', systemClock, () => undefined),
      limits,
      budget: createBudget(Infinity),
    })
  const stores = [await open(), await open()] as const
  return {
    stores,
    async close() {
      for (const store of stores) await store.close()
    },
  }
}

beforeAll(async () => {
  const program = findRedis()
  if (program !== undefined) redis = await startRedis(program)
})
afterAll(() => redis?.stop())

let ids = 0
function newId(): string {
  ids += 1
  return `lab${String(ids).padStart(19, '0')}`
}

async function kept(given: Promise<KeptLab | Refusal> | KeptLab | Refusal): Promise<Joined> {
  const lab = await given
  if (isRefusal(lab)) throw new Error(lab.message)
  const heard: string[] = []
  let met = 0
  lab.listen({
    settingsChanged: () => void heard.push('settings'),
    restarted: () => void heard.push('restarted'),
    watchChanged: () => void heard.push('watch'),
    leaderChanged: () => void heard.push('leader'),
    ended: () => void heard.push('ended'),
    fault(fault) {
      heard.push(fault.kind)
      return (met += 1)
    },
  })
  const events: KeptEvent[] = []
  lab.feed.subscribe((event) => events.push(event))
  return { lab, heard, events }
}

interface Joined {
  readonly lab: KeptLab
  readonly heard: string[]
  readonly events: KeptEvent[]
}

describe.each([
  ['in memory', inMemory],
  ['in Redis', inRedis],
] as const)('a store of labs %s', (name, openWith) => {
  async function open(limits: Partial<StoreLimits> = {}): Promise<Stores> {
    const opened = await openWith({ ...LIMITS, ...limits })
    closes.push(opened.close)
    return opened.stores
  }
  const closes: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closes.splice(0)) await close()
  })
  beforeEach((context) => {
    const isMissing = name === 'in Redis' && redis === undefined
    if (isMissing && process.env['CI']) throw new Error(NO_REDIS)
    context.skip(isMissing, NO_REDIS)
  })

  async function two(limits: Partial<StoreLimits> = {}): Promise<readonly [Joined, Joined]> {
    const [here, there] = await open(limits)
    const id = newId()
    const made = await kept(here.create({ id, settings: DEFAULT_SETTINGS, place: 'p' }))
    return [made, await kept(there.join(id))]
  }

  it('numbers what anybody publishes 1, 2, 3, and everybody hears it in that order, as the same bytes', async () => {
    const [one, other] = await two()
    const answers = await Promise.all(
      Array.from({ length: 60 }, async (_, i) => {
        const { lab } = i % 2 === 0 ? one : other
        return lab.publish({ type: 'goal', data: { i, ü: '"\\' } }, undefined)
      }),
    )
    await eventually(() => [one, other].every(({ lab }) => lab.feed.last === 60))
    const ids = Array.from({ length: 60 }, (_, i) => i + 1)
    for (const { events, lab } of [one, other]) {
      expect(events.map(({ id }) => id)).toEqual(ids)
      expect(lab.feed.after(0).map(({ json }) => json)).toEqual(events.map(({ json }) => json))
      const times = events.map(({ at }) => at)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
    }
    expect(one.events.map(({ json }) => json)).toEqual(other.events.map(({ json }) => json))
    const told = answers.map((answer) => ('json' in answer ? answer.json : answer.refused))
    expect(told.toSorted()).toEqual(one.events.map(({ json }) => json).toSorted())
    expect(JSON.parse(told[0] ?? '')).toMatchObject({ type: 'goal', data: { i: 0, ü: '"\\' } })
  })

  it('has one link to watch by, which everybody knows and anybody ends, and counts who watches', async () => {
    const [here, there] = await open()
    const id = newId()
    const one = await kept(here.create({ id, settings: DEFAULT_SETTINGS, place: 'p' }))
    const other = await kept(there.join(id, false))
    const [key, late] = ['k'.repeat(22), 'l'.repeat(22)]
    expect(await there.watched(key)).toMatchObject({ refused: 'watch-not-found' })
    expect(await one.lab.setWatch(key)).toEqual({ key })
    expect(await other.lab.setWatch(late)).toEqual({ key })
    expect(await other.lab.knowsWatch(key)).toBe(true)
    expect(await there.watched(key)).toEqual({ id })
    expect(await there.watched(late)).toMatchObject({ refused: 'watch-not-found' })
    // Who joins later knows it from the beginning.
    expect((await kept(there.join(id))).lab.watch).toBe(key)
    other.lab.tellWatchers(3)
    one.lab.tellWatchers(1)
    await eventually(() => one.lab.watchersElsewhere === 3 && other.lab.watchersElsewhere === 1)
    other.lab.tellWatchers(0)
    await eventually(() => one.lab.watchersElsewhere === 0)
    expect(await other.lab.setWatch(undefined)).toEqual({ key: undefined })
    await eventually(() => one.lab.watch === undefined)
    expect(one.heard).toContain('watch')
    expect(await here.watched(key)).toMatchObject({ refused: 'watch-not-found' })
    expect(await one.lab.setWatch(late)).toEqual({ key: late })
    await one.lab.end()
    expect(await there.watched(late)).toMatchObject({ refused: 'watch-not-found' })
  })

  it('keeps the last 1,000, and says to whoever joins late which is the last that is gone', async () => {
    const [here, there] = await open({ maxEventsPerMinute: 5_000 })
    const id = newId()
    const made = await kept(here.create({ id, settings: DEFAULT_SETTINGS, place: 'p' }))
    for (let i = 0; i < 10; i++)
      await Promise.all(
        Array.from({ length: 101 }, async () => made.lab.publish({ type: 'goal', data: null }, undefined)),
      )
    const late = await kept(there.join(id))
    for (const { lab } of [made, late]) {
      const got = lab.feed.after(3)
      expect(got).toHaveLength(1_001)
      expect(got[0]).toMatchObject({ id: 10, type: 'gap' })
      expect(got[0]?.json).toContain('"data":{"missed":7}')
    }
    expect(late.lab.feed.after(3).map(({ json }) => json)).toEqual(
      made.lab.feed.after(3).map(({ json }) => json),
    )
  })

  it('lets large events push old ones out before the count does', async () => {
    const [one, other] = await two()
    for (let i = 0; i < 6; i++)
      await one.lab.publish({ type: 'goal', data: 'x'.repeat(1024 * 1024) }, undefined)
    await eventually(() => other.lab.feed.last === 6)
    expect(other.lab.feed.after(0).map(({ id, type }) => [id, type])).toEqual([
      [3, 'gap'],
      [4, 'goal'],
      [5, 'goal'],
      [6, 'goal'],
    ])
  })

  it('publishes once for a key, whoever is asked again', async () => {
    const [one, other] = await two()
    const event = { type: 'goal', data: 1 }
    const first = await one.lab.publish(event, 'k')
    expect(await other.lab.publish({ type: 'card', data: 2 }, 'k')).toMatchObject({
      json: 'json' in first && first.json,
    })
    expect(await other.lab.firstAnswer('k')).toEqual({ json: 'json' in first && first.json })
    expect(await one.lab.firstAnswer('other')).toBeUndefined()
    expect(await other.lab.publish(event, 'other')).toMatchObject({
      json: expect.stringContaining('"id":2,') as unknown,
    })
    // Asked at the same time at both.
    const both = await Promise.all([one, other].map(async ({ lab }) => lab.publish(event, 'both')))
    expect(both[0]).toMatchObject({ json: 'json' in both[1]! && both[1].json })
    await eventually(() => one.lab.feed.last === 3 && other.lab.feed.last === 3)
  })

  it('counts what clients publish together, and not what happens by itself', async () => {
    const [one, other] = await two({ maxEventsPerMinute: 3 })
    const leader = [one, other].find(({ lab }) => lab.isLeader)
    leader?.lab.happen({ type: 'kick-off', data: null })
    for (const { lab } of [one, other, one])
      expect(isRefusal(await lab.publish({ type: 'goal', data: null }, undefined))).toBe(false)
    const over = await other.lab.publish({ type: 'goal', data: null }, undefined)
    expect(over).toMatchObject({ refused: 'too-many-events' })
    await eventually(() => [one, other].every(({ lab }) => lab.feed.last === 4))
  })

  it('has one leader, and another once that one leaves, who knows how much has happened', async () => {
    const [one, other] = await two()
    expect([one.lab.isLeader, other.lab.isLeader]).toEqual([true, false])
    one.lab.happen({ type: 'kick-off', data: null })
    other.lab.happen({ type: 'kick-off', data: null })
    await eventually(() => other.lab.feed.last >= 1)
    one.lab.leave()
    await eventually(() => (other.lab.renew(), other.lab.isLeader))
    expect(other.heard).toContain('leader')
    if (name === 'in Redis') expect([other.lab.feed.last, other.lab.happened]).toEqual([1, 1])
  })

  it('merges settings that are changed at once in two places, and tells both', async () => {
    const [one, other] = await two()
    await Promise.all([
      one.lab.change({ settings: { heartbeatMs: 700, wire: { latencyMs: 10 } } }),
      other.lab.change({ settings: { retryMs: 900, wire: { jitterMs: 5 } } }),
    ])
    const merged = { heartbeatMs: 700, retryMs: 900, wire: { latencyMs: 10, jitterMs: 5 } }
    await eventually(() =>
      [one, other].every(({ lab }) => lab.settings.retryMs === 900 && lab.settings.heartbeatMs === 700),
    )
    for (const { lab, heard } of [one, other]) {
      expect(lab.settings).toMatchObject(merged)
      expect(heard).toContain('settings')
    }
    expect(await one.lab.change({ settings: { speed: 1 } })).toMatchObject({ refused: 'bad-settings' })
    expect(one.lab.settings).toMatchObject(merged)
  })

  it('carries a fault to everybody and adds up what it met', async () => {
    const [one, other] = await two()
    expect(await one.lab.fault({ kind: 'reset', transport: 'all' }, undefined)).toBe(2)
    const until = Date.now() + 60_000
    expect(await other.lab.fault({ kind: 'restart', downMs: 60_000 }, until)).toBe(4)
    for (const { lab, heard } of [one, other]) {
      expect(heard.filter((each) => each !== 'leader')).toEqual(['reset', 'restart', 'restarted'])
      expect(lab.downUntil).toBe(until)
    }
  })

  it('keeps scripted answers in line for whoever is asked, each for one, so many and no more', async () => {
    const [one, other] = await two()
    const add = ({ lab }: Joined, text: string, transport = 'sse', sizeBytes = 1) =>
      lab.inLine.add({ transport, text, sizeBytes })
    expect(await add(one, '{"a b":1}')).toEqual({ waiting: 1 })
    expect(await add(other, 'second')).toEqual({ waiting: 2 })
    expect(await add(other, 'for a poll', 'long-poll')).toEqual({ waiting: 1 })
    for (const { lab } of [one, other]) {
      await lab.renew()
      expect(lab.inLine.hasAny).toBe(true)
    }
    const first = { transport: 'sse', text: '{"a b":1}', sizeBytes: 1 }
    expect(await other.lab.inLine.take('sse')).toEqual(first)
    other.lab.inLine.putBack(first)
    expect(await other.lab.inLine.take('sse')).toEqual(first)
    expect(await one.lab.inLine.take('sse')).toMatchObject({ text: 'second' })
    expect(await one.lab.inLine.take('sse')).toBeUndefined()
    for (let i = 1; i <= 8; i++) expect(await add(one, `${i}`)).toEqual({ waiting: i })
    expect(await add(other, 'ninth')).toMatchObject({ refused: 'too-many-answers' })
    expect(await add(other, 'large', 'short-poll', 256 * 1024)).toMatchObject({ refused: 'too-many-answers' })
    await other.lab.inLine.clear()
    expect(await one.lab.inLine.take('sse')).toBeUndefined()
    expect(await add(one, 'large', 'short-poll', 256 * 1024)).toEqual({ waiting: 1 })
  })

  it('tells each what the others hold open', async () => {
    const [one, other] = await two()
    one.lab.tell(3)
    other.lab.tell(2)
    await eventually(() => one.lab.connectionsElsewhere === 2 && other.lab.connectionsElsewhere === 3)
    one.lab.leave()
    await eventually(() => other.lab.connectionsElsewhere === 0)
  })

  it('has whoever is asked know what was published and set before', async () => {
    const [one, other] = await two()
    for (let i = 1; i <= 20; i++) {
      await one.lab.publish({ type: 'goal', data: i }, undefined)
      await one.lab.change({ settings: { retryMs: 100 + i } })
      await other.lab.renew()
      expect([other.lab.feed.last, other.lab.settings.retryMs]).toEqual([i, 100 + i])
    }
  })

  it('ends a lab everywhere, and nobody finds it again', async () => {
    const [here, there] = await open()
    const id = newId()
    const one = await kept(here.create({ id, settings: DEFAULT_SETTINGS, place: 'p' }))
    const other = await kept(there.join(id))
    await other.lab.end()
    await eventually(() => one.heard.includes('ended') && other.heard.includes('ended'))
    expect(await here.join(id)).toMatchObject({ refused: 'lab-not-found' })
    expect(await there.join(newId())).toMatchObject({ refused: 'lab-not-found' })
  })

  it('makes no more labs than allowed, in all and for one place, until one has ended', async () => {
    const [here, there] = await open()
    const create = (store: LabStore, place: string) =>
      store.create({ id: newId(), settings: DEFAULT_SETTINGS, place })
    const first = await kept(create(here, 'p'))
    await kept(create(there, 'p'))
    expect(await create(there, 'p')).toMatchObject({ refused: 'too-many-labs' })
    await kept(create(here, 'q'))
    await kept(create(here, 'r'))
    expect(await create(there, 's')).toMatchObject({ refused: 'too-many-labs' })
    await first.lab.end()
    await kept(create(there, 'p'))
  })
})

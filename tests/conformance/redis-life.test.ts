/** How long Redis keeps a lab: as long as somebody is there, and so long after its last use. Needs redis-server on the machine. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findRedis, NO_REDIS } from '../../scripts/redis.ts'
import { createBudget } from '../../server/budget.ts'
import { systemClock, type Clock } from '../../server/clock.ts'
import { isRefusal } from '../../server/errors.ts'
import { connectRedis, type RedisLink } from '../../server/redis/link.ts'
import { createRedisStore } from '../../server/redis/redis-store.ts'
import { DEFAULT_SETTINGS } from '../../src/contract/settings.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { startRedis } from '../support/redis.ts'

const program = findRedis()
const stops: (() => unknown)[] = []
beforeEach((context) => {
  if (program === undefined && process.env['CI']) throw new Error(NO_REDIS)
  context.skip(program === undefined, NO_REDIS)
})
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

/** The way to Redis by another clock than Redis's. */
function withClock(link: RedisLink, clock: Clock): RedisLink {
  return {
    ...{ isUp: true, run: link.run, keepsAll: link.keepsAll, clock, uncertaintyMs: 0 },
    ask: (script, key, ...values) => link.ask(script, key, ...values),
    publish: (channel, text) => link.publish(channel, text),
    subscribe: (channel, hear) => link.subscribe(channel, hear),
    unsubscribe: (channel) => link.unsubscribe(channel),
    onBack: () => undefined,
    sample: () => Promise.resolve(),
    arrive: () => link.arrive(),
    close: () => link.close(),
  }
}

it('a lab is kept by its use and by whoever is there, and not by the instance that still has it', async () => {
  const redis = await startRedis(program ?? '', ['appendonly no'])
  stops.push(() => redis.stop())
  const clock = createFakeClock()
  const link = withClock(await connectRedis(redis.url, systemClock, () => undefined), clock)
  const limits = { maxLabs: 2, maxLabsPerAddress: 2, maxEventsPerMinute: 60 }
  const store = createRedisStore({ link, limits, budget: createBudget(Infinity) })
  stops.push(() => store.close())
  const lab = await store.create({ id: 'lab', settings: DEFAULT_SETTINGS, place: 'p' })
  if (isRefusal(lab)) throw new Error(lab.message)

  /** What is left of its life when what is done now has been done, of 30 s before. */
  async function leftAfter(act: () => unknown): Promise<number> {
    await redis.say('PEXPIRE comet:lab:lab 30000')
    await act()
    // Asked on the same connection, this comes after all that it asked.
    await store.watched('none')
    return Number((await redis.say('PTTL comet:lab:lab')).slice(1))
  }
  const beat = (): void => clock.advance(2_000)
  const use = (): unknown => {
    beat()
    return lab.renew()
  }

  expect(await leftAfter(use)).toBeGreaterThan(60_000)
  for (let i = 0; i < 3; i++) expect(await leftAfter(beat)).toBeLessThanOrEqual(30_000)
  expect(await leftAfter(() => lab.happen({ type: 'goal', data: null }))).toBeLessThanOrEqual(30_000)
  expect(await leftAfter(use)).toBeGreaterThan(60_000)
  lab.tell(1)
  expect(await leftAfter(beat)).toBeGreaterThan(60_000)
})

/** Whatever the labs of one address keep in Redis, those of another have room. Needs redis-server on the machine. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findRedis, NO_REDIS } from '../../scripts/redis.ts'
import { createBudget } from '../../server/budget.ts'
import { systemClock } from '../../server/clock.ts'
import { isRefusal } from '../../server/errors.ts'
import type { KeptLab } from '../../server/lab/lab-store.ts'
import { connectRedis } from '../../server/redis/link.ts'
import { createRedisStore } from '../../server/redis/redis-store.ts'
import { DEFAULT_SETTINGS } from '../../src/contract/settings.ts'
import { startRedis } from '../support/redis.ts'

const MIB = 1024 * 1024
const EVENT = { type: 'goal', data: 'x'.repeat(60_000) }
const EVENTS_OF_A_FULL_LAB = 70
/** By itself it would wait for a second. */
const PATIENT = { timeout: 10_000 }

const program = findRedis()
const stops: (() => unknown)[] = []
beforeEach((context) => {
  if (program === undefined && process.env['CI']) throw new Error(NO_REDIS)
  context.skip(program === undefined, NO_REDIS)
})
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

it('an address that has filled its share is refused, another is not, and what ends makes room', async () => {
  const redis = await startRedis(program ?? '', ['appendonly no'])
  stops.push(() => redis.stop())
  const link = await connectRedis(redis.url, systemClock, () => undefined)
  const limits = { maxLabs: 200, maxLabsPerAddress: 100, maxEventsPerMinute: 6_000 }
  const store = createRedisStore({ link, limits, budget: createBudget(Infinity) })
  stops.push(() => store.close())
  let ids = 0
  async function newLab(place: string): Promise<KeptLab> {
    const made = await store.create({ id: `lab${(ids += 1)}`, settings: DEFAULT_SETTINGS, place })
    if (isRefusal(made)) throw new Error(made.message)
    return made
  }

  const labs: KeptLab[] = []
  let refused: string | undefined
  while (refused === undefined && labs.length < 40) {
    const lab = await newLab('one')
    labs.push(lab)
    for (let i = 0; i < EVENTS_OF_A_FULL_LAB && refused === undefined; i++) {
      const published = await lab.publish(EVENT, undefined)
      if (isRefusal(published)) refused = published.refused
    }
  }
  expect(refused).toBe('memory-full')
  const [, usedBytes] = /used_memory:(\d+)/.exec(await redis.say('INFO memory')) ?? []
  expect(Number(usedBytes)).toBeLessThan(100 * MIB)
  // What happens by itself goes on: it takes the place of what is old.
  const { last } = labs[0]!.feed
  labs[0]!.happen(EVENT)
  await expect.poll(() => labs[0]!.feed.last, PATIENT).toBe(last + 1)

  const other = await newLab('another')
  expect(await other.publish(EVENT, undefined)).toHaveProperty('json')
  for (const lab of labs.splice(0, 2)) await lab.end()
  const isRefused = async (): Promise<boolean> => isRefusal(await labs[0]!.publish(EVENT, undefined))
  await expect.poll(isRefused, PATIENT).toBe(false)
})

/** The short form of `npm run lecture`: thirty watch one lab on two instances. Needs redis-server on the machine. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findRedis, NO_REDIS } from '../../scripts/redis.ts'
import { lecture } from '../cluster/lecture.ts'
import { startInstance } from '../support/instances.ts'
import { startRedis } from '../support/redis.ts'

const program = findRedis()
beforeEach((context) => {
  if (program === undefined && process.env['CI']) throw new Error(NO_REDIS)
  context.skip(program === undefined, NO_REDIS)
})
const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

it('thirty who watch on two instances see the same moments, none of them the lab’s id, and can do nothing else', async () => {
  const redis = await startRedis(program ?? '')
  stops.push(() => redis.stop())
  const [one, two] = await Promise.all([startInstance(redis.url), startInstance(redis.url)])
  stops.push(() => Promise.all([one.end(), two.end()]))
  const { wrong, counted, messages } = await lecture([one, two], 30)
  expect(wrong).toEqual([])
  expect(counted).toBe(30)
  expect(messages).toBeGreaterThan(300)
}, 60_000)

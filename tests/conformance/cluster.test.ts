/**
 * The short form of `npm run cluster`: a few readers on three instances behind nginx, while all falls that can, and while a new
 * version comes as docs/deploy.md has it.
 */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findNginx, NO_NGINX } from '../../scripts/nginx.ts'
import { findRedis, NO_REDIS } from '../../scripts/redis.ts'
import { fallAll, rollAll } from '../cluster/falls.ts'
import { endChildren } from '../support/child-server.ts'
import { startCluster } from '../support/cluster.ts'

const [nginx, redis] = [findNginx(), findRedis()]
const missing = nginx === undefined ? NO_NGINX : redis === undefined ? NO_REDIS : undefined
beforeEach((context) => {
  if (missing !== undefined && process.env['CI']) throw new Error(missing)
  context.skip(missing !== undefined, missing)
})
afterEach(endChildren)

it('three instances behind nginx: nothing that falls loses, repeats or disorders an event, or puts a foreign byte into a tap', async () => {
  const cluster = await startCluster({ nginx: '', openssl: '', ...nginx, redis: redis ?? '' })
  try {
    const { published, returns, wrong, tappedBytes } = await fallAll(cluster, 10, () => undefined)
    expect(wrong).toEqual([])
    for (const events of published) expect(events).toBeGreaterThan(20)
    expect(returns).toBeGreaterThan(5)
    expect(tappedBytes).toBeGreaterThan(10_000)
  } finally {
    await cluster.stop()
  }
}, 120_000)

it('a new version comes to one instance after the other, and nobody is refused or loses anything', async () => {
  const cluster = await startCluster({ nginx: '', openssl: '', ...nginx, redis: redis ?? '' })
  try {
    const { published, returns, refusals, wrong } = await rollAll(cluster, 10, () => undefined)
    expect(wrong).toEqual([])
    expect(refusals).toBe(0)
    for (const events of published) expect(events).toBeGreaterThan(20)
    expect(returns).toBeGreaterThan(5)
  } finally {
    await cluster.stop()
  }
}, 120_000)

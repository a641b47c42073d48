/**
 * `npm run cluster`: two hundred readers on three instances behind nginx while all falls that can, on this machine;
 * `-- --readers=N` for others. Ends by itself, with 1 where an event was lost, repeated or out of order, or a tap had a foreign byte.
 */
import { parseArgs } from 'node:util'
import { ensureNginx, NO_NGINX } from '../../scripts/nginx.ts'
import { ensureRedis, NO_REDIS } from '../../scripts/redis.ts'
import { startCluster } from '../support/cluster.ts'
import { fallAll } from './falls.ts'

const { values } = parseArgs({ options: { readers: { type: 'string', default: '200' } } })
const readers = Number(values.readers)
if (!Number.isInteger(readers) || readers < 10 || readers > 1_000)
  fail(`--readers takes 10 to 1000, not ${values.readers}.`)
const [nginx, redis] = [ensureNginx() ?? fail(NO_NGINX), ensureRedis() ?? fail(NO_REDIS)]

const cluster = await startCluster(
  { ...nginx, redis },
  { MAX_CONNECTIONS_PER_LAB: '1000', MAX_CONNECTIONS_PER_ADDRESS: '5000' },
)
try {
  const fallen = await fallAll(cluster, Math.ceil(readers / 2), console.log)
  const { published, returns, wrong, tappedBytes } = fallen
  console.log(
    `${fallen.readers} readers came back ${returns} times and have all of ${published.join(' and ')} events.`,
  )
  console.log(`The taps showed ${(tappedBytes / 1024 / 1024).toFixed(1)} MiB.`)
  for (const each of wrong.slice(0, 20)) console.log(`wrong: ${each}`)
  process.exitCode = wrong.length === 0 ? 0 : 1
} finally {
  await cluster.stop()
}
process.exit()

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

/**
 * `npm run cluster`: two hundred readers on three instances behind nginx while all falls that can, then while a new version comes, on this machine;
 * `-- --readers=N` for others. Ends by itself, with 1 where an event was lost, repeated or out of order, or a tap had a foreign byte.
 */
import { parseArgs } from 'node:util'
import { ensureNginx, NO_NGINX } from '../../scripts/nginx.ts'
import { ensureRedis, NO_REDIS } from '../../scripts/redis.ts'
import { startCluster } from '../support/cluster.ts'
import { fallAll, rollAll, type Fallen } from './falls.ts'

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
  tell(await fallAll(cluster, Math.ceil(readers / 2), console.log))
  const rolled = await rollAll(cluster, Math.ceil(readers / 2), console.log)
  tell(rolled)
  if (rolled.refusals > 0) process.exitCode = 1
} finally {
  await cluster.stop()
}
process.exit()

function tell({ readers: count, published, returns, refusals, wrong, tappedBytes }: Fallen): void {
  console.log(
    `${count} readers came back ${returns} times, ${refusals} times to a 503, and have all of ${published.join(' and ')} events.`,
  )
  console.log(`The taps showed ${(tappedBytes / 1024 / 1024).toFixed(1)} MiB.`)
  for (const each of wrong.slice(0, 20)) console.log(`wrong: ${each}`)
  if (wrong.length > 0) process.exitCode = 1
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

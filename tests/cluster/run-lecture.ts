/**
 * `npm run lecture`: three hundred watch one lab on two instances of this server, on this machine; `-- --watchers=N` for others.
 * Ends by itself, with 1 where two saw different moments, one was sent the lab's id, or one could do more than watch.
 */
import { parseArgs } from 'node:util'
import { ensureRedis, NO_REDIS } from '../../scripts/redis.ts'
import { endChildren, runChild } from '../support/child-server.ts'
import { startRedis } from '../support/redis.ts'
import { lecture } from './lecture.ts'

const { values } = parseArgs({ options: { watchers: { type: 'string', default: '300' } } })
const watchers = Number(values.watchers)
if (!Number.isInteger(watchers) || watchers < 2 || watchers > 1_000)
  fail(`--watchers takes 2 to 1000, not ${values.watchers}.`)

const redis = await startRedis(ensureRedis() ?? fail(NO_REDIS))
try {
  const environment = { REDIS_URL: redis.url, MAX_WATCHERS: '1000' }
  const instances = await Promise.all([runChild({ environment }), runChild({ environment })])
  const given = await lecture([instances[0], instances[1]], watchers)
  console.log(
    `${given.watchers} watched (the owner was told ${given.counted}); each was sent ${given.messages} messages, ${given.events} events among them.`,
  )
  for (const each of given.wrong.slice(0, 20)) console.log(`wrong: ${each}`)
  process.exitCode = given.wrong.length === 0 && given.counted === watchers ? 0 : 1
} finally {
  endChildren()
  await redis.stop()
}
process.exit()

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

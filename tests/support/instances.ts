/** Instances of this server in the test's own process, which share labs through one Redis. */
import { systemClock } from '../../server/clock.ts'
import { readConfig } from '../../server/config.ts'
import { connectRedis } from '../../server/redis/link.ts'
import { createRedisStore, type RedisStore } from '../../server/redis/redis-store.ts'
import { startServer, type TestServer } from './comet.ts'

export interface TestInstance extends Omit<TestServer, 'end'> {
  /** Ends it at once, as a process that goes down does at its end. */
  end(): Promise<void>
}

/** Starts one on a free port. */
export async function startInstance(
  redisUrl: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<TestInstance> {
  const read = readConfig(environment)
  if (read.kind === 'mistakes') throw new Error(read.mistakes.join(' '))
  const link = await connectRedis(redisUrl, systemClock, () => undefined)
  let store: RedisStore | undefined
  const site = await startServer(environment, {
    clock: link.clock,
    openStore: (budget) => (store = createRedisStore({ link, limits: read.config, budget })),
  })
  return {
    ...site,
    async end() {
      site.server.end()
      await store?.close()
    },
  }
}

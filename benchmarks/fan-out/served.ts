/** A subject's server, running: where it is, what it has used, and its end. */
import { ensureRedis, NO_REDIS } from '../../scripts/redis.ts'
import { startRedis } from '../../tests/support/redis.ts'
import { openLab, startMeasured } from '../our-server.ts'
import type { Usage } from '../probe.ts'
import { startNchan } from './nchan.ts'
import type { Subject } from './subjects.ts'

export interface Served {
  readonly address: URL
  /** In front of `/sse`, `/ws` and `/events`. */
  readonly path: string
  /** So far; of `collected-usage` memory is read after garbage has been collected, where there is any. */
  usage(which: 'usage' | 'collected-usage'): Promise<Usage>
  end(): Promise<void>
}

/** Starts it. Throws where a program is missing. */
export async function serve({ server }: Subject): Promise<Served> {
  if (server.kind === 'nchan') return startNchan()
  const isOurs = server.kind === 'ours'
  const redis = isOurs && server.isShared ? await startRedis(ensureRedis() ?? missing(NO_REDIS)) : undefined
  const child = isOurs
    ? startMeasured('server/main.ts', [], redis === undefined ? {} : { REDIS_URL: redis.url })
    : startMeasured(server.program, server.parameter === undefined ? [] : [server.parameter])
  const address = new URL(await child.printed(/(http:\/\/\S+)/))
  return {
    address,
    path: isOurs ? await openLab(address) : '',
    usage: (which) => child.ask<Usage>(which),
    async end() {
      await child.end()
      await redis?.stop()
    },
  }
}

function missing(what: string): never {
  throw new Error(what)
}

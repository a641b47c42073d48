/** Starts a subject's server. */
import { openLab, startMeasured } from '../our-server.ts'
import type { Usage } from '../probe.ts'
import { startRedis } from '../redis.ts'
import { startNchan } from './nchan.ts'
import type { Served, Subject } from './subjects.ts'

/** Starts it. Throws where a program is missing. */
export async function serve({ server }: Subject): Promise<Served> {
  if (server.kind === 'nchan') return startNchan()
  const isOurs = server.kind === 'ours'
  const redis = isOurs && server.isShared ? await startRedis() : undefined
  const child = isOurs
    ? startMeasured('server/main.ts', [], redis?.environment)
    : startMeasured(server.program, server.parameter === undefined ? [] : [server.parameter])
  const address = new URL(await child.printed(/(http:\/\/\S+)/))
  return {
    address,
    path: isOurs ? await openLab(address) : '',
    usage: (which) => child.ask<Usage>(which),
    async end() {
      await child.end()
      await redis?.end()
    },
  }
}

/** Starts a subject's server. */
import { ensureRedis, NO_REDIS } from '../../scripts/redis.ts'
import { openLab, startMeasured } from '../our-server.ts'
import { startOwn, type OwnProgram } from '../own-programs.ts'
import type { Usage } from '../probe.ts'
import { startNchan } from './nchan.ts'
import type { Served, Subject } from './subjects.ts'

/** Starts it. Throws where a program is missing. */
export async function serve({ server }: Subject): Promise<Served> {
  if (server.kind === 'nchan') return startNchan()
  const isOurs = server.kind === 'ours'
  const redis = isOurs && server.isShared ? await startRedis() : undefined
  const child = isOurs
    ? startMeasured(
        'server/main.ts',
        [],
        redis === undefined ? {} : { REDIS_URL: `redis://127.0.0.1:${redis.port}` },
      )
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

/** With the file of docs/deploy.md: each write is on the disk before its answer. */
function startRedis(): Promise<OwnProgram> {
  const program = ensureRedis()
  if (program === undefined) throw new Error(NO_REDIS)
  return startOwn(program, (port, folder) => [
    'docs/deploy/redis.conf',
    '--port',
    String(port),
    '--dir',
    folder,
  ])
}

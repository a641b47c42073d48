/** The Redis that a measured server keeps its labs in. */
import { ensureRedis, NO_REDIS } from '../scripts/redis.ts'
import { startOwn } from './own-programs.ts'

export interface Redis {
  /** What tells a server to use it. */
  readonly environment: Readonly<Record<string, string>>
  end(): Promise<void>
}

/** Starts it with the file of docs/deploy.md: each write is on the disk before its answer. Throws where it is missing. */
export async function startRedis(): Promise<Redis> {
  const program = ensureRedis()
  if (program === undefined) throw new Error(NO_REDIS)
  const started = await startOwn(program, (port, folder) => [
    'docs/deploy/redis.conf',
    '--port',
    String(port),
    '--dir',
    folder,
  ])
  return { environment: { REDIS_URL: `redis://127.0.0.1:${started.port}` }, end: () => started.end() }
}

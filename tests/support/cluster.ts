/**
 * Three instances, a Redis, and nginx before them, each with the very file that docs/deploy.md gives: what a rolling deploy and
 * all that falls are tried on.
 */
import type { NginxPrograms } from '../../scripts/nginx.ts'
import { runChild, type Running } from './child-server.ts'
import { freePort } from './free-port.ts'
import { deployedEnvironment, deployedNginx } from './nginx.ts'
import { startRedis, type TestRedis } from './redis.ts'
import type { Site } from './follower.ts'

export interface Cluster {
  readonly site: Site
  readonly redis: TestRedis
  /** Kills an instance, without a word, and resolves when it is gone. */
  kill(index: number): Promise<void>
  /** Asks an instance to go down, as systemd does; resolves with its exit code. */
  drain(index: number): Promise<number | null>
  /** Starts one again in its place. */
  start(index: number): Promise<void>
  /** Has nginx send it nobody any more, or again; what it has open goes on. */
  take(index: number, how: 'out' | 'back'): void
  stop(): Promise<void>
}

export async function startCluster(
  programs: NginxPrograms & { readonly redis: string },
  limits: Readonly<Record<string, string>> = {},
): Promise<Cluster> {
  const redis = await startRedis(programs.redis)
  const ports = [await freePort(), await freePort(), await freePort()]
  const running: Running[] = []

  async function start(index: number): Promise<void> {
    const environment = {
      ...deployedEnvironment(index + 1),
      ...limits,
      REDIS_URL: redis.url,
      PORT: String(ports[index]),
    }
    running[index] = await runChild({ environment })
  }

  async function signalled(index: number, signal: NodeJS.Signals): Promise<number | null> {
    const { child, ended } = running[index]!
    child.kill(signal)
    return ended
  }

  await Promise.all(ports.map((_, index) => start(index)))
  const nginx = await deployedNginx(programs, ports)
  return {
    site: nginx,
    redis,
    start,
    kill: async (index) => void (await signalled(index, 'SIGKILL')),
    take: (index, how) => nginx.take(ports[index]!, how),
    drain: (index) => signalled(index, 'SIGTERM'),
    async stop() {
      await Promise.all(ports.map((_, index) => signalled(index, 'SIGKILL')))
      await nginx.stop()
      await redis.stop()
    },
  }
}

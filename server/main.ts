/** The process: reads the configuration, starts, says where it is, and goes down well when asked to. */
import cluster from 'node:cluster'
import { fileURLToPath } from 'node:url'
import { systemClock, type Clock } from './clock.ts'
import { readConfig, type Config } from './config.ts'
import type { OpenStore } from './lab-contexts.ts'
import { connectRedis } from './redis/link.ts'
import { createRedisStore, type RedisStore } from './redis/redis-store.ts'
import { createCometServer, type CometServer } from './server.ts'
import { loadSite } from './site/load-site.ts'
import { runWorkers, type WorkerReady } from './workers.ts'

const EXIT_CODE = { SIGTERM: 143, SIGINT: 130 } as const

const read = readConfig(process.env)
if (read.kind === 'mistakes') {
  for (const mistake of read.mistakes) console.error(mistake)
  process.exitCode = 1
} else if (read.config.workers > 1 && cluster.isPrimary) {
  runWorkers(read.config.workers, sayWhere, report)
} else {
  await run(read.config)
}

async function run(config: Config): Promise<void> {
  const labs = await storeOf(config)
  const site = await loadSite(fileURLToPath(new URL('../dist', import.meta.url)))
  if (site === undefined) console.error('The pages are not built (npm run build); only the labs are served.')
  const server = createCometServer(config, {
    clock: labs.clock,
    openStore: labs.openStore,
    report,
    ...(site === undefined ? {} : { site }),
  })

  goDownWhenAsked(async () => {
    await server.drain()
    await labs.close()
  })
  // What one connection's event handler throws must not end everybody's labs. Nothing is shared between labs that it could leave half done.
  process.on('uncaughtException', (mistake) => report('Not caught anywhere', mistake))
  process.on('unhandledRejection', (mistake) => report('Not caught anywhere', mistake))

  await start(server, config)
}

async function start(server: CometServer, config: Config): Promise<void> {
  try {
    const { url } = await server.start()
    if (cluster.isWorker) process.send?.({ url } satisfies WorkerReady)
    else sayWhere(url)
  } catch (error) {
    console.error(startFailure(error, config))
    process.exit(1)
  }
}

interface Labs {
  readonly clock: Clock
  readonly openStore: OpenStore | undefined
  close(): Promise<void>
}

/** Where labs are kept, and whose clock they have. */
async function storeOf(config: Config): Promise<Labs> {
  const { redisUrl } = config
  if (redisUrl === undefined)
    return { clock: systemClock, openStore: undefined, close: () => Promise.resolve() }
  try {
    const link = await connectRedis(redisUrl, systemClock, report)
    let store: RedisStore | undefined
    return {
      clock: link.clock,
      openStore: (budget) => (store = createRedisStore({ link, limits: config, budget })),
      close: async () => store?.close(),
    }
  } catch (error) {
    console.error(`No Redis answers at REDIS_URL: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  }
}

/** Once asked, goes down well; asked again, ends at once. A worker is asked by the process that started it. */
function goDownWhenAsked(drain: () => Promise<void>): void {
  let isGoingDown = false
  function goDown(exitCode: number): void {
    if (isGoingDown) process.exit(exitCode)
    isGoingDown = true
    // The clock's timers keep no process alive; this one does until the drain is through.
    const stayAlive = setInterval(() => undefined, 1_000)
    drain()
      .catch((mistake: unknown) => report('The drain failed', mistake))
      .finally(() => {
        clearInterval(stayAlive)
        process.exit(0)
      })
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (!cluster.isWorker) goDown(EXIT_CODE[signal])
    })
  if (!cluster.isWorker) return
  process.on('message', () => goDown(0))
  process.on('disconnect', () => goDown(0))
}

function sayWhere(url: string): void {
  console.log(`Comet on the wire is at ${url}`)
}

function report(what: string, mistake: unknown): void {
  console.error(`${what}:`, mistake)
}

function startFailure(error: unknown, { host, port }: Config): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Set PORT to another, or to 0 for a free one.`
  if (code === 'EACCES')
    return `Port ${port} needs more rights than this process has. Set PORT to one above 1023.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `This machine has no address ${host}. Set HOST to 127.0.0.1, or to 0.0.0.0 for all.`
  return `The server could not start: ${String(error)}`
}

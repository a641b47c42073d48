/** The process: reads the configuration, starts, says where it is, and goes down well when asked to. */
import { fileURLToPath } from 'node:url'
import { systemClock } from './clock.ts'
import { readConfig, type Config } from './config.ts'
import { createCometServer } from './server.ts'
import { loadSite } from './site/load-site.ts'

const EXIT_CODE = { SIGTERM: 143, SIGINT: 130 } as const

const read = readConfig(process.env)
if (read.kind === 'mistakes') {
  for (const mistake of read.mistakes) console.error(mistake)
  process.exitCode = 1
} else {
  await run(read.config)
}

async function run(config: Config): Promise<void> {
  const site = await loadSite(fileURLToPath(new URL('../dist', import.meta.url)))
  if (site === undefined) console.error('The pages are not built (npm run build); only the labs are served.')
  const server = createCometServer(config, {
    clock: systemClock,
    report,
    ...(site === undefined ? {} : { site }),
  })

  let isGoingDown = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isGoingDown) process.exit(EXIT_CODE[signal])
      isGoingDown = true
      // The clock's timers keep no process alive; this one does until the drain is through.
      const stayAlive = setInterval(() => undefined, 1_000)
      server
        .drain()
        .catch((mistake: unknown) => report('The drain failed', mistake))
        .finally(() => {
          clearInterval(stayAlive)
          process.exit(0)
        })
    })
  }
  // What one connection's event handler throws must not end everybody's labs. Nothing is shared between labs that it could leave half done.
  process.on('uncaughtException', (mistake) => report('Not caught anywhere', mistake))
  process.on('unhandledRejection', (mistake) => report('Not caught anywhere', mistake))

  try {
    const { url } = await server.start()
    console.log(`Comet on the wire is at ${url}`)
  } catch (error) {
    console.error(startFailure(error, config))
    process.exit(1)
  }
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

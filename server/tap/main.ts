/** `npm run tap -- http://127.0.0.1:3000`: reads what was asked for, starts, says where, and ends when asked to. */
import { fileURLToPath } from 'node:url'
import { systemClock } from '../clock.ts'
import { loadSite } from '../site/load-site.ts'
import { readOptions, USAGE, type TapOptions } from './options.ts'
import { HAS_ZSTD } from './plain-content.ts'
import { startTap } from './tap.ts'

const EXIT_CODE = { SIGTERM: 143, SIGINT: 130 } as const

const options = readOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd())
if (typeof options === 'string') {
  const isAsked =
    options === USAGE && process.argv.slice(2).some((each) => each === '--help' || each === '-h')
  ;(isAsked ? process.stdout : process.stderr).write(`${options}\n`)
  process.exitCode = isAsked ? 0 : 2
} else await run(options)

async function run(tap: TapOptions): Promise<void> {
  const site = await loadSite(fileURLToPath(new URL('../../dist', import.meta.url)))
  if (site === undefined) {
    console.error('The pages are not built: npm run build')
    process.exitCode = 1
    return
  }
  // What one connection throws must not end the others.
  process.on('uncaughtException', (mistake) => console.error('Not caught anywhere:', mistake))
  try {
    const { address, inspector, close } = await startTap(tap, site, systemClock)
    if (!['127.0.0.1', '::1'].includes(tap.listen))
      console.log(
        `Listening on ${tap.listen}: whoever reaches this machine reaches ${tap.upstream.origin} through it, and you see what they send.`,
      )
    console.log(`In place of ${tap.upstream.origin} use  ${address}`)
    console.log(`Watch it at  ${inspector}`)
    if (!HAS_ZSTD) console.log('Pages in zstd are not looked into: that takes Node 22.15 or later.')
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        close()
        process.once(signal, () => process.exit(EXIT_CODE[signal]))
        setTimeout(() => process.exit(0), 200)
      })
    }
  } catch (error) {
    console.error(startFailure(error))
    process.exitCode = 1
  }
}

function startFailure(error: unknown): string {
  const { code, port, address } = error as { code?: string; port?: number; address?: string }
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Choose another with --port or --inspector-port.`
  if (code === 'EACCES') return `Port ${port} needs more rights than this process has; choose one above 1023.`
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${address}.`
  return `The tap could not start: ${String(error)}`
}

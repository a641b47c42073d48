/** Starts a server whose memory is measured, in a process of its own. */
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Holder } from '../../server/budget.ts'

export interface Measure {
  /** What the budget has been told is kept, in all and by holder. */
  readonly countedBytes: number
  readonly counted: Readonly<Record<Holder, number>>
  readonly limitBytes: number
  /** The heap in use, and what it holds outside. */
  readonly memoryBytes: number
  readonly residentBytes: number
  readonly connections: number
  readonly labs: number
  /** Set on the server's clock and still to fire. */
  readonly timers: number
}

export interface MeasuredServer {
  readonly port: number
  readonly origin: string
  /** Measures once nothing changes any more and what can be has been collected; rejects when the process has ended. */
  measure(): Promise<Measure>
  /** Collects once and measures, whatever is going on. */
  now(): Promise<Measure>
  /** How the process ended; `undefined` while it runs. */
  readonly ended: string | undefined
  end(): void
}

/** By less than this a collection changes nothing. */
const QUIET_BYTES = 50_000

/** Starts one on a free port, with room for all that a test opens unless the environment says otherwise. */
export async function startMeasured(
  environment: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
): Promise<MeasuredServer> {
  const enough = '100000'
  const child = fork(fileURLToPath(new URL('measured-server.ts', import.meta.url)), {
    // Else V8 forgets code that has not run for some collections, megabytes at once.
    execArgv: ['--expose-gc', '--no-flush-bytecode', ...flags],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PORT: '0',
      MAX_CONNECTIONS_PER_LAB: enough,
      MAX_EVENTS_PER_MINUTE: enough,
      ...environment,
    },
  })
  let ended: string | undefined
  child.on('exit', (code, signal) => (ended = `exit ${code ?? signal}`))
  function ask(): Promise<Measure> {
    if (ended !== undefined) return Promise.reject(new Error(`The server has ended: ${ended}`))
    child.send('measure')
    return answer<Measure>(child)
  }
  const { port } = await answer<{ readonly port: number }>(child)
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    now: ask,
    async measure() {
      let last = await ask()
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 50))
        const next = await ask()
        const isQuiet = next.countedBytes === last.countedBytes
        // What is let go of in one collection may be held by what only the next turns let go of.
        if (isQuiet && next.memoryBytes > last.memoryBytes - QUIET_BYTES) return next
        last = next
      }
    },
    get ended() {
      return ended
    },
    end: () => void child.kill('SIGKILL'),
  }
}

function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null, signal: string | null): void =>
      reject(new Error(`The server ended: ${code ?? signal}`))
    child.once('exit', onExit)
    child.once('message', (message) => {
      child.off('exit', onExit)
      resolve(message as T)
    })
  })
}

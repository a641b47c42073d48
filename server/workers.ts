/**
 * `WORKERS=n`: n processes of this server on one port, by Node's cluster. The first process serves nobody: it starts the
 * others, starts another for one that has ended by itself, and has them all go down well.
 *
 * Workers obey this process alone and no signal: a terminal, or systemd, sends one to all of a group, and this process would
 * send it a second time, which ends at once.
 */
import cluster, { type Worker } from 'node:cluster'
import type { Report } from './http/answer.ts'

/** A worker accepts connections. */
export interface WorkerReady {
  readonly url: string
}

/** A worker that ends sooner than this after its start would do so again. */
const SOON_MS = 2_000

/** Runs them until they have gone down; `ready` is told once that all accept connections. */
export function runWorkers(count: number, ready: (url: string) => void, report: Report): void {
  let isGoingDown = false
  let exitCode = 0
  let accepting = 0

  function start(): void {
    const worker = cluster.fork()
    const startedAt = performance.now()
    worker.on('message', ({ url }: WorkerReady) => {
      accepting += 1
      if (accepting === count) ready(url)
    })
    worker.on('exit', (code, signal) => {
      if (isGoingDown) return leaveWithTheLast()
      const isSoon = performance.now() - startedAt < SOON_MS
      report('A worker has ended', signal ?? code)
      if (isSoon && accepting < count) goDown(1)
      else start()
    })
  }

  function goDown(code: number): void {
    isGoingDown = true
    exitCode = code
    for (const worker of workers()) worker.send('drain')
    leaveWithTheLast()
  }

  function leaveWithTheLast(): void {
    if (workers().length === 0) process.exit(exitCode)
  }

  for (const [signal, code] of [
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const) {
    process.on(signal, () => {
      if (!isGoingDown) return goDown(0)
      for (const worker of workers()) worker.process.kill('SIGKILL')
      process.exit(code)
    })
  }

  for (let i = 0; i < count; i++) start()
}

function workers(): readonly Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
}

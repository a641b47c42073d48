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

/** A worker that ends sooner than this after its start would do so again: another is started after as long a pause. */
const SOON_MS = 2_000
/** What a drain takes, and a little more; then whoever hangs is ended. */
const DRAIN_MS = 4_500

/** Runs them until they have gone down; `ready` is told once that all accept connections. */
export function runWorkers(count: number, ready: (url: string) => void, report: Report): void {
  let isGoingDown = false
  let exitCode = 0
  let haveAllServed = false
  const serving = new Set<Worker>()

  function start(): void {
    if (isGoingDown) return
    const worker = cluster.fork()
    const startedAt = performance.now()
    worker.on('message', ({ url }: WorkerReady) => {
      serving.add(worker)
      if (haveAllServed || serving.size < count) return
      haveAllServed = true
      ready(url)
    })
    worker.on('exit', (code, signal) => {
      serving.delete(worker)
      if (isGoingDown) return leaveWithTheLast()
      const isSoon = performance.now() - startedAt < SOON_MS
      report('A worker has ended', signal ?? code)
      if (!isSoon) start()
      else if (haveAllServed) setTimeout(start, SOON_MS)
      else goDown(1)
    })
  }

  function goDown(code: number): void {
    isGoingDown = true
    exitCode = code
    for (const worker of workers()) {
      // One that does not serve yet does not hear either, and has nothing to lose. One that has just died fails to.
      if (serving.has(worker)) worker.send('drain', () => undefined)
      else worker.process.kill('SIGKILL')
    }
    setTimeout(endAll, DRAIN_MS)
    leaveWithTheLast()
  }

  function endAll(): void {
    for (const worker of workers()) worker.process.kill('SIGKILL')
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
      endAll()
      process.exit(code)
    })
  }

  for (let i = 0; i < count; i++) start()
}

function workers(): readonly Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
}

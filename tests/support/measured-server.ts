/**
 * A server in a process of its own, started with `--expose-gc`, that says when asked what it counts as kept and what its
 * memory is after a collection. `measured.ts` starts it.
 */
import { systemClock, type Clock, type Timer } from '../../server/clock.ts'
import { readConfig } from '../../server/config.ts'
import { createCometServer } from '../../server/server.ts'
import type { Measure } from './measured.ts'

const read = readConfig(process.env)
if (read.kind === 'mistakes') throw new Error(read.mistakes.join(' '))
const timers = new Set<Timer>()
const clock: Clock = {
  now: () => systemClock.now(),
  after(ms, fire) {
    const timer = systemClock.after(ms, () => {
      timers.delete(counted)
      fire()
    })
    const counted: Timer = {
      cancel() {
        timers.delete(counted)
        timer.cancel()
      },
    }
    timers.add(counted)
    return counted
  },
}
const server = createCometServer(read.config, { clock, report: console.error })

function measure(): Measure {
  const { heapUsed, external, rss } = process.memoryUsage()
  const { connections, labs, budget } = server
  return {
    countedBytes: budget.heldBytes,
    counted: { ...budget.held },
    limitBytes: budget.limitBytes,
    memoryBytes: heapUsed + external,
    residentBytes: rss,
    connections,
    labs,
    timers: timers.size,
  }
}

process.on('message', () => {
  globalThis.gc?.()
  process.send?.(measure())
})
process.on('disconnect', () => process.exit())
const { port } = await server.start()
process.send?.({ port })

/**
 * A server in a process of its own, started with `--expose-gc`, that says when asked what it counts as kept and what its
 * memory is after a collection. `measured.ts` starts it.
 */
import { systemClock } from '../../server/clock.ts'
import { readConfig } from '../../server/config.ts'
import { createCometServer } from '../../server/server.ts'
import type { Measure } from './measured.ts'

const read = readConfig(process.env)
if (read.kind === 'mistakes') throw new Error(read.mistakes.join(' '))
const server = createCometServer(read.config, { clock: systemClock, report: console.error })

async function measure(): Promise<Measure> {
  // What is let go of in one collection may be held by what only the next turn lets go of.
  for (let pass = 0; pass < 4; pass++) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
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
    timers: process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length,
  }
}

process.on('message', () => void measure().then((measured) => process.send?.(measured)))
process.on('disconnect', () => process.exit())
const { port } = await server.start()
process.send?.({ port })

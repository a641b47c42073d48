/**
 * One round of one subject: starts its server, holds a thousand long polls and publishes to them, then asks
 * short polls as fast as it answers. Server, load and observer are processes of their own; only the server's
 * CPU time and memory are counted.
 */
import { Child } from '../child.ts'
import { openLab, settle, startMeasured } from '../our-server.ts'
import type { Observed } from '../observer.ts'
import { startRedis } from '../redis.ts'
import type { Order, Outcome } from './generator.ts'
import type { Usage } from '../probe.ts'
import { percentile } from '../statistics.ts'

export const SUBJECTS = ['bare', 'idle', 'observed', 'shared'] as const

/** `bare`: plain `node:http`. `idle`: this server, nobody observing. `observed`: with one observer attached. `shared`: nobody, and labs in Redis. */
export type Subject = (typeof SUBJECTS)[number]

export interface Load {
  readonly held: number
  readonly warmUpEvents: number
  readonly events: number
  readonly everyMs: number
  readonly pollConnections: number
  readonly pollWarmUpMs: number
  readonly pollMs: number
  /** How long what was sent may take to arrive and be held, or cleaned up, before memory is read. */
  readonly settleMs: number
}

export const FULL_LOAD: Load = {
  held: 1_000,
  // Twenty thousand messages: before that the compiler is still at work on either server.
  warmUpEvents: 20,
  events: 20,
  everyMs: 500,
  pollConnections: 100,
  pollWarmUpMs: 2_000,
  pollMs: 5_000,
  settleMs: 1_000,
}

/** What one round gives; the keys are those of `benchmarks/results.json`. */
export interface Measures {
  readonly cpuMicrosPerMessage: number
  readonly delayP50Ms: number
  readonly delayP99Ms: number
  readonly heldKiB: number
  readonly pollsPerSecond: number
  readonly cpuMicrosPerPoll: number
}

export interface Round {
  readonly measures: Measures
  /** What the observer was handed; only where there was one. */
  readonly observed?: Observed
}

/** Runs one round. Ends every process it started, also when it throws. */
export async function measure(subject: Subject, load: Load): Promise<Round> {
  const redis = subject === 'shared' ? await startRedis() : undefined
  const program = subject === 'bare' ? 'benchmarks/load/bare-server.ts' : 'server/main.ts'
  const server = startMeasured(program, [], redis?.environment)
  const generator = Child.start('The load', ['benchmarks/load/generator.ts'])
  let observer: Child | undefined
  try {
    const address = new URL(await server.printed(/(http:\/\/\S+)/))
    const target = { host: address.hostname, port: Number(address.port) }
    const path = subject === 'bare' ? '/labs/bare' : await openLab(address)
    if (subject === 'observed') {
      observer = Child.start('The observer', [
        'benchmarks/observer.ts',
        `ws://${address.host}${path}/observe`,
      ])
      await observer.next()
    }
    const order = (next: Order): Promise<Outcome> => send(generator, next)

    const empty = await server.ask<Usage>('collected-usage')
    await order({ do: 'hold', target, path, connections: load.held })
    await settle(load.settleMs)
    const holding = await server.ask<Usage>('collected-usage')

    await order({ do: 'publish', count: load.warmUpEvents, everyMs: load.everyMs })
    const before = await server.ask<Usage>('usage')
    const published = await order({ do: 'publish', count: load.events, everyMs: load.everyMs })
    const after = await server.ask<Usage>('usage')
    if (published.done !== 'publish') throw new Error('The load answered something else.')
    await order({ do: 'let-go' })
    await settle(load.settleMs)

    await order({ do: 'connect', target, path, connections: load.pollConnections })
    await order({ do: 'poll', forMs: load.pollWarmUpMs })
    const beforePolls = await server.ask<Usage>('usage')
    const polled = await order({ do: 'poll', forMs: load.pollMs })
    const afterPolls = await server.ask<Usage>('usage')
    if (polled.done !== 'poll') throw new Error('The load answered something else.')

    const measures: Measures = {
      cpuMicrosPerMessage: (after.cpuMicros - before.cpuMicros) / published.delaysMs.length,
      delayP50Ms: percentile(published.delaysMs, 0.5),
      delayP99Ms: percentile(published.delaysMs, 0.99),
      heldKiB: (holding.residentBytes - empty.residentBytes) / 1024 / load.held,
      pollsPerSecond: polled.answers / polled.seconds,
      cpuMicrosPerPoll: (afterPolls.cpuMicros - beforePolls.cpuMicros) / polled.answers,
    }
    return observer ? { measures, observed: await observer.ask<Observed>('report') } : { measures }
  } finally {
    await Promise.all([generator.end(), observer?.end(), server.end()])
    await redis?.end()
  }
}

/** Gives the load an order; rejects with what it says went wrong. */
export async function send(generator: Child, order: Order): Promise<Outcome> {
  const outcome = await generator.ask<Outcome>(order)
  if (outcome.done === 'error') throw new Error(outcome.message)
  return outcome
}

/**
 * One round of one subject: starts its server, subscribes the readers of the first step, warms up, measures; then the
 * same server with the readers of the next step. Server, readers and observer are processes of their own; only the
 * server's CPU time and memory are counted.
 */
import { Child } from '../child.ts'
import type { Observed } from '../observer.ts'
import { settle } from '../our-server.ts'
import { percentile } from '../statistics.ts'
import type { Order, Outcome } from './generator.ts'
import { serve } from './served.ts'
import type { Subject } from './subjects.ts'

/** So many readers on one feed, and the events they get: first those that are not counted. */
export interface Step {
  readonly readers: number
  readonly warmUpEvents: number
  readonly events: number
}

export interface Load {
  readonly steps: readonly Step[]
  readonly everyMs: number
  readonly settleMs: number
  readonly sampleEvery: number
}

export const FULL_LOAD: Load = {
  steps: [
    // Thirty thousand messages: before that the compiler is still at work on any of these servers.
    { readers: 1_000, warmUpEvents: 30, events: 25 },
    { readers: 5_000, warmUpEvents: 3, events: 12 },
  ],
  everyMs: 200,
  settleMs: 700,
  sampleEvery: 50,
}

/** What one step gives; the keys are those of `benchmarks/results.json`. */
export interface Measures {
  readonly readers: number
  readonly cpuMicrosPerMessage: number
  readonly delayP50Ms: number
  readonly delayP99Ms: number
  readonly connectionKiB: number
}

export interface Round {
  readonly steps: readonly Measures[]
  /** What the observer was handed; only where there was one. */
  readonly observed?: Observed
}

/** Not every reader got every event once, so what was measured counts for nothing. */
export class InvalidRound extends Error {}

/** The warm-up may hurry: it is there for the compiler. */
const WARM_UP_SHARE = 0.5

/** Runs one round. Ends every process it started, also when it throws; throws `InvalidRound` where events went missing. */
export async function measure(subject: Subject, load: Load): Promise<Round> {
  const server = await serve(subject)
  const generator = Child.start('The readers', ['benchmarks/fan-out/generator.ts'])
  let observer: Child | undefined
  try {
    const { address, path } = server
    const target = { host: address.hostname, port: Number(address.port) }
    if (subject.server.kind === 'ours' && subject.server.isObserved) {
      observer = Child.start('The observer', [
        'benchmarks/observer.ts',
        `ws://${address.host}${path}/observe`,
      ])
      await observer.next()
    }
    const empty = await server.usage('collected-usage')
    const steps: Measures[] = []
    for (const { readers, warmUpEvents, events } of load.steps) {
      const { protocol } = subject
      // Nchan passes on what it is given.
      const isTimed = subject.server.kind === 'nchan'
      const { sampleEvery, everyMs } = load
      await send(generator, { do: 'subscribe', target, path, protocol, readers, sampleEvery })
      await settle(load.settleMs)
      const subscribed = await server.usage('collected-usage')
      await send(generator, { do: 'publish', isTimed, count: warmUpEvents, everyMs: everyMs * WARM_UP_SHARE })
      const before = await server.usage('usage')
      const published = await send(generator, { do: 'publish', isTimed, count: events, everyMs })
      const after = await server.usage('usage')
      if (published.done !== 'publish') throw new Error('The readers answered something else.')
      steps.push({
        readers,
        cpuMicrosPerMessage: (after.cpuMicros - before.cpuMicros) / published.delivered,
        delayP50Ms: percentile(published.delaysMs, 0.5),
        delayP99Ms: percentile(published.delaysMs, 0.99),
        connectionKiB: (subscribed.residentBytes - empty.residentBytes) / 1024 / readers,
      })
    }
    return observer ? { steps, observed: await observer.ask<Observed>('report') } : { steps }
  } finally {
    await Promise.all([generator.end(), observer?.end(), server.end()])
  }
}

async function send(generator: Child, order: Order): Promise<Outcome> {
  const outcome = await generator.ask<Outcome>(order)
  if (outcome.done === 'missed') throw new InvalidRound(outcome.message)
  if (outcome.done === 'error') throw new Error(outcome.message)
  return outcome
}

/**
 * One round of one subject: nothing, a plain relay, or the tap between the load and a bare server. Long polls are held and published
 * to, then short polls are asked as fast as they are answered, then a large answer is downloaded. Server, load, what stands between
 * and the owner's page are processes of their own; only the CPU time of what stands between is counted.
 */
import { Child } from '../child.ts'
import type { Order, Outcome } from '../load/generator.ts'
import { send, type Load as PollLoad } from '../load/measure.ts'
import { settle, startMeasured } from '../our-server.ts'
import type { Usage } from '../probe.ts'
import { percentile } from '../statistics.ts'

export const SUBJECTS = ['none', 'relay', 'tap', 'watched'] as const

/** `none`: the load asks the server itself. `relay`: a plain one. `tap`: nobody watches. `watched`: its page is open. */
export type Subject = (typeof SUBJECTS)[number]

export interface Load extends PollLoad {
  readonly downloadBytes: number
}

export const FULL_LOAD: Load = {
  held: 100,
  warmUpEvents: 50,
  events: 50,
  everyMs: 50,
  pollConnections: 6,
  pollWarmUpMs: 2_000,
  pollMs: 4_000,
  downloadBytes: 100e6,
  settleMs: 500,
}

/** What one round gives; the keys are those of `benchmarks/results.json`. CPU is absent where nothing stands between. */
export interface Measures {
  readonly delayP50Ms: number
  readonly delayP99Ms: number
  readonly pollsPerSecond: number
  readonly megabytesPerSecond: number
  readonly cpuMicrosPerMessage?: number
  readonly cpuMicrosPerPoll?: number
  readonly cpuMicrosPerMegabyte?: number
}

/** Runs one round. Ends every process it started, also when it throws. */
export async function measure(subject: Subject, load: Load): Promise<Measures> {
  return { ...(await measurePolls(subject, load)), ...(await measureDownload(subject, load)) }
}

async function measurePolls(subject: Subject, load: Load) {
  const generator = Child.start('The load', ['benchmarks/load/generator.ts'])
  const way = await wayTo('benchmarks/load/bare-server.ts', subject)
  try {
    const order = (next: Order): Promise<Outcome> => send(generator, next)
    const target = { host: way.address.hostname, port: Number(way.address.port) }
    await order({ do: 'hold', target, path: '', connections: load.held })
    await settle(load.settleMs)
    await order({ do: 'publish', count: load.warmUpEvents, everyMs: load.everyMs })
    const before = await way.cpuMicros()
    const published = await order({ do: 'publish', count: load.events, everyMs: load.everyMs })
    const after = await way.cpuMicros()
    await order({ do: 'let-go' })
    await settle(load.settleMs)
    await order({ do: 'connect', target, path: '', connections: load.pollConnections })
    await order({ do: 'poll', forMs: load.pollWarmUpMs })
    const beforePolls = await way.cpuMicros()
    const polled = await order({ do: 'poll', forMs: load.pollMs })
    const afterPolls = await way.cpuMicros()
    if (published.done !== 'publish' || polled.done !== 'poll')
      throw new Error('The load answered something else.')
    return {
      delayP50Ms: percentile(published.delaysMs, 0.5),
      delayP99Ms: percentile(published.delaysMs, 0.99),
      pollsPerSecond: polled.answers / polled.seconds,
      ...each('cpuMicrosPerMessage', before, after, published.delaysMs.length),
      ...each('cpuMicrosPerPoll', beforePolls, afterPolls, polled.answers),
    }
  } finally {
    await Promise.all([generator.end(), way.end()])
  }
}

async function measureDownload(subject: Subject, { downloadBytes }: Load) {
  const way = await wayTo('benchmarks/tap/bulk-server.ts', subject)
  try {
    await download(way.address, downloadBytes / 10)
    const before = await way.cpuMicros()
    const seconds = await download(way.address, downloadBytes)
    const after = await way.cpuMicros()
    const megabytes = downloadBytes / 1e6
    return {
      megabytesPerSecond: megabytes / seconds,
      ...each('cpuMicrosPerMegabyte', before, after, megabytes),
    }
  } finally {
    await way.end()
  }
}

function each<Key extends string>(
  key: Key,
  before: number | undefined,
  after: number | undefined,
  count: number,
): Partial<Record<Key, number>> {
  if (before === undefined || after === undefined) return {}
  return { [key]: (after - before) / count } as Record<Key, number>
}

interface Way {
  /** Where the load asks. */
  readonly address: URL
  /** Of what stands between; nothing where nothing does. */
  cpuMicros(): Promise<number | undefined>
  end(): Promise<unknown>
}

/** Starts a server and what stands before it. */
async function wayTo(program: string, subject: Subject): Promise<Way> {
  const server = Child.start('The server', [program])
  const started: Child[] = [server]
  const end = (): Promise<unknown> => Promise.all(started.map((child) => child.end()))
  try {
    const upstream = (await server.printed(/(http:\/\/\S+)/)).replace(/\/$/, '')
    if (subject === 'none') return { address: new URL(upstream), cpuMicros: async () => undefined, end }
    const between = startMeasured(
      subject === 'relay' ? 'benchmarks/tap/plain-relay.ts' : 'server/tap/main.ts',
      [upstream],
    )
    started.push(between)
    const inspector = subject === 'relay' ? undefined : between.printed(/Watch it at\s+(\S+)\n/)
    const address = await between.printed(
      subject === 'relay' ? /(http:\/\/\S+)/ : /In place of \S+ use\s+(\S+)/,
    )
    if (subject === 'watched') {
      const owner = Child.start("The owner's page", ['benchmarks/tap/owner.ts', (await inspector) ?? ''])
      started.push(owner)
      await owner.next()
    }
    const cpuMicros = async (): Promise<number> => (await between.ask<Usage>('usage')).cpuMicros
    return { address: new URL(address), cpuMicros, end }
  } catch (error) {
    await end()
    throw error
  }
}

/** Reads it all and keeps nothing; gives the seconds that it took. */
async function download(address: URL, bytes: number): Promise<number> {
  const started = performance.now()
  const answer = await fetch(new URL(`/${bytes}`, address))
  let got = 0
  for await (const part of answer.body ?? []) got += part.length
  if (got !== bytes) throw new Error(`${got} bytes came instead of ${bytes}.`)
  return (performance.now() - started) / 1000
}

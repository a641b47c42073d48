/** This server as a bench runs it: a process of its own, limits out of the way, and one lab that only the load fills. */
import { Child } from './child.ts'

/** Starts a measured program with the probe in it, which answers what it used. */
export function startMeasured(
  program: string,
  parameters: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Child {
  const enough = '100000'
  const command = ['--expose-gc', '--import', './benchmarks/probe.ts', program, ...parameters]
  return Child.start('The server', command, {
    PORT: '0',
    HOST: '127.0.0.1',
    MAX_CONNECTIONS: enough,
    MAX_CONNECTIONS_PER_LAB: enough,
    MAX_CONNECTIONS_PER_ADDRESS: enough,
    MAX_EVENTS_PER_MINUTE: enough,
    MAX_WATCHERS: enough,
    ...environment,
  })
}

/** Makes a lab whose feed only the load fills; holds and silences in it outlast a round. Gives its path. */
export async function openLab(address: URL): Promise<string> {
  const settings = { feed: 'manual', eventsPerMinute: 0, longPollTimeoutMs: 120_000, heartbeatMs: 120_000 }
  const answer = await fetch(new URL('/labs', address), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ settings }),
  })
  if (answer.status !== 201)
    throw new Error(`POST /labs was answered ${answer.status}: ${await answer.text()}`)
  const { id } = (await answer.json()) as { readonly id: string }
  return `/labs/${id}`
}

/** Resolves after so long. */
export function settle(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

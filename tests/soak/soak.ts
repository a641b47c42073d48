/**
 * A soak: for some time a hundred visitors come and go, on all transports, in labs that come and go as well, with
 * conditions, faults and nonsense. Then all leave, and what the server keeps is held against what it kept after a first
 * such time, when all its code had run and its memory had found its size.
 */
import { startMeasured, type Measure, type MeasuredServer } from '../support/measured.ts'
import { createNoise, type Noise } from '../support/seeded-noise.ts'
import { visit } from './visits.ts'

export interface SoakResult {
  /** After everyone had left for the first time, and at the end. */
  readonly warmed: Measure
  readonly end: Measure
  /** Both times: connections made, faults and events sent, labs made. */
  readonly visits: number
  readonly calls: number
  readonly labs: number
}

const VISITORS = 100
const LABS = 10

const EMPTY_WIRE = { latencyMs: 0, jitterMs: 0, bytesPerSecond: 0, bufferBytes: 0, idleTimeoutMs: 0 }
const SETTINGS: readonly object[] = [
  {},
  { deflate: true, heartbeatMs: 500 },
  { longPollTimeoutMs: 500 },
  { wire: { latencyMs: 80, jitterMs: 80 } },
  { wire: { bytesPerSecond: 40_000 } },
  { wire: { bufferBytes: 20_000 } },
  { wire: { idleTimeoutMs: 800 } },
]

const FAULTS: readonly object[] = [
  { kind: 'reset', transport: 'all' },
  { kind: 'fin', transport: 'sse' },
  { kind: 'stall', transport: 'all' },
  { kind: 'stall', transport: 'ws' },
  { kind: 'resume', transport: 'all' },
  { kind: 'restart', downMs: 200 },
  { kind: 'ws-close', code: 1000, reason: 'a fault' },
  { kind: 'ws-raw', bytes: 'gAE=' },
]

/** Soaks a server in a process of its own for about so long, a quarter more before that to warm it; tells `progress` now and then. */
export async function soak(
  seconds: number,
  progress: (text: string) => void = () => undefined,
): Promise<SoakResult> {
  const server = await startMeasured({ MAX_CONNECTIONS_PER_LAB: '200', MAX_LABS_PER_ADDRESS: '2000' })
  try {
    const run = new Soak(server, createNoise(20_260_101))
    await run.crowd(seconds / 4)
    const warmed = await run.afterAllHaveLeft()
    progress(`warmed in ${run.visits} visits: ${inWords(warmed)}`)
    await run.crowd(seconds, progress)
    const end = await run.afterAllHaveLeft()
    progress(`after ${run.visits} visits: ${inWords(end)}`)
    return { warmed, end, visits: run.visits, calls: run.calls, labs: run.labs }
  } finally {
    server.end()
  }
}

/** Everything that is to be zero when nobody is there, and what it is. */
export function leftOver({ countedBytes, connections, labs, timers }: Measure): Record<string, number> {
  return { countedBytes, connections, labs, timers }
}

export function inWords({ memoryBytes, residentBytes, countedBytes }: Measure): string {
  const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
  return `${mb(memoryBytes)} of heap and outside it, ${mb(residentBytes)} resident, ${mb(countedBytes)} counted`
}

class Soak {
  visits = 0
  calls = 0
  labs = 0
  readonly #server: MeasuredServer
  readonly #noise: Noise
  #paths: string[] = []

  constructor(server: MeasuredServer, noise: Noise) {
    this.#server = server
    this.#noise = noise
  }

  /** Visitors come and go for so long; the last ones stay on a little. */
  async crowd(seconds: number, progress: (text: string) => void = () => undefined): Promise<void> {
    const end = performance.now() + seconds * 1_000
    const isOn = (): boolean => performance.now() < end && this.#server.ended === undefined
    while (this.#paths.length < LABS) await this.#newLab()
    const reports = setInterval(() => {
      void this.#server.now().then(
        (now) => progress(`${this.visits} visits: ${inWords(now)}`),
        () => undefined,
      )
    }, 60_000)
    const visitors = Array.from({ length: VISITORS }, async () => {
      while (isOn()) {
        this.visits++
        const { port } = this.#server
        await visit({
          port,
          path: this.#noise.pick(this.#paths),
          noise: this.#noise,
          lastsMs: this.#noise.below(4_000),
        })
      }
    })
    while (isOn()) {
      await this.#call()
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    clearInterval(reports)
    await Promise.all(visitors)
  }

  /** Ends the labs and measures once nobody is there any more, waiting for no longer than the longest time-out. */
  async afterAllHaveLeft(): Promise<Measure> {
    for (const path of this.#paths) await this.#fetch('DELETE', path)
    this.#paths = []
    const latest = performance.now() + 40_000
    for (;;) {
      const measured = await this.#server.measure()
      if (Object.values(leftOver(measured)).every((left) => left === 0) || performance.now() > latest)
        return measured
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }

  /** Something from outside: mostly an event, now and then a fault, other conditions, a scripted answer, a client, another lab. */
  async #call(): Promise<void> {
    const noise = this.#noise
    const path = noise.pick(this.#paths)
    const choice = noise.below(40)
    if (choice === 0) await this.#fetch('POST', `${path}/faults`, noise.pick(FAULTS))
    else if (choice === 1)
      await this.#fetch('PATCH', path, { settings: { wire: EMPTY_WIRE, ...noise.pick(SETTINGS) } })
    else if (choice === 2) await this.#fetch('POST', `${path}/answer`, SCRIPTED)
    else if (choice === 3)
      await this.#fetch('POST', `${path}/client`, { bytes: [playedBytes(path)], stayMs: 500 })
    else if (choice === 4) {
      this.#paths = this.#paths.filter((each) => each !== path)
      await this.#fetch('DELETE', path)
      await this.#newLab()
    } else {
      const data = choice < 10 ? 'x'.repeat(noise.below(30_000)) : noise.below(100)
      await this.#fetch('POST', `${path}/events`, { type: 'goal', data }).catch(unlessBrokenOff)
    }
  }

  async #newLab(): Promise<void> {
    this.labs++
    const settings = { eventsPerMinute: 600, ...this.#noise.pick(SETTINGS) }
    const { id } = (await this.#fetch('POST', '/labs', { settings })) as { id: string }
    this.#paths.push(`/labs/${id}`)
  }

  async #fetch(method: string, path: string, body?: object): Promise<unknown> {
    this.calls++
    const answer = await fetch(`${this.#server.origin}${path}`, {
      method,
      // Each on a connection of its own, or the last would stay open.
      headers: { Connection: 'close', 'Idempotency-Key': `${this.calls}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (answer.status >= 500 && answer.status !== 503) throw new Error(`${method} ${path}: ${text}`)
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  }
}

/** The wire of a lab has this call on it as well: where the machine is slow, its idle time-out breaks it off. */
function unlessBrokenOff(error: unknown): void {
  if (!(error instanceof TypeError)) throw error
}

const SCRIPTED = { transport: 'sse', status: 200, chunks: ['ZGF0YTogMQoK', 'ZGF0YTogMgoK'], everyMs: 100 }

function playedBytes(path: string): string {
  return Buffer.from(`GET ${path}/sse?after=0 HTTP/1.1\r\nHost: test\r\n\r\n`).toString('base64')
}

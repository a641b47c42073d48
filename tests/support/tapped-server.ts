/**
 * A bare HTTP server behind a front door, with labs that are no more than a recorder: what the wiretap's own tests
 * talk to over real sockets.
 */
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createListener, type AddressInfo } from 'node:net'
import { systemClock, type Clock } from '../../server/clock.ts'
import { refuse } from '../../server/errors.ts'
import { rawAnswer } from '../../server/http/raw-answer.ts'
import { FrontDoor, type FrontDoorLimits } from '../../server/wiretap/front-door.ts'
import { Recorder } from '../../server/wiretap/recorder.ts'
import type { TapRecord } from '../../server/wiretap/tap-record.ts'
import { NO_CONDITIONS, type WireSettings } from '../../src/contract/settings.ts'
import type { TappedLab } from '../../server/wiretap/tap.ts'
import type { Direction } from '../../src/wire/bytes/bytes.ts'
import { rawClient, type RawClient } from './raw-client.ts'

export interface TestLab extends TappedLab {
  readonly id: string
  wire: WireSettings
}

export interface TappedServer {
  readonly door: FrontDoor
  readonly http: Server
  readonly port: number
  readonly lab: (letter: string) => TestLab
  readonly connect: () => Promise<RawClient>
  readonly close: () => Promise<void>
}

/** Starts one on a free port of loopback. */
export async function tappedServer(
  listener: RequestListener,
  options: {
    readonly clock?: Clock
    readonly limits?: Partial<FrontDoorLimits>
    readonly random?: () => number
    /** Of the HTTP server's own time-out for a head, looked at as often. */
    readonly headersTimeoutMs?: number
  } = {},
): Promise<TappedServer> {
  const { clock = systemClock, limits, random = () => 0.5, headersTimeoutMs = 60_000 } = options
  const http = createServer(
    {
      keepAliveTimeout: 60_000,
      headersTimeout: headersTimeoutMs,
      requestTimeout: headersTimeoutMs,
      connectionsCheckingInterval: headersTimeoutMs,
    },
    listener,
  )
  const labs = new Map<string, TestLab>()
  const door = new FrontDoor({
    server: http,
    findLab: (id) => labs.get(id),
    clock,
    random,
    limits: { maxConnections: 100, maxConnectionsPerAddress: 100, ...limits },
    tooMany: () =>
      rawAnswer(refuse('too-many-connections', 'Too many connections are open.', ['Retry-After', '5'])),
  })
  const tcp = createListener({ allowHalfOpen: true }, (socket) => door.accept(socket))
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve))
  const { port } = tcp.address() as AddressInfo
  const clients: RawClient[] = []
  return {
    door,
    http,
    port,
    lab(letter) {
      const id = letter.repeat(22)
      const known = labs.get(id)
      if (known !== undefined) return known
      const lab = { id, wire: NO_CONDITIONS, recorder: new Recorder() }
      labs.set(id, lab)
      return lab
    },
    async connect() {
      const client = await rawClient(port)
      clients.push(client)
      return client
    },
    async close() {
      for (const client of clients) client.socket.destroy()
      door.close()
      http.close()
      await new Promise((resolve) => tcp.close(resolve))
    },
  }
}

/** All that a recorder holds, oldest first. */
export function records(recorder: Recorder): TapRecord[] {
  const all: TapRecord[] = []
  for (let number = recorder.end - 1; number >= 0; number--) {
    const record = recorder.at(number)
    if (record === undefined) break
    all.unshift(record)
  }
  return all
}

/** The bytes recorded for one direction of an exchange, joined; throws where an offset leaves a hole. */
export function recorded(recorder: Recorder, exchange: string, direction: Direction): Buffer {
  const parts: Uint8Array[] = []
  let offset = 0
  for (const record of records(recorder)) {
    if (record.kind !== 'slice' || record.exchange !== exchange || record.direction !== direction) continue
    if (record.offset !== offset)
      throw new Error(`${exchange}: a hole at ${offset}, the next slice is at ${record.offset}`)
    parts.push(record.bytes)
    offset += record.bytes.length
  }
  return Buffer.concat(parts)
}

/** So long a busy machine may take, and still less than a test may. */
const LONGEST_MS = 20_000

/** Resolves when `look` gives something, looking again at each turn of the event loop. */
export async function eventually<T>(look: () => T | undefined | false): Promise<T> {
  const deadline = performance.now() + LONGEST_MS
  for (;;) {
    const found = look()
    if (found !== undefined && found !== false) return found
    if (performance.now() > deadline) throw new Error(`Never came true: ${look.toString()}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

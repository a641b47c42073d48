/** Makes traces of given bytes: connections with exchanges, cut into slices where a test wants them cut. */
import type { Direction } from '../../src/wire/bytes/bytes.ts'
import type { ConnectionEnd, Trace, TraceEvent } from '../../src/wire/trace/trace.ts'
import type { TracedKind } from '../../src/wire/trace/transports.ts'

export interface ExchangeSpec {
  readonly transport: TracedKind
  /** What crossed, in order; each part a slice of its own. */
  readonly crossed: readonly (readonly [side: 'up' | 'down', bytes: Uint8Array])[]
  /** Parts that the observer never got, by their index. */
  readonly lost?: readonly number[]
}

export interface ConnectionSpec {
  readonly exchanges: readonly ExchangeSpec[]
  readonly how?: ConnectionEnd
  /** The observer came after it had opened. */
  readonly late?: boolean
}

const BASE_MS = 1_763_798_400_000

/** Gives the trace of some connections, one after the other. A slice leaves every 10 ms and takes 4.25 ms. */
export function traceOf(connections: readonly ConnectionSpec[]): Trace {
  const events: TraceEvent[] = []
  let at = BASE_MS
  connections.forEach(({ exchanges, how, late = false }, index) => {
    const connection = `c${index}`
    if (!late) events.push({ kind: 'connection-opened', connection, at })
    exchanges.forEach(({ transport, crossed, lost = [] }, number) => {
      const exchange = `${connection}x${number}`
      events.push({ kind: 'exchange-opened', exchange, connection, transport, at })
      const offsets: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 }
      crossed.forEach(([side, bytes], part) => {
        const direction = side === 'up' ? 'client-to-server' : 'server-to-client'
        const offset = offsets[direction]
        offsets[direction] += bytes.length
        at += 10
        if (lost.includes(part))
          events.push({ kind: 'dropped', exchange, direction, offset, length: bytes.length, at })
        else events.push({ kind: 'slice', exchange, direction, offset, left: at, arrived: at + 4.25, bytes })
      })
      events.push({ kind: 'exchange-closed', exchange, at: at + 5 })
    })
    if (how !== undefined) events.push({ kind: 'connection-closed', connection, at: (at += 10), how })
  })
  return {
    header: {
      version: 1,
      lab: 'lab',
      vantage: 'server-socket',
      recordedAt: '2025-11-22T08:00:00.000Z',
      client: 'test',
      settings: {},
    },
    events,
  }
}

/** Cuts bytes into pieces of at most these lengths, over and over, as slices cut messages anywhere. */
export function pieces(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const cut: Uint8Array[] = []
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = Math.max(1, lengths[turn % lengths.length] ?? 1)
    cut.push(bytes.slice(at, at + length))
    at += length
  }
  return cut
}

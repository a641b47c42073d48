/**
 * Gathers a trace's slices by connection, each with its place in the stream of all that its side wrote there. Used by
 * the pcapng export.
 *
 * Exchanges of one connection follow one another in each direction, so a side's stream is its exchanges end to end. What
 * else crossed the connection (requests that were no lab's) was never tapped and is not there.
 */
import { DIRECTIONS, type Direction } from '../bytes/bytes.ts'
import { MAX_SOURCE_BYTES } from '../bytes/growing-bytes.ts'
import type { ConnectionEnd, Slice, TraceEvent } from '../trace/trace.ts'
import type { StreamSlice, TracedConnection } from './connection-packets.ts'

interface Gathered {
  readonly id: string
  openedAt?: number
  closed?: { readonly at: number; readonly how: ConnectionEnd }
  readonly exchanges: string[]
  readonly slices: Slice[]
}

/**
 * Gives the connections of a trace in the order they appear, those without a byte too. Slices of an exchange nobody
 * opened, and slices whose offset makes no sense, are left out, as the conversation leaves them out.
 */
export function tracedConnections(events: readonly TraceEvent[]): readonly TracedConnection[] {
  const connections = new Map<string, Gathered>()
  const connectionOf = new Map<string, Gathered>()
  /** How far each exchange reaches in each direction. */
  const extents = new Map<string, Record<Direction, number>>()

  function gathered(id: string): Gathered {
    const known = connections.get(id)
    if (known !== undefined) return known
    const made: Gathered = { id, exchanges: [], slices: [] }
    connections.set(id, made)
    return made
  }

  function extend(exchange: string, direction: Direction, offset: number, length: number): boolean {
    const extent = extents.get(exchange)
    const end = offset + length
    if (extent === undefined || !Number.isSafeInteger(end) || offset < 0 || length < 0) return false
    if (end > MAX_SOURCE_BYTES) return false
    extent[direction] = Math.max(extent[direction], end)
    return true
  }

  for (const event of events) {
    if (event.kind === 'connection-opened') gathered(event.connection).openedAt ??= event.at
    else if (event.kind === 'connection-closed')
      gathered(event.connection).closed = { at: event.at, how: event.how }
    else if (event.kind === 'exchange-opened') {
      if (extents.has(event.exchange)) continue
      const connection = gathered(event.connection)
      connection.exchanges.push(event.exchange)
      connectionOf.set(event.exchange, connection)
      extents.set(event.exchange, { 'client-to-server': 0, 'server-to-client': 0 })
    } else if (event.kind === 'slice') {
      if (extend(event.exchange, event.direction, event.offset, event.bytes.length))
        connectionOf.get(event.exchange)?.slices.push(event)
    } else if (event.kind === 'dropped') {
      extend(event.exchange, event.direction, event.offset, event.length)
    }
  }
  return Array.from(connections.values(), (each) => placed(each, extents))
}

function placed(
  { id, openedAt, closed, exchanges, slices }: Gathered,
  extents: ReadonlyMap<string, Readonly<Record<Direction, number>>>,
): TracedConnection {
  const starts = new Map<string, number>()
  for (const direction of DIRECTIONS) {
    let at = 0
    for (const exchange of exchanges) {
      starts.set(`${direction} ${exchange}`, at)
      at += extents.get(exchange)?.[direction] ?? 0
    }
  }
  return {
    id,
    ...(openedAt === undefined ? {} : { openedAt }),
    ...(closed === undefined ? {} : { closed }),
    slices: slices.map(({ exchange, direction, offset, left, arrived, bytes }): StreamSlice => ({
      exchange,
      direction,
      offset,
      streamOffset: (starts.get(`${direction} ${exchange}`) ?? 0) + offset,
      left,
      arrived,
      bytes,
    })),
  }
}

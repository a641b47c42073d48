/**
 * The exchanges of a race and the connections they used: those whose marks are kept one by one, in the order they opened. An
 * exchange that is over is read once more and then stands as it is; what is older than the marks is handed on to be summed.
 */
import type { ConnectionEnd, TraceEvent } from '../trace/trace.ts'
import type { TracedKind } from '../trace/transports.ts'
import {
  createExchangeTally,
  type ExchangeReading,
  type ExchangeTally,
  type StretchLimit,
} from './exchange-tally.ts'

/** Bytes of an exchange that come later than this after its end, or after so many other ends, are none of its. */
const CLOSED_FOR_MS = 10_000
const MOST_CLOSED = 64

/** So many exchanges are open at a time. There are never more; an end may have been lost. */
const MOST_OPEN = 64

export interface RaceConnection {
  readonly id: string
  closed?: { readonly at: number; readonly how: ConnectionEnd }
  /** The exchange that opened on it last. */
  last?: string
  /** How many exchanges that are kept used it. */
  kept: number
  /** An exchange on it got a byte of an answer. */
  hasServed: boolean
}

export interface RaceExchange {
  readonly id: string
  readonly transport: TracedKind
  readonly connection: RaceConnection
  readonly openedAt: number
  closed?: { readonly at: number; readonly moment: number }
  /** A byte of the answer has come. */
  isAnswered: boolean
  /** Its connection had served before it opened. */
  readonly isReused: boolean
  readonly reading: ExchangeReading
}

type Wire = Extract<
  TraceEvent,
  {
    kind:
      'connection-opened' | 'connection-closed' | 'exchange-opened' | 'exchange-closed' | 'slice' | 'dropped'
  }
>

export interface RaceExchanges {
  /** Takes in what the wire said; gives the exchange it was about, where it was about one. */
  push(event: Wire, moment: number): RaceExchange | undefined
  /** Those that are kept, in the order they opened. */
  readonly kept: readonly RaceExchange[]
  /** Ends the reading of what has been over for a while. */
  settle(now: number): void
  /** Takes out those that were over before then, and lets go of older marks of the others. */
  forget(before: number): readonly RaceExchange[]
  readonly connections: ReadonlyMap<string, RaceConnection>
}

class Exchange implements RaceExchange {
  readonly id: string
  readonly transport: TracedKind
  readonly connection: RaceConnection
  readonly openedAt: number
  readonly isReused: boolean
  closed?: { readonly at: number; readonly moment: number }
  isAnswered = false
  tally: ExchangeTally | undefined
  #last: ExchangeReading | undefined

  constructor(
    opened: Extract<TraceEvent, { kind: 'exchange-opened' }>,
    connection: RaceConnection,
    limit: StretchLimit | undefined,
  ) {
    this.id = opened.exchange
    this.transport = opened.transport
    this.connection = connection
    this.openedAt = opened.at
    this.isReused = connection.hasServed
    this.tally = createExchangeTally(opened, limit)
  }

  get reading(): ExchangeReading {
    const reading = this.tally?.reading ?? this.#last
    if (reading === undefined) throw new Error('an exchange is read or has been')
    return reading
  }

  settle(): void {
    this.#last = this.reading
    this.tally = undefined
  }
}

/** Makes an empty one. */
export function createRaceExchanges(limit?: StretchLimit): RaceExchanges {
  const connections = new Map<string, RaceConnection>()
  /** Those that are still read. */
  const read = new Map<string, Exchange>()
  /** Of those the ones that are over, in the order of their ends. */
  const closing: Exchange[] = []
  let kept: Exchange[] = []
  let keptIds = new Set<string>()

  function connectionOf(id: string): RaceConnection {
    const known = connections.get(id)
    if (known !== undefined) return known
    const fresh: RaceConnection = { id, kept: 0, hasServed: false }
    connections.set(id, fresh)
    return fresh
  }

  function open(event: Extract<TraceEvent, { kind: 'exchange-opened' }>): Exchange | undefined {
    // An observer may be told again of what it knows.
    if (keptIds.has(event.exchange)) return undefined
    const connection = connectionOf(event.connection)
    const exchange = new Exchange(event, connection, limit)
    connection.last = exchange.id
    connection.kept++
    read.set(exchange.id, exchange)
    kept.push(exchange)
    keptIds.add(exchange.id)
    if (read.size - closing.length > MOST_OPEN) {
      const oldest = [...read.values()].find(({ closed }) => closed === undefined)
      if (oldest !== undefined) settle(oldest)
    }
    return exchange
  }

  function settle(exchange: Exchange): void {
    exchange.settle()
    read.delete(exchange.id)
  }

  function settleFirst(): void {
    const first = closing.shift()
    if (first !== undefined) settle(first)
  }

  return {
    connections,
    get kept() {
      return kept
    },
    push(event, moment) {
      switch (event.kind) {
        case 'connection-opened':
          connectionOf(event.connection)
          return undefined
        case 'connection-closed': {
          const connection = connections.get(event.connection)
          if (connection !== undefined) connection.closed = { at: event.at, how: event.how }
          return undefined
        }
        case 'exchange-opened':
          return open(event)
        case 'exchange-closed':
        case 'slice':
        case 'dropped': {
          const exchange = read.get(event.exchange)
          if (exchange === undefined) return undefined
          exchange.tally?.push(event, moment)
          if (event.kind === 'exchange-closed') {
            if (exchange.closed === undefined) closing.push(exchange)
            exchange.closed = { at: event.at, moment }
            if (closing.length > MOST_CLOSED) settleFirst()
          } else if (event.direction === 'server-to-client') {
            exchange.isAnswered = true
            exchange.connection.hasServed = true
          }
          return exchange
        }
      }
    },
    settle(now) {
      while ((closing[0]?.closed?.at ?? now) < now - CLOSED_FOR_MS) settleFirst()
    },
    forget(before) {
      const gone = kept.filter(
        ({ closed, openedAt, id }) => (closed?.at ?? openedAt) < before && !read.has(id),
      )
      const isGone = new Set(gone)
      kept = kept.filter((exchange) => !isGone.has(exchange))
      keptIds = new Set(kept.map(({ id }) => id))
      for (const { tally } of kept) tally?.forget(before)
      for (const { connection } of gone) connection.kept--
      for (const [id, { closed, kept: uses }] of connections) {
        if (closed !== undefined && closed.at < before && uses === 0) connections.delete(id)
      }
      return gone
    },
  }
}

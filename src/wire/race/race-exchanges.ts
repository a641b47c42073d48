/**
 * The exchanges of a race and the connections they used: those whose marks are kept one by one, in the order they opened. An
 * exchange that is over is read once more and then stands as it is; what is older than the marks is handed on to be summed.
 */
import type { ConnectionEnd, TraceEvent } from '../trace/trace.ts'
import type { TracedKind } from '../trace/transports.ts'
import { ExchangeTally, type ExchangeReading, type StretchLimit } from './exchange-tally.ts'

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

type Wire = Extract<
  TraceEvent,
  {
    kind:
      'connection-opened' | 'connection-closed' | 'exchange-opened' | 'exchange-closed' | 'slice' | 'dropped'
  }
>

export class RaceExchange {
  readonly id: string
  readonly transport: TracedKind
  readonly connection: RaceConnection
  readonly openedAt: number
  /** Its connection had served before it opened. */
  readonly isReused: boolean
  closed?: { readonly at: number; readonly moment: number }
  /** A byte of the answer has come. */
  isAnswered = false
  /** Absent once it stands as it is. */
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
    this.tally = new ExchangeTally(opened, limit)
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

export class RaceExchanges {
  readonly #limit: StretchLimit | undefined
  readonly connections = new Map<string, RaceConnection>()
  /** Those whose marks are kept, in the order they opened. */
  kept: RaceExchange[] = []
  /** Those that are still read. */
  readonly #read = new Map<string, RaceExchange>()
  /** Of those the ones that are over, in the order of their ends. */
  readonly #closing: RaceExchange[] = []
  #keptIds = new Set<string>()

  constructor(limit?: StretchLimit) {
    this.#limit = limit
  }

  /** Takes in what the wire said; gives the exchange it was about, where it was about one. */
  push(event: Wire, moment: number): RaceExchange | undefined {
    switch (event.kind) {
      case 'connection-opened':
        this.#connectionOf(event.connection)
        return undefined
      case 'connection-closed': {
        const connection = this.connections.get(event.connection)
        if (connection !== undefined) connection.closed = { at: event.at, how: event.how }
        return undefined
      }
      case 'exchange-opened':
        return this.#open(event)
      case 'exchange-closed':
      case 'slice':
      case 'dropped': {
        const exchange = this.#read.get(event.exchange)
        if (exchange === undefined) return undefined
        exchange.tally?.push(event, moment)
        if (event.kind === 'exchange-closed') {
          if (exchange.closed === undefined) this.#closing.push(exchange)
          exchange.closed = { at: event.at, moment }
          if (this.#closing.length > MOST_CLOSED) this.#settle(this.#closing.shift())
        } else if (event.direction === 'server-to-client') {
          exchange.isAnswered = true
          exchange.connection.hasServed = true
        }
        return exchange
      }
    }
  }

  /** Ends the reading of what has been over for a while. */
  settle(now: number): void {
    while ((this.#closing[0]?.closed?.at ?? now) < now - CLOSED_FOR_MS) this.#settle(this.#closing.shift())
  }

  /** Takes out those that were over before then, and lets go of older marks of the others. */
  forget(before: number): readonly RaceExchange[] {
    const gone = this.kept.filter(
      ({ closed, openedAt, id }) => (closed?.at ?? openedAt) < before && !this.#read.has(id),
    )
    const isGone = new Set(gone)
    this.kept = this.kept.filter((exchange) => !isGone.has(exchange))
    this.#keptIds = new Set(this.kept.map(({ id }) => id))
    for (const { tally } of this.kept) tally?.forget(before)
    for (const { connection } of gone) connection.kept--
    for (const [id, { closed, kept: uses }] of this.connections) {
      if (closed !== undefined && closed.at < before && uses === 0) this.connections.delete(id)
    }
    return gone
  }

  #connectionOf(id: string): RaceConnection {
    const connection = this.connections.get(id) ?? { id, kept: 0, hasServed: false }
    this.connections.set(id, connection)
    return connection
  }

  #open(event: Extract<TraceEvent, { kind: 'exchange-opened' }>): RaceExchange | undefined {
    // An observer may be told again of what it knows.
    if (this.#keptIds.has(event.exchange)) return undefined
    const connection = this.#connectionOf(event.connection)
    const exchange = new RaceExchange(event, connection, this.#limit)
    connection.last = exchange.id
    connection.kept++
    this.#read.set(exchange.id, exchange)
    this.kept.push(exchange)
    this.#keptIds.add(exchange.id)
    if (this.#read.size - this.#closing.length > MOST_OPEN)
      this.#settle([...this.#read.values()].find(({ closed }) => closed === undefined))
    return exchange
  }

  #settle(exchange: RaceExchange | undefined): void {
    if (exchange === undefined) return
    exchange.settle()
    this.#read.delete(exchange.id)
  }
}

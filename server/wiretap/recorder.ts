/**
 * What a lab remembers of its wire: connections, exchanges, slices and feed events, in the order they happened.
 *
 * One log a lab, bounded in bytes, oldest dropped first. What goes is not forgotten silently: an exchange keeps how
 * much of it is gone, so that an observer that comes late, or falls behind, is told which bytes it will never get.
 * Recording costs a copy and a push; nothing is turned into text unless an observer reads.
 */
import type { Direction } from '../../src/wire/bytes.ts'
import type { ConnectionEnd, FeedEvent } from '../../src/wire/trace/trace.ts'
import type { ExchangeKind } from '../../src/wire/transports.ts'

/** A connection as one lab sees it; the ids of another lab say nothing about this one. */
export interface TappedConnection {
  readonly id: string
  readonly openedAt: number
}

/** An exchange as the recorder keeps it. */
export interface TappedExchange {
  readonly id: string
  readonly connection: TappedConnection
  readonly transport: ExchangeKind
  readonly openedAt: number
}

export interface SliceRecord {
  readonly kind: 'slice'
  readonly exchange: string
  readonly direction: Direction
  readonly offset: number
  readonly left: number
  readonly arrived: number
  readonly bytes: Uint8Array
}

export interface ConnectionRecord {
  readonly kind: 'connection'
  readonly state: 'open' | 'closed'
  readonly connection: string
  readonly at: number
  readonly how?: ConnectionEnd
}

export interface ExchangeRecord {
  readonly kind: 'exchange'
  readonly state: 'open' | 'closed'
  readonly exchange: string
  readonly connection: string
  readonly transport: ExchangeKind
  readonly at: number
}

export interface EventRecord {
  readonly kind: 'event'
  readonly event: FeedEvent
}

export interface DroppedRecord {
  readonly kind: 'dropped'
  readonly exchange: string
  readonly direction: Direction
  readonly offset: number
  readonly length: number
}

export type TapRecord = SliceRecord | ConnectionRecord | ExchangeRecord | EventRecord

/** What the log no longer holds but a late reader has to know to make sense of the rest: openings, and which bytes are gone. */
export type PastRecord = ConnectionRecord | ExchangeRecord | DroppedRecord

/** One that reads the log at its own pace; `observer.ts` has the one implementation. */
export interface LogReader {
  /** The number of the next record it wants; records count from 0 in each lab. */
  readonly next: number
  /** There are new records. Called once for many. */
  wake(): void
  /** The record numbered `next` leaves the log unread. The reader moves on past it. */
  missed(record: TapRecord): void
}

export interface Recorder {
  openConnection(openedAt: number): TappedConnection
  closeConnection(connection: TappedConnection, at: number, how: ConnectionEnd): void
  openExchange(connection: TappedConnection, transport: ExchangeKind, openedAt: number): TappedExchange
  closeExchange(exchange: TappedExchange, at: number): void
  /** Takes the bytes over: the caller hands in a copy that nobody changes, and that holds no larger buffer. */
  slice(
    exchange: TappedExchange,
    direction: Direction,
    bytes: Uint8Array,
    left: number,
    arrived: number,
  ): void
  /** Adds an event of the feed. `jsonBytes` is how long it is as JSON, so that the limit counts it. */
  published(event: FeedEvent, jsonBytes?: number): void
  /** Adds a reader. Returns the number of the log's first record, and what it needs from before: see `PastRecord`. */
  attach(reader: LogReader): { readonly first: number; readonly past: readonly PastRecord[] }
  detach(reader: LogReader): void
  /** The record with that number; `undefined` when it is not there yet. */
  at(number: number): TapRecord | undefined
  /** The number the next record will get. */
  readonly end: number
  readonly heldBytes: number
  readonly observers: number
  readonly isClosed: boolean
  /** The lab is gone: forgets everything and records no more. */
  close(): void
}

/** What a record costs beside its bytes: the object, its strings, its place in the log. */
const RECORD_COST_BYTES = 160

/** How many exchanges of which no record is left are still remembered as gone. */
const MAX_GONE_EXCHANGES = 500

/** A connection and what of it the log has dropped. */
interface ConnectionState extends TappedConnection {
  number: number
  isOpenDropped: boolean
  closed: ConnectionRecord | undefined
  isCloseDropped: boolean
}

interface ExchangeState extends TappedExchange {
  readonly connection: ConnectionState
  offsets: [number, number]
  /** How many bytes, from the first on, the log has dropped. */
  lost: [number, number]
  isOpenDropped: boolean
  closed: ExchangeRecord | undefined
  isGone: boolean
}

/** A place in the log: the record, and the state to mark when it is dropped. */
interface Entry {
  readonly record: TapRecord
  readonly of: ExchangeState | ConnectionState | undefined
  readonly costBytes: number
}

const DIRECTION_INDEX: Readonly<Record<Direction, 0 | 1>> = { 'client-to-server': 0, 'server-to-client': 1 }

/** Makes the recorder of one lab. `limitBytes` bounds what its log holds: bytes and a fixed cost a record. */
export function createRecorder({
  limitBytes = 1024 * 1024,
}: { readonly limitBytes?: number } = {}): Recorder {
  return new Log(limitBytes)
}

class Log implements Recorder {
  readonly #limitBytes: number
  #entries: (Entry | undefined)[] = []
  /** Index in `#entries` of the oldest one held, and its number. */
  #head = 0
  #first = 0
  #heldBytes = 0
  #connections = 0
  #exchanges = 0
  readonly #openConnections = new Map<string, ConnectionState>()
  readonly #remembered = new Map<string, ExchangeState>()
  #gone = 0
  readonly #readers = new Set<LogReader>()
  #isWaking = false
  #isClosed = false

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes
  }

  get end(): number {
    return this.#first + this.#entries.length - this.#head
  }

  get heldBytes(): number {
    return this.#heldBytes
  }

  get observers(): number {
    return this.#readers.size
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  openConnection(openedAt: number): TappedConnection {
    const id = `c${++this.#connections}`
    const state: ConnectionState = {
      id,
      number: this.#connections,
      openedAt,
      isOpenDropped: false,
      closed: undefined,
      isCloseDropped: false,
    }
    this.#append({ kind: 'connection', connection: id, state: 'open', at: openedAt }, state, 0)
    return state
  }

  closeConnection(connection: TappedConnection, at: number, how: ConnectionEnd): void {
    const state = connection as ConnectionState
    state.closed = { kind: 'connection', connection: state.id, state: 'closed', at, how }
    this.#append(state.closed, state, 0)
  }

  openExchange(connection: TappedConnection, transport: ExchangeKind, openedAt: number): TappedExchange {
    const id = `x${++this.#exchanges}`
    const state: ExchangeState = {
      id,
      connection: connection as ConnectionState,
      transport,
      openedAt,
      offsets: [0, 0],
      lost: [0, 0],
      isOpenDropped: false,
      closed: undefined,
      isGone: false,
    }
    if (!this.#isClosed) this.#remembered.set(id, state)
    this.#append(openRecord(state), state, 0)
    return state
  }

  closeExchange(exchange: TappedExchange, at: number): void {
    const state = exchange as ExchangeState
    state.closed = { ...openRecord(state), state: 'closed', at }
    this.#append(state.closed, state, 0)
  }

  slice(
    exchange: TappedExchange,
    direction: Direction,
    bytes: Uint8Array,
    left: number,
    arrived: number,
  ): void {
    const state = exchange as ExchangeState
    const index = DIRECTION_INDEX[direction]
    const offset = state.offsets[index]
    state.offsets[index] = offset + bytes.length
    this.#append(
      { kind: 'slice', exchange: state.id, direction, offset, left, arrived, bytes },
      state,
      bytes.length,
    )
  }

  published(event: FeedEvent, jsonBytes = 256): void {
    this.#append({ kind: 'event', event }, undefined, jsonBytes)
  }

  attach(reader: LogReader): { readonly first: number; readonly past: readonly PastRecord[] } {
    if (!this.#isClosed) this.#readers.add(reader)
    return { first: this.#first, past: this.#past() }
  }

  detach(reader: LogReader): void {
    this.#readers.delete(reader)
  }

  at(number: number): TapRecord | undefined {
    return number < this.#first ? undefined : this.#entries[this.#head + number - this.#first]?.record
  }

  close(): void {
    this.#isClosed = true
    this.#entries = []
    this.#head = 0
    this.#heldBytes = 0
    this.#openConnections.clear()
    this.#remembered.clear()
    this.#readers.clear()
  }

  #append(record: TapRecord, of: Entry['of'], bytes: number): void {
    if (this.#isClosed) return
    const costBytes = bytes + RECORD_COST_BYTES
    this.#entries.push({ record, of, costBytes })
    this.#heldBytes += costBytes
    while (this.#heldBytes > this.#limitBytes) this.#dropOldest()
    if (this.#readers.size > 0) this.#wakeSoon()
  }

  #dropOldest(): void {
    const entry = this.#entries[this.#head]
    if (entry === undefined) return
    for (const reader of this.#readers) if (reader.next === this.#first) reader.missed(entry.record)
    this.#entries[this.#head] = undefined
    this.#head++
    this.#first++
    this.#heldBytes -= entry.costBytes
    // Cutting the front off now and then keeps a push cheap and the array bounded by what is held.
    if (this.#head > 1024 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head)
      this.#head = 0
    }
    this.#markDropped(entry)
  }

  #markDropped({ record, of }: Entry): void {
    if (of === undefined) return
    if ('connection' in of) {
      if (record.kind === 'slice')
        of.lost[DIRECTION_INDEX[record.direction]] = record.offset + record.bytes.length
      else if (record.kind === 'exchange' && record.state === 'open') of.isOpenDropped = true
      else this.#exchangeIsGone(of)
      return
    }
    if (record.kind !== 'connection') return
    if (record.state === 'open') {
      of.isOpenDropped = true
      this.#openConnections.set(of.id, of)
    } else {
      of.isCloseDropped = true
      this.#openConnections.delete(of.id)
    }
  }

  /** No record of it is left; only so many of these are remembered, the oldest go. */
  #exchangeIsGone(state: ExchangeState): void {
    state.isGone = true
    this.#gone++
    if (this.#gone <= MAX_GONE_EXCHANGES) return
    for (const old of this.#remembered.values()) {
      if (!old.isGone) continue
      this.#remembered.delete(old.id)
      this.#gone--
      return
    }
  }

  /** The opening records that were dropped but are still needed, and the bytes that are gone. */
  #past(): PastRecord[] {
    const past: PastRecord[] = []
    const connections = new Set<ConnectionState>(this.#openConnections.values())
    for (const { connection } of this.#remembered.values())
      if (connection.isOpenDropped) connections.add(connection)
    const inOrder = [...connections].sort((a, b) => a.number - b.number)
    for (const { id, openedAt } of inOrder)
      past.push({ kind: 'connection', connection: id, state: 'open', at: openedAt })
    for (const state of this.#remembered.values()) {
      if (state.isOpenDropped) past.push(openRecord(state))
      for (const direction of ['client-to-server', 'server-to-client'] as const) {
        const length = state.lost[DIRECTION_INDEX[direction]]
        if (length > 0) past.push({ kind: 'dropped', exchange: state.id, direction, offset: 0, length })
      }
      if (state.isGone && state.closed !== undefined) past.push(state.closed)
    }
    for (const connection of inOrder)
      if (connection.isCloseDropped && connection.closed) past.push(connection.closed)
    return past
  }

  /** Readers are woken once for all that one turn of the event loop recorded, after the traffic itself has gone on. */
  #wakeSoon(): void {
    if (this.#isWaking) return
    this.#isWaking = true
    setImmediate(() => {
      this.#isWaking = false
      for (const reader of this.#readers) reader.wake()
    })
  }
}

function openRecord(state: ExchangeState): ExchangeRecord {
  return {
    kind: 'exchange',
    exchange: state.id,
    connection: state.connection.id,
    transport: state.transport,
    state: 'open',
    at: state.openedAt,
  }
}

/**
 * What a lab remembers of its wire: connections, exchanges, slices and feed events, in the order they happened.
 *
 * One log a lab, bounded in bytes, oldest dropped first. What goes is not forgotten silently: an exchange keeps how
 * much of it is gone, so that an observer that comes late, or falls behind, is told which bytes it will never get.
 * Recording costs a copy and a push; nothing is turned into text unless an observer reads.
 */
import type { Direction } from '../../src/wire/bytes/bytes.ts'
import type { ConnectionEnd } from '../../src/wire/trace/trace.ts'
import type { ExchangeKind } from '../../src/wire/trace/transports.ts'
import { unbounded, type Account } from '../budget.ts'
import { ByteStore } from './byte-store.ts'
import {
  CLOSED,
  DOWN,
  EVENT,
  LOST_DOWN,
  LOST_UP,
  LogTable,
  OPENED,
  REPORTED,
  UP,
  type RowKind,
} from './log-table.ts'
import { mergedTable, type ForeignRow } from './foreign-rows.ts'
import { pastRecords, recordAt } from './log-records.ts'
import {
  ConnectionState,
  EventState,
  ExchangeState,
  ReportState,
  maskIn,
  textBytesOf,
  type LogSubject,
} from './log-subject.ts'
import type { PastRecord, TapRecord } from './tap-record.ts'

/** One that reads the log at its own pace; `observer.ts` has the one implementation. */
export interface LogReader {
  /** The number of the next record it wants; records count from 0 in each lab. */
  readonly next: number
  /** There are new records. Called once for many. */
  wake(): void
  /** The record numbered `next` leaves the log unread. The reader moves on past it. */
  missed(record: TapRecord): void
  /** Rows were put between others: the record that it wants has another number. */
  moved?(next: number): void
}

/** What a record costs beside its bytes: its row, its part of an exchange's state. */
const RECORD_COST_BYTES = 160

/** What an exchange of which no record is left still costs. */
const GONE_COST_BYTES = 250

/** So much a log may hold also when the budget has nothing left: a page sees what happens while it looks. */
const LEAST_BYTES = 16 * 1024

/** How many exchanges of which no record is left are still remembered as gone. */
const MAX_GONE_EXCHANGES = 500

/** The recorder of one lab. */
export class Recorder {
  readonly #limitBytes: number
  readonly #account: Account
  readonly #instance: string
  #table = new LogTable<LogSubject>()
  #bytes = new ByteStore()
  #heldBytes = 0
  #connections = 0
  #exchanges = 0
  /** What has lost its opening record but not its closing one; and exchanges that have lost both, in a ring. */
  readonly #partlyDropped = new Set<ExchangeState | ConnectionState>()
  #gone: ExchangeState[] = []
  #goneCount = 0
  readonly #readers = new Set<LogReader>()
  #isWaking = false
  #isClosed = false

  /** `limitBytes` bounds what its log holds: bytes and a fixed cost a record. */
  constructor({
    limitBytes = 1024 * 1024,
    account = unbounded('tap'),
    instance = '',
  }: {
    readonly limitBytes?: number
    readonly account?: Account
    /** What its names of connections and exchanges have in front of their number. */
    readonly instance?: string
  } = {}) {
    this.#limitBytes = limitBytes
    this.#account = account
    this.#instance = instance
  }

  /** The number the next record will get. */
  get end(): number {
    return this.#table.end
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

  openConnection(openedAt: number): ConnectionState {
    const state = new ConnectionState(this.#instance, ++this.#connections, openedAt)
    this.#add(OPENED, state, 0)
    return state
  }

  closeConnection(connection: ConnectionState, at: number, how: ConnectionEnd): void {
    connection.closedAt = at
    connection.how = how
    this.#add(CLOSED, connection, 0)
  }

  openExchange(connection: ConnectionState, transport: ExchangeKind, openedAt: number): ExchangeState {
    const state = new ExchangeState(this.#instance, ++this.#exchanges, connection, transport, openedAt)
    this.#add(OPENED, state, 0)
    return state
  }

  closeExchange(exchange: ExchangeState, at: number): void {
    exchange.closedAt = at
    exchange.upRedactor = undefined
    exchange.downRedactor = undefined
    this.#add(CLOSED, exchange, 0)
  }

  /**
   * Copies the bytes; `masked` are starts and ends of the heads and trailers in them, whose sensitive values never
   * enter the log.
   */
  slice(
    exchange: ExchangeState,
    direction: Direction,
    bytes: Uint8Array,
    masked: readonly number[],
    left: number,
    arrived: number,
  ): void {
    if (this.#isClosed) return
    const isUp = direction === 'client-to-server'
    const offset = isUp ? exchange.upBytes : exchange.downBytes
    if (isUp) exchange.upBytes += bytes.length
    else exchange.downBytes += bytes.length
    this.#bytes.copy(bytes)
    const { block, start } = this.#bytes
    if (masked.length > 0) maskIn(block, start, masked, exchange, isUp)
    this.#table.addSlice(isUp ? UP : DOWN, exchange, block, start, bytes.length, offset, left, arrived)
    this.#added(bytes.length)
  }

  /** Adds an event of the feed, as JSON of `jsonBytes` in UTF-8. */
  published(json: string, jsonBytes: number): void {
    this.#add(EVENT, new EventState(json), jsonBytes)
  }

  /** Adds what the owner's page says that it did, for those who watch. */
  reported(marks: string, at: number): void {
    // As anything else that comes from elsewhere.
    const subject = new ReportState(marks, this.#instance)
    this.adopt([{ kind: REPORTED, subject, offset: 0, left: at, arrived: at }], false)
  }

  /** Adds what another instance has recorded; in its place in time where nobody has read on past that yet (`isPast`). */
  adopt(rows: readonly ForeignRow[], isPast: boolean): void {
    if (this.#isClosed || rows.length === 0) return
    if (!isPast) {
      for (const row of rows) this.#put(this.#table, row)
    } else {
      const merged = mergedTable(this.#table, rows, (to, row) => this.#put(to, row))
      for (const reader of this.#readers) reader.moved?.(merged.places(reader.next))
      this.#table = merged.table
    }
    this.#settle()
  }

  #put(table: LogTable<LogSubject>, { kind, subject, bytes, offset, left, arrived }: ForeignRow): void {
    const costBytes = bytes?.length ?? textBytesOf(subject)
    if (bytes !== undefined) this.#bytes.copy(bytes)
    const [block, start] = bytes === undefined ? [undefined, 0] : [this.#bytes.block, this.#bytes.start]
    table.addSlice(kind, subject, block, start, costBytes, offset, left, arrived)
    this.#hold(costBytes + RECORD_COST_BYTES)
  }

  /** Adds a reader. Returns the number of the log's first record, and what it needs from before: see `PastRecord`. */
  attach(reader: LogReader): { readonly first: number; readonly past: readonly PastRecord[] } {
    if (!this.#isClosed) this.#readers.add(reader)
    return { first: this.#table.first, past: pastRecords(this.#partlyDropped, this.#gone) }
  }

  detach(reader: LogReader): void {
    this.#readers.delete(reader)
  }

  /** The record with that number; `undefined` when it is not there yet. */
  at(number: number): TapRecord | undefined {
    return recordAt(this.#table, number)
  }

  /** Lets go of the whole log; whoever reads it later is told what is gone. */
  forget(): void {
    while (this.#table.first < this.#table.end) this.#dropOldest()
    // The room of a full log stays with its table and its last block.
    this.#table = new LogTable(this.#table.end)
    this.#bytes = new ByteStore()
  }

  /** The lab is gone: forgets everything and records no more. */
  close(): void {
    this.#isClosed = true
    this.#account.close()
    this.#table = new LogTable()
    this.#bytes = new ByteStore()
    this.#heldBytes = 0
    this.#partlyDropped.clear()
    this.#gone = []
    this.#readers.clear()
  }

  #add(kind: RowKind, subject: LogSubject, costBytes: number): void {
    if (this.#isClosed) return
    this.#table.add(kind, subject, costBytes)
    this.#added(costBytes)
  }

  #added(bytes: number): void {
    const before = this.#heldBytes
    this.#hold(bytes + RECORD_COST_BYTES)
    this.#settle(before)
  }

  /** Makes room for what has been added to so much, and tells the readers of it. */
  #settle(before = this.#heldBytes): void {
    const mostBytes = this.#account.budget.isFull
      ? Math.min(this.#limitBytes, Math.max(before, LEAST_BYTES))
      : this.#limitBytes
    while (this.#heldBytes > mostBytes) this.#dropOldest()
    if (this.#readers.size > 0 && !this.#isWaking) this.#wakeSoon()
  }

  #hold(bytes: number): void {
    this.#heldBytes += bytes
    this.#account.add(bytes)
  }

  #dropOldest(): void {
    const table = this.#table
    const number = table.first
    for (const reader of this.#readers) {
      if (reader.next !== number) continue
      const record = this.at(number)
      if (record !== undefined) reader.missed(record)
    }
    const subject = table.subject(number)
    const kind = table.kind(number)
    const length = table.length(number)
    this.#hold(-length - RECORD_COST_BYTES)
    if (subject instanceof ExchangeState) {
      if (kind === UP) subject.upLost = table.offset(number) + length
      else if (kind === DOWN) subject.downLost = table.offset(number) + length
      else if (kind === LOST_UP) subject.upLost = table.offset(number) + table.left(number)
      else if (kind === LOST_DOWN) subject.downLost = table.offset(number) + table.left(number)
      else this.#edgeDropped(subject, kind)
    } else if (subject instanceof ConnectionState) this.#edgeDropped(subject, kind)
    table.dropFirst()
  }

  #edgeDropped(subject: ExchangeState | ConnectionState, kind: RowKind): void {
    if (kind === OPENED) {
      subject.isOpenDropped = true
      this.#partlyDropped.add(subject)
      return
    }
    this.#partlyDropped.delete(subject)
    if (subject instanceof ConnectionState) subject.isCloseDropped = true
    else {
      if (this.#goneCount < MAX_GONE_EXCHANGES) this.#account.add(GONE_COST_BYTES)
      this.#gone[this.#goneCount++ % MAX_GONE_EXCHANGES] = subject
    }
  }

  /** Readers are woken once for all that one turn of the event loop recorded, after the traffic itself has gone on. */
  #wakeSoon(): void {
    this.#isWaking = true
    setImmediate(() => {
      this.#isWaking = false
      for (const reader of this.#readers) reader.wake()
    })
  }
}

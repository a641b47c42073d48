/**
 * What a lab's log is about: connections, exchanges, events and reports, each with what has to be remembered of it when
 * its records have left the log. The recorder keeps them; its readers see the records made of them here.
 */
import type { ConnectionEnd } from '../../src/wire/trace/trace.ts'
import type { ExchangeKind } from '../../src/wire/trace/transports.ts'
import { Redactor } from './redaction.ts'

/** A connection as one lab sees it, and what of it the log has dropped; the ids of another lab say nothing about this one. */
export class ConnectionState {
  /** Of the instance that it is on, as names have it: empty, or with a dash at its end. */
  readonly instance: string
  readonly number: number
  readonly openedAt: number
  closedAt = 0
  how: ConnectionEnd | undefined
  /** How far its times may be off those of connections on this instance; `undefined` for one of these. */
  readonly withinMs: number | undefined
  isOpenDropped = false
  isCloseDropped = false

  constructor(instance: string, number: number, openedAt: number, withinMs?: number) {
    this.withinMs = withinMs
    this.instance = instance
    this.number = number
    this.openedAt = openedAt
  }

  get id(): string {
    return `c${this.instance}${this.number}`
  }
}

/** An exchange, and what of it the log has dropped. */
export class ExchangeState {
  readonly instance: string
  readonly number: number
  readonly connection: ConnectionState
  readonly transport: ExchangeKind
  readonly openedAt: number
  closedAt = 0
  /** Bytes recorded so far, and how many of them, from the first on, the log has dropped. */
  upBytes = 0
  downBytes = 0
  upLost = 0
  downLost = 0
  upRedactor: Redactor | undefined
  downRedactor: Redactor | undefined
  isOpenDropped = false

  constructor(
    instance: string,
    number: number,
    connection: ConnectionState,
    transport: ExchangeKind,
    openedAt: number,
  ) {
    this.instance = instance
    this.number = number
    this.connection = connection
    this.transport = transport
    this.openedAt = openedAt
  }

  get id(): string {
    return `x${this.instance}${this.number}`
  }
}

/** An event as the log keeps it: the JSON that the feed made, by reference. */
export class EventState {
  readonly json: string

  constructor(json: string) {
    this.json = json
  }
}

/** What the owner's page says that it did, as it came; `instance` as names have it. */
export class ReportState {
  readonly marks: string
  readonly instance: string

  constructor(marks: string, instance: string) {
    this.marks = marks
    this.instance = instance
  }
}

/** One that is in the middle of nothing, for the next head: nearly all heads come whole. */
let spareRedactor = new Redactor()

/** Masks the heads and trailers of a slice that has been copied to `start` in `block`. */
export function maskIn(
  block: Uint8Array,
  start: number,
  masked: readonly number[],
  state: ExchangeState,
  isUp: boolean,
): void {
  const redactor = (isUp ? state.upRedactor : state.downRedactor) ?? spareRedactor
  for (let i = 0; i + 1 < masked.length; i += 2) {
    redactor.mask(block, start + (masked[i] ?? 0), start + (masked[i + 1] ?? 0))
  }
  const unfinished = redactor.isBetween ? undefined : redactor
  if (unfinished === spareRedactor) spareRedactor = new Redactor()
  if (isUp) state.upRedactor = unfinished
  else state.downRedactor = unfinished
}

export type LogSubject = ExchangeState | ConnectionState | EventState | ReportState

/** How many bytes the text of a subject is that is kept as text. */
export function textBytesOf(subject: LogSubject): number {
  if (subject instanceof EventState) return Buffer.byteLength(subject.json)
  return subject instanceof ReportState ? Buffer.byteLength(subject.marks) : 0
}

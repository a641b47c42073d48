/** The records of a lab's log, as its readers get them; `observer-message.ts` turns them into text. */
import type { Direction } from '../../src/wire/bytes/bytes.ts'
import type { ConnectionEnd, Slice } from '../../src/wire/trace/trace.ts'
import type { ExchangeKind } from '../../src/wire/trace/transports.ts'

export type SliceRecord = Slice

export interface ConnectionRecord {
  readonly kind: 'connection'
  readonly state: 'open' | 'closed'
  readonly connection: string
  readonly at: number
  readonly how?: ConnectionEnd
  readonly withinMs?: number
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
  /** The event itself. */
  readonly json: string
}

export interface DroppedRecord {
  readonly kind: 'dropped'
  readonly exchange: string
  readonly direction: Direction
  readonly offset: number
  readonly length: number
}

export interface ReportRecord {
  readonly kind: 'reported'
  readonly at: number
  readonly marks: string
  /** Where it was heard. */
  readonly instance: string
}

export type TapRecord =
  SliceRecord | ConnectionRecord | ExchangeRecord | EventRecord | DroppedRecord | ReportRecord

/** What the log no longer holds but a late reader has to know to make sense of the rest: openings, and which bytes are gone. */
export type PastRecord = ConnectionRecord | ExchangeRecord | DroppedRecord

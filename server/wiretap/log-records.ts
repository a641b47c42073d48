/** The records of a lab's log, made of its rows and of what they are about. */
import type { Direction } from '../../src/wire/bytes/bytes.ts'
import { ConnectionState, EventState, ExchangeState, ReportState, type LogSubject } from './log-subject.ts'
import { CLOSED, LOST_DOWN, LOST_UP, OPENED, UP, type LogTable } from './log-table.ts'
import type { ConnectionRecord, DroppedRecord, ExchangeRecord, PastRecord, TapRecord } from './tap-record.ts'

/** The record with that number; `undefined` where the table has none. */
export function recordAt(table: LogTable<LogSubject>, number: number): TapRecord | undefined {
  if (number < table.first || number >= table.end) return undefined
  const subject = table.subject(number)
  const kind = table.kind(number)
  if (subject instanceof ConnectionState) return connectionRecord(subject, kind === OPENED)
  if (subject instanceof EventState) return { kind: 'event', json: subject.json }
  if (subject instanceof ReportState) {
    const { marks, instance } = subject
    return { kind: 'reported', at: table.arrived(number), marks, instance }
  }
  if (subject === undefined) return undefined
  if (kind === OPENED || kind === CLOSED) return exchangeRecord(subject, kind === OPENED)
  if (kind === LOST_UP || kind === LOST_DOWN) {
    const direction = kind === LOST_UP ? 'client-to-server' : 'server-to-client'
    return droppedRecord(subject, direction, table.left(number), table.offset(number))
  }
  return {
    kind: 'slice',
    exchange: subject.id,
    direction: kind === UP ? 'client-to-server' : 'server-to-client',
    offset: table.offset(number),
    left: table.left(number),
    arrived: table.arrived(number),
    bytes: table.bytes(number),
  }
}

/**
 * The openings that a log has dropped but that are still needed, and the bytes that are gone: of what is dropped in part, and of
 * exchanges that are gone whole.
 */
export function pastRecords(
  partly: ReadonlySet<ExchangeState | ConnectionState>,
  gone: readonly ExchangeState[],
): PastRecord[] {
  const inTime = [...gone].sort((a, b) => a.number - b.number)
  const exchanges = [...inTime, ...[...partly].filter((subject) => subject instanceof ExchangeState)]
  const connections = new Set([...partly].filter((subject) => subject instanceof ConnectionState))
  for (const { connection } of exchanges) if (connection.isOpenDropped) connections.add(connection)
  const inOrder = [...connections].sort((a, b) => a.number - b.number)

  const past: PastRecord[] = inOrder.map((connection) => connectionRecord(connection, true))
  for (const state of exchanges) {
    past.push(exchangeRecord(state, true))
    if (state.upLost > 0) past.push(droppedRecord(state, 'client-to-server', state.upLost))
    if (state.downLost > 0) past.push(droppedRecord(state, 'server-to-client', state.downLost))
    if (!partly.has(state)) past.push(exchangeRecord(state, false))
  }
  for (const connection of inOrder)
    if (connection.isCloseDropped) past.push(connectionRecord(connection, false))
  return past
}

export function connectionRecord(state: ConnectionState, isOpen: boolean): ConnectionRecord {
  const { id, openedAt, closedAt, how, withinMs } = state
  if (!isOpen && how !== undefined)
    return { kind: 'connection', connection: id, state: 'closed', at: closedAt, how }
  const opened = { kind: 'connection', connection: id, state: 'open', at: openedAt } as const
  return withinMs === undefined ? opened : { ...opened, withinMs }
}

export function exchangeRecord(state: ExchangeState, isOpen: boolean): ExchangeRecord {
  return {
    kind: 'exchange',
    exchange: state.id,
    connection: state.connection.id,
    transport: state.transport,
    state: isOpen ? 'open' : 'closed',
    at: isOpen ? state.openedAt : state.closedAt,
  }
}

export function droppedRecord(
  state: ExchangeState,
  direction: Direction,
  length: number,
  offset = 0,
): DroppedRecord {
  return { kind: 'dropped', exchange: state.id, direction, offset, length }
}

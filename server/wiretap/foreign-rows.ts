/** Rows of a log that another instance has recorded, and how they are put between a log's own. */
import { EventState, ReportState, type LogSubject } from './log-subject.ts'
import { CLOSED, EVENT, LogTable, OPENED, type RowKind } from './log-table.ts'

export interface ForeignRow {
  readonly kind: RowKind
  readonly subject: LogSubject
  /** Of a slice. */
  readonly bytes?: Uint8Array
  readonly offset: number
  readonly left: number
  readonly arrived: number
}

/** A row that is no slice. */
export function bareRow(kind: RowKind, subject: LogSubject): ForeignRow {
  return { kind, subject, offset: 0, left: 0, arrived: 0 }
}

export interface Merged {
  readonly table: LogTable<LogSubject>
  /** The number that a row of the log before has now. */
  places(before: number): number
}

/**
 * A log's rows and foreign ones as one table in the order of time. Each side keeps its own order, whatever its times say;
 * an event, which every instance has, is there once.
 */
export function mergedTable(
  own: LogTable<LogSubject>,
  foreign: readonly ForeignRow[],
  put: (table: LogTable<LogSubject>, row: ForeignRow) => void,
): Merged {
  const table = new LogTable<LogSubject>(own.first)
  const places: number[] = []
  const events = new Set<string>()
  for (let number = own.first; number < own.end; number++) {
    const subject = own.subject(number)
    if (subject instanceof EventState) events.add(subject.json)
  }
  let next = 0
  let latest = -Infinity
  for (let number = own.first; number < own.end; number++) {
    latest = Math.max(latest, timeOf(own.kind(number), own.subject(number), own.arrived(number)))
    for (; next < foreign.length; next++) {
      const row = foreign[next]
      if (row === undefined || timeOf(row.kind, row.subject, row.arrived) > latest) break
      putOnce(row)
    }
    places.push(table.end)
    table.addFrom(own, number)
  }
  for (const row of foreign.slice(next)) putOnce(row)

  function putOnce(row: ForeignRow): void {
    if (row.subject instanceof EventState) {
      if (events.has(row.subject.json)) return
      events.add(row.subject.json)
    }
    put(table, row)
  }

  return { table, places: (before) => places[before - own.first] ?? table.end }
}

/** When what a row tells happened. */
export function timeOf(kind: RowKind, subject: LogSubject | undefined, arrived: number): number {
  if (kind === EVENT && subject instanceof EventState)
    return Number(/"at":([\d.]+)/.exec(subject.json)?.[1] ?? 0)
  if (subject instanceof ReportState) return arrived
  if (subject instanceof EventState || subject === undefined) return 0
  if (kind === OPENED) return subject.openedAt
  return kind === CLOSED ? subject.closedAt : arrived
}

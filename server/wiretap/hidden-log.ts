/**
 * A lab's log as those get it who watch by its link: a log of its own, filled from the lab's as that grows, in which the lab's id
 * stands nowhere. Whoever reads it is slow, late and told of what is gone as any observer is.
 */
import type { Direction } from '../../src/wire/bytes/bytes.ts'
import { hiderOf, type Hider } from '../../src/wire/export/lab-id-spellings.ts'
import type { Budget, Account } from '../budget.ts'
import { bareRow, type ForeignRow } from './foreign-rows.ts'
import { HiddenSide, type HiddenPiece } from './hidden-side.ts'
import { ConnectionState, EventState, ExchangeState, ReportState } from './log-subject.ts'
import { CLOSED, DOWN, EVENT, LOST_DOWN, LOST_UP, OPENED, REPORTED, UP } from './log-table.ts'
import { Recorder, type LogReader } from './recorder.ts'
import type { ConnectionRecord, ExchangeRecord, PastRecord, TapRecord } from './tap-record.ts'

/** An exchange that is open: what it keeps of both directions beside what they say themselves. */
const EXCHANGE_COST_BYTES = 4 * 1024

interface OpenExchange {
  readonly state: ExchangeState
  readonly sides: Readonly<Record<Direction, HiddenSide>>
  countedBytes: number
}

export class HiddenLog implements LogReader {
  next: number
  /** What watchers read. */
  readonly recorder: Recorder
  readonly #source: Recorder
  readonly #hide: Hider
  readonly #account: Account
  readonly #connections = new Map<string, ConnectionState>()
  readonly #exchanges = new Map<string, OpenExchange>()

  /** Takes in what the log of a lab still has, and then what comes. */
  constructor(source: Recorder, labId: string, budget: Budget) {
    this.#source = source
    this.#hide = hiderOf(labId)
    this.#account = budget.account('observers')
    this.recorder = new Recorder({ account: budget.account('tap') })
    const { first, past } = source.attach(this)
    this.next = first
    this.#adopt(past)
    this.wake()
  }

  wake(): void {
    const records: TapRecord[] = []
    for (let record = this.#source.at(this.next); record !== undefined; record = this.#source.at(this.next)) {
      records.push(record)
      this.next++
    }
    this.#adopt(records)
  }

  /** It leaves the other log before this one was woken. */
  missed(record: TapRecord): void {
    this.next++
    this.#adopt([record])
  }

  moved(next: number): void {
    this.next = next
  }

  close(): void {
    this.#source.detach(this)
    this.recorder.close()
    this.#account.close()
  }

  #adopt(records: readonly (PastRecord | TapRecord)[]): void {
    this.recorder.adopt(
      records.flatMap((record) => this.#rowsOf(record)),
      false,
    )
  }

  #rowsOf(record: PastRecord | TapRecord): readonly ForeignRow[] {
    switch (record.kind) {
      case 'connection':
        return this.#connection(record)
      case 'exchange':
        return this.#exchange(record)
      case 'slice':
        return this.#side(record, (side) => side.push(record))
      case 'dropped':
        return this.#side(record, (side, { openedAt }) =>
          side.lost({ offset: record.offset, length: record.length, left: openedAt, arrived: openedAt }),
        )
      case 'event':
        return [bareRow(EVENT, new EventState(this.#hide.in(record.json)))]
      case 'reported': {
        const subject = new ReportState(this.#hide.in(record.marks), record.instance)
        return [{ ...bareRow(REPORTED, subject), arrived: record.at }]
      }
    }
  }

  #connection({ connection, state, at, how, withinMs }: ConnectionRecord): readonly ForeignRow[] {
    if (state === 'open') {
      const opened = new ConnectionState(...partsOf(connection), at, withinMs)
      this.#connections.set(connection, opened)
      return [bareRow(OPENED, opened)]
    }
    const known = this.#connections.get(connection)
    if (known === undefined) return []
    this.#connections.delete(connection)
    known.closedAt = at
    known.how = how
    return [bareRow(CLOSED, known)]
  }

  #exchange({ exchange, connection, transport, state, at }: ExchangeRecord): readonly ForeignRow[] {
    const on = this.#connections.get(connection)
    const open = this.#exchanges.get(exchange)
    if (state === 'open') {
      if (on === undefined) return []
      const opened = new ExchangeState(...partsOf(exchange), on, transport, at)
      const sides = {
        'client-to-server': new HiddenSide(this.#hide, transport === 'ws'),
        'server-to-client': new HiddenSide(this.#hide, false),
      }
      this.#exchanges.set(exchange, { state: opened, sides, countedBytes: EXCHANGE_COST_BYTES })
      this.#account.add(EXCHANGE_COST_BYTES)
      return [bareRow(OPENED, opened)]
    }
    if (open === undefined) return []
    this.#exchanges.delete(exchange)
    this.#account.add(-open.countedBytes)
    open.state.closedAt = at
    const rest = (['client-to-server', 'server-to-client'] as const).flatMap((direction) =>
      rowsOfPieces(open.state, direction, open.sides[direction].end()),
    )
    return [...rest, bareRow(CLOSED, open.state)]
  }

  #side(
    { exchange, direction }: { readonly exchange: string; readonly direction: Direction },
    act: (side: HiddenSide, state: ExchangeState) => readonly HiddenPiece[],
  ): readonly ForeignRow[] {
    const open = this.#exchanges.get(exchange)
    if (open === undefined) return []
    const pieces = act(open.sides[direction], open.state)
    const { sides } = open
    const keptBytes =
      EXCHANGE_COST_BYTES + sides['client-to-server'].keptBytes + sides['server-to-client'].keptBytes
    this.#account.add(keptBytes - open.countedBytes)
    open.countedBytes = keptBytes
    return rowsOfPieces(open.state, direction, pieces)
  }
}

function rowsOfPieces(
  subject: ExchangeState,
  direction: Direction,
  pieces: readonly HiddenPiece[],
): readonly ForeignRow[] {
  const [kind, lost] =
    direction === 'client-to-server' ? ([UP, LOST_UP] as const) : ([DOWN, LOST_DOWN] as const)
  return pieces.map(({ offset, length, left, arrived, bytes }) =>
    bytes === undefined
      ? { kind: lost, subject, offset, left: length, arrived }
      : { kind, subject, bytes, offset, left, arrived },
  )
}

/** The instance and the number in a name, so that it is the same name here. */
function partsOf(name: string): [instance: string, number: number] {
  const [, instance = '', number = ''] = /^.((?:[^-]*-)?)(\d+)$/.exec(name) ?? []
  return [instance, Number(number)]
}

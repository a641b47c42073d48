/**
 * What one other instance tells of a lab's tap, made rows of this instance's log. It may tell something twice, when it begins
 * anew after messages were lost: what is known already is passed over, and what was lost for good is told as such.
 */
import { type ObserverMessage, OBSERVER_MESSAGES } from '../../src/contract/observe.ts'
import { isWrong, readKind } from '../../src/contract/rule.ts'
import { ConnectionState, EventState, ExchangeState, ReportState } from './log-subject.ts'
import { CLOSED, DOWN, EVENT, LOST_DOWN, LOST_UP, OPENED, REPORTED, UP } from './log-table.ts'
import { bareRow, type ForeignRow } from './foreign-rows.ts'

type Told<Kind> = Extract<ObserverMessage, { kind: Kind }>

/** Beyond this, the oldest that are closed are forgotten: an instance's log holds fewer. */
const MOST_REMEMBERED = 8_000

export class ForeignTap {
  readonly #instance: string
  readonly #connections = new Map<string, ConnectionState>()
  readonly #exchanges = new Map<string, ExchangeState>()
  readonly #open = new Set<ConnectionState | ExchangeState>()
  #reportedAt = 0

  /** `instance` as its names have it, with the dash at its end. */
  constructor(instance: string) {
    this.#instance = instance
  }

  /** The rows that a line of the other instance adds; none where it tells nothing new. */
  rowsOf(line: string, withinMs: number): readonly ForeignRow[] {
    const told = readKind(OBSERVER_MESSAGES, JSON.parse(line))
    if (isWrong(told)) return []
    switch (told.kind) {
      case 'connection':
        return told.state === 'open' ? this.#connected(told, withinMs) : this.#disconnected(told)
      case 'exchange':
        return told.state === 'open' ? this.#opened(told) : this.#closed(told.exchange, told.at)
      case 'slice':
        return this.#slice(told)
      case 'dropped':
        return this.#lost(told, told.offset + told.length)
      case 'event':
        return [bareRow(EVENT, new EventState(line.slice('{"kind":"event","event":'.length, -1)))]
      case 'reported':
        return this.#reported(told)
      default:
        return []
    }
  }

  /** The instance is gone without a word: what was open on it was broken off. */
  gone(at: number): readonly ForeignRow[] {
    const exchanges = [...this.#open].filter((state) => state instanceof ExchangeState)
    const connections = [...this.#open].filter((state) => state instanceof ConnectionState)
    return [
      ...exchanges.flatMap(({ id }) => this.#closed(id, at)),
      ...connections.flatMap(({ id }) =>
        this.#disconnected({ kind: 'connection', connection: id, state: 'closed', at, how: 'reset' }),
      ),
    ]
  }

  #reported({ at, marks }: Told<'reported'>): readonly ForeignRow[] {
    if (at <= this.#reportedAt) return []
    this.#reportedAt = at
    const subject = new ReportState(marks, this.#instance)
    return [{ kind: REPORTED, subject, offset: 0, left: at, arrived: at }]
  }

  #connected({ connection, at }: Told<'connection'>, withinMs: number): readonly ForeignRow[] {
    if (this.#connections.has(connection)) return []
    const state = new ConnectionState(this.#instance, this.#numberOf(connection), at, withinMs)
    this.#remember(this.#connections, connection, state)
    return [bareRow(OPENED, state)]
  }

  #disconnected({ connection, at, how }: Told<'connection'>): readonly ForeignRow[] {
    const state = this.#connections.get(connection)
    if (state === undefined || !this.#open.delete(state)) return []
    state.closedAt = at
    state.how = how ?? 'reset'
    return [bareRow(CLOSED, state)]
  }

  #opened({ exchange, connection, transport, at }: Told<'exchange'>): readonly ForeignRow[] {
    const on = this.#connections.get(connection)
    if (on === undefined || this.#exchanges.has(exchange)) return []
    const state = new ExchangeState(this.#instance, this.#numberOf(exchange), on, transport, at)
    this.#remember(this.#exchanges, exchange, state)
    return [bareRow(OPENED, state)]
  }

  #closed(exchange: string, at: number): readonly ForeignRow[] {
    const state = this.#exchanges.get(exchange)
    if (state === undefined || !this.#open.delete(state)) return []
    state.closedAt = at
    return [bareRow(CLOSED, state)]
  }

  #slice(told: Told<'slice'>): readonly ForeignRow[] {
    const state = this.#exchanges.get(told.exchange)
    if (state === undefined) return []
    const isUp = told.direction === 'client-to-server'
    const before = this.#lost(told, told.offset)
    const bytes = Buffer.from(told.bytes, 'base64')
    const end = told.offset + bytes.length
    const have = isUp ? state.upBytes : state.downBytes
    if (end <= have) return before
    if (isUp) state.upBytes = end
    else state.downBytes = end
    const { left, arrived } = told
    const news = bytes.subarray(have - told.offset)
    return [...before, { kind: isUp ? UP : DOWN, subject: state, bytes: news, offset: have, left, arrived }]
  }

  /** A row for what lies between what is known of a direction and where it goes on. */
  #lost({ exchange, direction }: Told<'slice' | 'dropped'>, until: number): readonly ForeignRow[] {
    const state = this.#exchanges.get(exchange)
    if (state === undefined) return []
    const isUp = direction === 'client-to-server'
    const have = isUp ? state.upBytes : state.downBytes
    if (until <= have) return []
    if (isUp) state.upBytes = until
    else state.downBytes = until
    const kind = isUp ? LOST_UP : LOST_DOWN
    return [{ kind, subject: state, offset: have, left: until - have, arrived: state.openedAt }]
  }

  #remember<State extends ConnectionState | ExchangeState>(
    states: Map<string, State>,
    id: string,
    state: State,
  ): void {
    states.set(id, state)
    this.#open.add(state)
    if (states.size <= MOST_REMEMBERED) return
    for (const [oldest, each] of states) {
      if (this.#open.has(each)) continue
      states.delete(oldest)
      return
    }
  }

  #numberOf(id: string): number {
    return Number(id.slice(1 + this.#instance.length))
  }
}

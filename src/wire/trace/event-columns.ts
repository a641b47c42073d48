/**
 * How each kind of event stands in a trace's text: its values side by side behind its kind. One table writes and reads them, and
 * its order is the format. What is read may come from anybody: each value is checked as what its column has to be.
 */
import { fromBase64, toBase64 } from '../bytes/base64.ts'
import { DIRECTIONS } from '../bytes/bytes.ts'
import { FAULT_KINDS } from '../../contract/faults.ts'
import { CONNECTION_ENDS } from '../../contract/observe.ts'
import { isWrong, readKind } from '../../contract/rule.ts'
import { readConditions, type Conditions } from '../../contract/settings.ts'
import { RUN_NOTES, type RunNote } from './run-note.ts'
import type { TraceEvent } from './trace.ts'
import { TRACED_KINDS, TRANSPORTS } from './transports.ts'

/** Thrown inside the decoder of traces for a tuple that is no event; the codec alone catches it, nobody else sees it. */
export class MalformedEvent extends Error {}

const MAX_NAME = 256
/** About nine years either way, in µs: the room a relative time has. */
const MAX_MICROS = 2 ** 48

/** A run saved before conditions had names tells these, in this order. No other is ever told so. */
const WITHOUT_NAMES = [
  'feed',
  'eventsPerMinute',
  'pollIntervalMs',
  'longPollTimeoutMs',
  'heartbeatMs',
  'latencyMs',
  'jitterMs',
  'bytesPerSecond',
  'bufferBytes',
  'idleTimeoutMs',
]

/** An event's values as they are taken one after another. Times are whole microseconds after the base. */
export class Tuple {
  readonly baseMs: number
  readonly #values: readonly unknown[]
  #at = 1

  constructor(values: readonly unknown[], baseMs: number) {
    this.#values = values
    this.baseMs = baseMs
  }

  take(): unknown {
    if (this.#at >= this.#values.length) throw new MalformedEvent('is too short')
    return this.#values[this.#at++]
  }

  /** What is thrown for the value that was taken last. */
  isNo(what: string): MalformedEvent {
    return new MalformedEvent(`value ${this.#at - 1} is no ${what}`)
  }

  /** Throws where values are left over. */
  end(): void {
    if (this.#at !== this.#values.length) throw new MalformedEvent('is too long')
  }
}

/** One value of an event, or several that belong together. */
export interface Column<Value> {
  /** Throws `MalformedEvent`, with what is wrong, for anything else. */
  read(tuple: Tuple): Value
  write(value: Value, values: unknown[], baseMs: number): void
}

/** A value that JSON has as it is; `accepts` says whether it is one. */
function plain<Value>(what: string, accepts: (value: unknown) => boolean): Column<Value> {
  return {
    read(tuple) {
      const value = tuple.take()
      if (!accepts(value)) throw tuple.isNo(what)
      return value as Value
    },
    write(value, values) {
      values.push(value)
    },
  }
}

function oneOf<Value extends string>(known: readonly Value[]): Column<Value> {
  return plain('known word', (value) => known.some((each) => each === value))
}

/** Values that stand side by side and make one object. */
function group<Value extends object>(columns: {
  readonly [Key in keyof Value]: Column<Value[Key]>
}): Column<Value> {
  const all = Object.entries(columns) as [keyof Value, Column<unknown>][]
  return {
    read(tuple) {
      const value: Partial<Record<keyof Value, unknown>> = {}
      for (const [key, column] of all) value[key] = column.read(tuple)
      return value as Value
    },
    write(value, values, baseMs) {
      for (const [key, column] of all) column.write(value[key], values, baseMs)
    },
  }
}

const TIME: Column<number> = {
  read(tuple) {
    const micros = tuple.take()
    if (!Number.isSafeInteger(micros) || Math.abs(Number(micros)) > MAX_MICROS) throw tuple.isNo('time')
    return (tuple.baseMs * 1000 + Number(micros)) / 1000
  },
  write(at, values, baseMs) {
    values.push(Math.round(at * 1000) - baseMs * 1000)
  },
}

const BYTES: Column<Uint8Array> = {
  read(tuple) {
    const value = tuple.take()
    const bytes = typeof value === 'string' ? fromBase64(value) : undefined
    if (bytes === undefined) throw tuple.isNo('base64')
    return bytes
  },
  write(bytes, values) {
    values.push(toBase64(bytes))
  },
}

const ANY = plain<unknown>('value', () => true)
const NAME = plain<string>('name', (value) => typeof value === 'string' && value.length <= MAX_NAME)
const COUNT = plain<number>('count', (value) => Number.isSafeInteger(value) && Number(value) >= 0)
const DURATION = plain<number>('duration', (value) => Number.isFinite(value) && Number(value) >= 0)
const FLAG = plain<boolean>('flag', (value) => typeof value === 'boolean')

const CONDITIONS: Column<Conditions> = {
  ...plain('condition', () => true),
  read(tuple) {
    const first = tuple.take()
    const named =
      typeof first === 'object'
        ? first
        : Object.fromEntries(WITHOUT_NAMES.map((name, index) => [name, index === 0 ? first : tuple.take()]))
    const conditions = readConditions(named)
    if (isWrong(conditions)) throw new MalformedEvent(`has conditions in which ${conditions.wrong}`)
    return conditions
  },
}

const NOTE: Column<RunNote> = {
  ...plain('note', () => true),
  read(tuple) {
    const note = readKind(RUN_NOTES, tuple.take())
    if (isWrong(note)) throw new MalformedEvent(`has a note of which is said: ${note.wrong}`)
    return note
  },
}

type Kind = TraceEvent['kind']
type ValuesOf<K extends Kind> = Omit<Extract<TraceEvent, { readonly kind: K }>, 'kind'>

export const EVENT_COLUMNS: { readonly [K in Kind]: Column<ValuesOf<K>> } = {
  'connection-opened': group({ at: TIME, connection: NAME }),
  'connection-closed': group({ at: TIME, connection: NAME, how: oneOf(CONNECTION_ENDS) }),
  'exchange-opened': group({ at: TIME, exchange: NAME, connection: NAME, transport: oneOf(TRACED_KINDS) }),
  'exchange-closed': group({ at: TIME, exchange: NAME }),
  slice: group({
    left: TIME,
    arrived: TIME,
    exchange: NAME,
    direction: oneOf(DIRECTIONS),
    offset: COUNT,
    bytes: BYTES,
  }),
  dropped: group({ at: TIME, exchange: NAME, direction: oneOf(DIRECTIONS), offset: COUNT, length: COUNT }),
  published: group({ at: TIME, event: group({ id: COUNT, type: NAME, at: TIME, data: ANY }) }),
  fault: group({
    at: TIME,
    fault: oneOf(FAULT_KINDS),
    transport: oneOf([...TRANSPORTS, 'all']),
    affected: COUNT,
  }),
  conditions: group({ at: TIME, conditions: CONDITIONS }),
  clock: group({ at: TIME, uncertaintyMs: DURATION }),
  step: group({ at: TIME, run: NAME, sequence: COUNT, line: COUNT, endLine: COUNT }),
  delivered: group({ at: TIME, run: NAME, event: COUNT, repeated: FLAG }),
  'run-started': group({
    at: TIME,
    run: NAME,
    transport: oneOf(TRANSPORTS),
    source: group({ file: NAME, hash: NAME }),
  }),
  'run-stopped': group({ at: TIME, run: NAME }),
  note: group({ at: TIME, run: NAME, note: NOTE }),
}

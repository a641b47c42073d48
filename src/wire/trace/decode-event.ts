/** One encoded event of a trace, checked value by value. The other half of `trace-codec.ts`; used by nothing else. */
import { fromBase64 } from '../bytes/base64.ts'
import { DIRECTIONS } from '../bytes/bytes.ts'
import { TRACED_KINDS, TRANSPORTS } from './transports.ts'
import { FAULT_KINDS } from '../../contract/faults.ts'
import { CONNECTION_ENDS } from '../../contract/observe.ts'
import { isWrong } from '../../contract/rule.ts'
import { readConditions, type Conditions } from '../../contract/settings.ts'
import { decodeNote } from './decode-note.ts'
import { MalformedEvent } from './malformed-event.ts'
import type { TraceEvent } from './trace.ts'

/** What is known of the trace while its events are read one after another. */
export interface Reading {
  readonly baseMs: number
  /** How far each source reaches, so that a trace of few bytes cannot ask for much room. */
  readonly extents: Map<string, number>
  totalBytes: number
  readonly maxBytes: number
  /** Stretches that never came; each makes every later reading a little slower. */
  holes: number
}

const MAX_HOLES = 1000
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

type Decoder = (next: Reader, reading: Reading) => TraceEvent

const DECODERS: Readonly<Record<TraceEvent['kind'], Decoder>> = {
  'connection-opened': (next) => ({ kind: 'connection-opened', at: next.time(), connection: next.name() }),
  'connection-closed': (next) => ({
    kind: 'connection-closed',
    at: next.time(),
    connection: next.name(),
    how: next.oneOf(CONNECTION_ENDS),
  }),
  'exchange-opened': (next) => ({
    kind: 'exchange-opened',
    at: next.time(),
    exchange: next.name(),
    connection: next.name(),
    transport: next.oneOf(TRACED_KINDS),
  }),
  'exchange-closed': (next) => ({ kind: 'exchange-closed', at: next.time(), exchange: next.name() }),
  slice: (next, reading) => {
    const slice = {
      kind: 'slice',
      left: next.time(),
      arrived: next.time(),
      exchange: next.name(),
      direction: next.oneOf(DIRECTIONS),
      offset: next.count(),
      bytes: next.bytes(),
    } as const
    extend(reading, `${slice.direction} ${slice.exchange}`, slice.offset, slice.bytes.length, 'came')
    return slice
  },
  dropped: (next, reading) => {
    const dropped = {
      kind: 'dropped',
      at: next.time(),
      exchange: next.name(),
      direction: next.oneOf(DIRECTIONS),
      offset: next.count(),
      length: next.count(),
    } as const
    extend(reading, `${dropped.direction} ${dropped.exchange}`, dropped.offset, dropped.length, 'lost')
    return dropped
  },
  published: (next) => ({
    kind: 'published',
    at: next.time(),
    event: { id: next.count(), type: next.name(), at: next.time(), data: next.any() },
  }),
  fault: (next) => ({
    kind: 'fault',
    at: next.time(),
    fault: next.oneOf(FAULT_KINDS),
    transport: next.oneOf([...TRANSPORTS, 'all'] as const),
    affected: next.count(),
  }),
  conditions: (next) => ({ kind: 'conditions', at: next.time(), conditions: decodeConditions(next) }),
  clock: (next) => ({ kind: 'clock', at: next.time(), uncertaintyMs: next.milliseconds() }),
  step: (next) => ({
    kind: 'step',
    at: next.time(),
    run: next.name(),
    sequence: next.count(),
    line: next.count(),
    endLine: next.count(),
  }),
  delivered: (next) => ({
    kind: 'delivered',
    at: next.time(),
    run: next.name(),
    event: next.count(),
    repeated: next.flag(),
  }),
  'run-started': (next) => ({
    kind: 'run-started',
    at: next.time(),
    run: next.name(),
    transport: next.oneOf(TRANSPORTS),
    source: { file: next.name(), hash: next.name() },
  }),
  'run-stopped': (next) => ({ kind: 'run-stopped', at: next.time(), run: next.name() }),
  note: (next) => ({ kind: 'note', at: next.time(), run: next.name(), note: decodeNote(next.any()) }),
}

/** Decodes one event's tuple; throws `MalformedEvent`, with what is wrong, for anything else. */
export function decodeEvent(tuple: unknown, reading: Reading): TraceEvent {
  if (!Array.isArray(tuple)) throw new MalformedEvent('is no array')
  const kind: unknown = tuple[0]
  if (typeof kind !== 'string' || !Object.hasOwn(DECODERS, kind))
    throw new MalformedEvent('has an unknown kind')
  const next = createReader(tuple, reading.baseMs)
  const event = DECODERS[kind as TraceEvent['kind']](next, reading)
  next.end()
  return event
}

function decodeConditions(next: Reader): Conditions {
  const first = next.any()
  const named =
    typeof first === 'object'
      ? first
      : Object.fromEntries(WITHOUT_NAMES.map((name, index) => [name, index === 0 ? first : next.any()]))
  const conditions = readConditions(named)
  if (isWrong(conditions)) throw new MalformedEvent(`has conditions in which ${conditions.wrong}`)
  return conditions
}

function extend(
  reading: Reading,
  source: string,
  offset: number,
  length: number,
  how: 'came' | 'lost',
): void {
  const before = reading.extents.get(source) ?? 0
  const end = offset + length
  if (how === 'lost' || offset > before) reading.holes++
  if (reading.holes > MAX_HOLES) throw new MalformedEvent(`makes more than ${MAX_HOLES} holes`)
  if (end <= before) return
  reading.extents.set(source, end)
  reading.totalBytes += end - before
  if (reading.totalBytes > reading.maxBytes)
    throw new MalformedEvent(`goes over ${reading.maxBytes} bytes in all`)
}

/** Takes a tuple's values one after another, each checked as what it has to be. */
interface Reader {
  time(): number
  milliseconds(): number
  name(): string
  count(): number
  flag(): boolean
  bytes(): Uint8Array
  any(): unknown
  oneOf<T extends string>(values: readonly T[]): T
  /** Throws where values are left over. */
  end(): void
}

function createReader(tuple: readonly unknown[], baseMs: number): Reader {
  let at = 1
  const wrong = (what: string): MalformedEvent => new MalformedEvent(`value ${at - 1} is no ${what}`)
  const take = (): unknown => {
    if (at >= tuple.length) throw new MalformedEvent('is too short')
    return tuple[at++]
  }
  return {
    time() {
      const micros = take()
      if (!Number.isSafeInteger(micros) || Math.abs(Number(micros)) > MAX_MICROS) throw wrong('time')
      return (baseMs * 1000 + Number(micros)) / 1000
    },
    milliseconds() {
      const value = take()
      if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw wrong('duration')
      return value
    },
    name() {
      const value = take()
      if (typeof value !== 'string' || value.length > MAX_NAME) throw wrong('name')
      return value
    },
    count() {
      const value = take()
      if (!Number.isSafeInteger(value) || Number(value) < 0) throw wrong('count')
      return Number(value)
    },
    flag() {
      const value = take()
      if (typeof value !== 'boolean') throw wrong('flag')
      return value
    },
    bytes() {
      const value = take()
      const bytes = typeof value === 'string' ? fromBase64(value) : undefined
      if (bytes === undefined) throw wrong('base64')
      return bytes
    },
    any: take,
    oneOf(values) {
      const value = take()
      const known = values.find((each) => each === value)
      if (known === undefined) throw wrong('known word')
      return known
    },
    end() {
      if (at !== tuple.length) throw new MalformedEvent('is too long')
    },
  }
}

/**
 * A trace as text, to save, to keep as a capture, to hand on: JSON, one event a line so that captures can be compared.
 *
 * Times are whole microseconds after the trace's base, bytes are base64. What is read back may come from anybody: it is
 * checked value by value against limits, and what does not fit is answered with a code, never with a throw.
 */
import { isObject, isWrong, parsedJson, readFields, type Fields } from '../../contract/rule.ts'
import { EVENT_COLUMNS, MalformedEvent, Tuple, type Column } from './event-columns.ts'
import { nestsDeeperThan } from './nesting.ts'
import type { Trace, TraceEvent, TraceHeader } from './trace.ts'

const FORMAT = 'comet-on-the-wire trace'

/** Longest text that is read, in UTF-16 units; a lab's tap holds a fortieth of it. */
export const MAX_TRACE_CHARACTERS = 64 * 1024 * 1024
export const MAX_TRACE_EVENTS = 1_000_000
/** Of all sources of a trace together, missing bytes included. */
export const MAX_TRACE_BYTES = 64 * 1024 * 1024

/** A server takes data that nests 100 levels deep, and a trace has a few around it. */
const MOST_LEVELS = 128

const MAX_HOLES = 1000

/**
 * Encodes a trace. Times are rounded to the microsecond; a decoded trace encodes to the same text again.
 */
export function encodeTrace(trace: Trace): string {
  const first = trace.events[0]
  const firstAt = first === undefined ? 0 : first.kind === 'slice' ? first.left : first.at
  // From the rounded time, so that a time that rounds up to the next millisecond has the same base when read back.
  const baseMs = Math.floor(Math.round(firstAt * 1000) / 1000)
  const head = { format: FORMAT, version: trace.header.version, header: trace.header, baseMs }
  const lines = trace.events.map((event) => JSON.stringify(encodeEvent(event, baseMs)))
  return `${JSON.stringify(head).slice(0, -1)},"events":[\n${lines.join(',\n')}\n]}\n`
}

/** An event as a tuple that begins with its kind. */
function encodeEvent(event: TraceEvent, baseMs: number): readonly unknown[] {
  const values: unknown[] = [event.kind]
  columnsOf(event.kind).write(event, values, baseMs)
  return values
}

export type DecodedTrace = { readonly ok: true; readonly trace: Trace } | Refusal

interface Refusal {
  readonly ok: false
  readonly code: 'too-large' | 'not-json' | 'not-a-trace' | 'unknown-version' | 'malformed-event'
  /** What is wrong and where, for a developer; pages say it in their own words by `code`. */
  readonly message: string
}

/** Decodes a text that claims to be a trace. Never throws. Limits: 64 Mi characters, 1,000,000 events, 64 MiB of bytes. */
export function decodeTrace(text: string): DecodedTrace {
  if (text.length > MAX_TRACE_CHARACTERS)
    return refused('too-large', `a trace has at most ${MAX_TRACE_CHARACTERS} characters`)
  if (nestsDeeperThan(text, MOST_LEVELS))
    return refused('not-a-trace', `a trace nests at most ${MOST_LEVELS} levels deep`)
  const parsed = parsedJson(text)
  if (parsed === undefined) return refused('not-json', 'a trace is JSON, and this is not')
  if (!isObject(parsed) || parsed['format'] !== FORMAT)
    return refused('not-a-trace', `"format" must be "${FORMAT}"`)
  if (parsed['version'] !== 1) return refused('unknown-version', 'this program reads version 1')
  const header = decodeHeader(parsed['header'])
  const { baseMs, events } = parsed
  if (header === undefined || !isBase(baseMs) || !Array.isArray(events))
    return refused('not-a-trace', '"header", "baseMs" or "events" is missing or malformed')
  if (events.length > MAX_TRACE_EVENTS)
    return refused('too-large', `a trace has at most ${MAX_TRACE_EVENTS} events`)
  return decodeEvents(header, baseMs, events)
}

function refused(code: Refusal['code'], message: string): Refusal {
  return { ok: false, code, message }
}

function decodeEvents(header: TraceHeader, baseMs: number, encoded: readonly unknown[]): DecodedTrace {
  const extents = new Extents()
  const events: TraceEvent[] = []
  for (const tuple of encoded) {
    try {
      const event = decodeEvent(tuple, baseMs)
      if (event.kind === 'slice') extents.add(event, event.bytes.length)
      if (event.kind === 'dropped') extents.add(event, event.length)
      events.push(event)
    } catch (error) {
      if (!(error instanceof MalformedEvent)) throw error
      return refused('malformed-event', `event ${events.length}: ${error.message}`)
    }
  }
  return { ok: true, trace: { header, events } }
}

/** Throws `MalformedEvent`, with what is wrong, for what is no event. */
function decodeEvent(encoded: unknown, baseMs: number): TraceEvent {
  if (!Array.isArray(encoded)) throw new MalformedEvent('is no array')
  const kind: unknown = encoded[0]
  if (typeof kind !== 'string' || !Object.hasOwn(EVENT_COLUMNS, kind))
    throw new MalformedEvent('has an unknown kind')
  const tuple = new Tuple(encoded, baseMs)
  const values = columnsOf(kind as TraceEvent['kind']).read(tuple)
  tuple.end()
  return { kind, ...values } as TraceEvent
}

/** A kind's columns; that they are those of an event of that kind the compiler cannot tell. */
function columnsOf(kind: TraceEvent['kind']): Column<object> {
  return EVENT_COLUMNS[kind]
}

/** How far each source of a trace reaches, so that a text of few bytes cannot ask for much room. */
class Extents {
  readonly #ends = new Map<string, number>()
  #totalBytes = 0
  /** Stretches that never came; each makes every later reading a little slower. */
  #holes = 0

  add({ kind, exchange, direction, offset }: OfSource, length: number): void {
    const source = `${direction} ${exchange}`
    const before = this.#ends.get(source) ?? 0
    const end = offset + length
    if (kind === 'dropped' || offset > before) this.#holes++
    if (this.#holes > MAX_HOLES) throw new MalformedEvent(`makes more than ${MAX_HOLES} holes`)
    if (end <= before) return
    this.#ends.set(source, end)
    this.#totalBytes += end - before
    if (this.#totalBytes > MAX_TRACE_BYTES)
      throw new MalformedEvent(`goes over ${MAX_TRACE_BYTES} bytes in all`)
  }
}

type OfSource = Extract<TraceEvent, { readonly kind: 'slice' | 'dropped' }>

const SHORT_TEXT = { kind: 'text', mostBytes: 1024 } as const

const HEADER = {
  lab: SHORT_TEXT,
  vantage: { kind: 'one-of', values: ['server-socket', 'elsewhere'] },
  recordedAt: SHORT_TEXT,
  client: SHORT_TEXT,
  settings: { kind: 'any' },
  scenario: { ...SHORT_TEXT, optional: true },
} as const satisfies Fields

function decodeHeader(value: unknown): TraceHeader | undefined {
  const read = readFields(HEADER, value)
  if (isWrong(read) || !isObject(value) || value['version'] !== 1) return undefined
  return { version: 1, ...read }
}

/** Whole milliseconds, up to where microseconds are still exact in a double. */
function isBase(value: unknown): value is number {
  return Number.isSafeInteger(value) && Math.abs(Number(value)) < 2 ** 41
}

/**
 * A trace as text, to save, to keep as a capture, to hand on: JSON, one event a line so that captures can be compared.
 *
 * Times are whole microseconds after the trace's base, bytes are base64. What is read back may come from anybody: it is
 * checked value by value against limits, and what does not fit is answered with a code, never with a throw.
 */
import { toBase64 } from '../bytes/base64.ts'
import { decodeEvent, type Reading } from './decode-event.ts'
import { isObject } from '../../contract/rule.ts'
import { MalformedEvent } from './malformed-event.ts'
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

/**
 * Encodes a trace. Times are rounded to the microsecond; a decoded trace encodes to the same text again.
 */
export function encodeTrace(trace: Trace): string {
  const first = trace.events[0]
  const firstAt = first === undefined ? 0 : first.kind === 'slice' ? first.left : first.at
  // From the rounded time, so that a time that rounds up to the next millisecond has the same base when read back.
  const baseMs = Math.floor(Math.round(firstAt * 1000) / 1000)
  const micros = (at: number): number => Math.round(at * 1000) - baseMs * 1000
  const head = { format: FORMAT, version: trace.header.version, header: trace.header, baseMs }
  const lines = trace.events.map((event) => JSON.stringify(encodeEvent(event, micros)))
  return `${JSON.stringify(head).slice(0, -1)},"events":[\n${lines.join(',\n')}\n]}\n`
}

/** An event as a tuple that begins with its kind. The order of each is the format; `decode-event.ts` reads it. */
function encodeEvent(event: TraceEvent, micros: (at: number) => number): readonly unknown[] {
  switch (event.kind) {
    case 'connection-opened':
      return [event.kind, micros(event.at), event.connection]
    case 'connection-closed':
      return [event.kind, micros(event.at), event.connection, event.how]
    case 'exchange-opened':
      return [event.kind, micros(event.at), event.exchange, event.connection, event.transport]
    case 'exchange-closed':
      return [event.kind, micros(event.at), event.exchange]
    case 'slice': {
      const { kind, exchange, direction, offset, left, arrived, bytes } = event
      return [kind, micros(left), micros(arrived), exchange, direction, offset, toBase64(bytes)]
    }
    case 'dropped':
      return [event.kind, micros(event.at), event.exchange, event.direction, event.offset, event.length]
    case 'published': {
      const { id, type, at, data } = event.event
      return [event.kind, micros(event.at), id, type, micros(at), data]
    }
    case 'fault':
      return [event.kind, micros(event.at), event.fault, event.transport, event.affected]
    case 'conditions':
      return [event.kind, micros(event.at), event.conditions]
    case 'clock':
      return [event.kind, micros(event.at), event.uncertaintyMs]
    case 'step':
      return [event.kind, micros(event.at), event.run, event.sequence, event.line, event.endLine]
    case 'delivered':
      return [event.kind, micros(event.at), event.run, event.event, event.repeated]
    case 'run-started':
      return [event.kind, micros(event.at), event.run, event.transport, event.source.file, event.source.hash]
    case 'run-stopped':
      return [event.kind, micros(event.at), event.run]
    case 'note':
      return [event.kind, micros(event.at), event.run, event.note]
  }
}

export type DecodedTrace =
  | { readonly ok: true; readonly trace: Trace }
  | {
      readonly ok: false
      readonly code: 'too-large' | 'not-json' | 'not-a-trace' | 'unknown-version' | 'malformed-event'
      /** What is wrong and where, for a developer; pages say it in their own words by `code`. */
      readonly message: string
    }

/** Decodes a text that claims to be a trace. Never throws. Limits: 64 Mi characters, 1,000,000 events, 64 MiB of bytes. */
export function decodeTrace(text: string): DecodedTrace {
  if (text.length > MAX_TRACE_CHARACTERS) {
    return { ok: false, code: 'too-large', message: `a trace has at most ${MAX_TRACE_CHARACTERS} characters` }
  }
  if (nestsDeeperThan(text, MOST_LEVELS)) {
    return { ok: false, code: 'not-a-trace', message: `a trace nests at most ${MOST_LEVELS} levels deep` }
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return { ok: false, code: 'not-json', message: 'a trace is JSON, and this is not' }
  }
  if (!isObject(parsed) || parsed.format !== FORMAT) {
    return { ok: false, code: 'not-a-trace', message: `"format" must be "${FORMAT}"` }
  }
  if (parsed.version !== 1) {
    return { ok: false, code: 'unknown-version', message: 'this program reads version 1' }
  }
  const header = decodeHeader(parsed.header)
  const { baseMs, events } = parsed
  if (header === undefined || !isBase(baseMs) || !Array.isArray(events)) {
    return {
      ok: false,
      code: 'not-a-trace',
      message: '"header", "baseMs" or "events" is missing or malformed',
    }
  }
  if (events.length > MAX_TRACE_EVENTS) {
    return { ok: false, code: 'too-large', message: `a trace has at most ${MAX_TRACE_EVENTS} events` }
  }
  return decodeEvents(header, baseMs, events)
}

function decodeEvents(header: TraceHeader, baseMs: number, encoded: readonly unknown[]): DecodedTrace {
  const reading: Reading = { baseMs, extents: new Map(), totalBytes: 0, maxBytes: MAX_TRACE_BYTES, holes: 0 }
  const events: TraceEvent[] = []
  for (const tuple of encoded) {
    try {
      events.push(decodeEvent(tuple, reading))
    } catch (error) {
      if (!(error instanceof MalformedEvent)) throw error
      return { ok: false, code: 'malformed-event', message: `event ${events.length}: ${error.message}` }
    }
  }
  return { ok: true, trace: { header, events } }
}

const MAX_HEADER_TEXT = 1024

function decodeHeader(value: unknown): TraceHeader | undefined {
  if (!isObject(value)) return undefined
  const { version, lab, vantage, recordedAt, client, settings, scenario } = value
  if (version !== 1 || (vantage !== 'server-socket' && vantage !== 'elsewhere')) return undefined
  if (!isShortText(lab) || !isShortText(recordedAt) || !isShortText(client)) return undefined
  if (scenario !== undefined && !isShortText(scenario)) return undefined
  return {
    version,
    lab,
    vantage,
    recordedAt,
    client,
    settings,
    ...(scenario === undefined ? {} : { scenario }),
  }
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_HEADER_TEXT
}

/** Whole milliseconds, up to where microseconds are still exact in a double. */
function isBase(value: unknown): value is number {
  return Number.isSafeInteger(value) && Math.abs(Number(value)) < 2 ** 41
}

/** The trace as text: what goes in comes out, to the microsecond; what anybody else wrote never throws or hangs. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { traces } from '../../../tests/support/traces.ts'
import { NO_CONDITIONS } from '../../contract/settings.ts'
import {
  decodeTrace,
  encodeTrace,
  MAX_TRACE_BYTES,
  MAX_TRACE_CHARACTERS,
  MAX_TRACE_EVENTS,
} from './trace-codec.ts'
import type { NoteKind, RunNote, Trace, TraceEvent, TraceHeader } from './trace.ts'

const header: TraceHeader = {
  version: 1,
  lab: 'lab',
  vantage: 'server-socket',
  recordedAt: '2026-11-22T12:00:00.000Z',
  client: 'test',
  settings: { feed: 'match', wire: { latencyMs: 20 } },
}

function decoded(text: string): Trace {
  const result = decodeTrace(text)
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`)
  return result.trace
}

/** One of every kind: a new kind that is not here does not compile. */
const NOTES: { readonly [Kind in NoteKind]: Extract<RunNote, { readonly kind: Kind }> } = {
  answer: { kind: 'answer', status: 304 },
  asked: { kind: 'asked', target: '/healthz' },
  failed: { kind: 'failed' },
  waiting: { kind: 'waiting', delayMs: 250.5 },
  gap: { kind: 'gap', missed: 3 },
  'loop-ended': { kind: 'loop-ended' },
  'ready-state': { kind: 'ready-state', of: 'WebSocket', value: 3 },
  closed: { kind: 'closed', code: 1006, reason: '“why”', wasClean: false },
  error: { kind: 'error' },
  heartbeat: { kind: 'heartbeat' },
  silent: { kind: 'silent' },
  message: { kind: 'message', type: 'binary', bytes: 16 },
  dispatched: { kind: 'dispatched', type: 'goal', data: 'a\nb', lastEventId: '7', origin: 'http://a' },
}

const all: readonly TraceEvent[] = [
  { kind: 'connection-opened', connection: 'c1', at: 1763798400123.4 },
  { kind: 'connection-closed', connection: 'c1', at: 1763798400123.4, how: 'reset' },
  { kind: 'exchange-opened', exchange: 'x', connection: 'c1', transport: 'events', at: 1763798400123.401 },
  { kind: 'run-started', run: 'r', source: { file: 'r.ts', hash: 'h' }, transport: 'sse', at: 1763798400123 },
  { kind: 'fault', fault: 'ws-raw', transport: 'ws', affected: 2, at: 1763798400124 },
  { kind: 'fault', fault: 'stall', transport: 'all', affected: 0, at: 1763798400124 },
  {
    kind: 'conditions',
    conditions: {
      feed: 'ticker',
      eventsPerMinute: 3000,
      pollIntervalMs: 500.5,
      longPollTimeoutMs: 25_000,
      heartbeatMs: 15_000,
      ...NO_CONDITIONS,
      latencyMs: 100,
      jitterMs: 0.25,
      bytesPerSecond: 0,
      bufferBytes: 1024,
      idleTimeoutMs: 600_000,
    },
    at: 1763798400124,
  },
  ...Object.values(NOTES).map((note): TraceEvent => ({ kind: 'note', run: 'r', note, at: 1763798400123 })),
]

describe('encodeTrace and decodeTrace', () => {
  it('keep every event of every kind', () => {
    const trace: Trace = { header: { ...header, scenario: 's' }, events: all }
    expect(decoded(encodeTrace(trace))).toEqual(trace)
  })

  it('keep random traces, and write the same text again', () => {
    fc.assert(
      fc.property(traces, (events) => {
        const text = encodeTrace({ header, events })
        expect(decoded(text)).toEqual({ header, events })
        expect(encodeTrace(decoded(text))).toBe(text)
      }),
      { numRuns: 150 },
    )
  })

  it('round times to the microsecond, whatever they are', () => {
    const time = fc.double({ min: 1_700_000_000_000, max: 1_900_000_000_000, noNaN: true })
    fc.assert(
      fc.property(fc.array(time, { minLength: 1 }), (times) => {
        const events = times.map((at): TraceEvent => ({ kind: 'run-stopped', run: 'r', at }))
        const text = encodeTrace({ header, events })
        decoded(text).events.forEach((event, i) => {
          const at = event.kind === 'run-stopped' ? event.at : Number.NaN
          expect(Math.abs(at - (times[i] ?? 0))).toBeLessThanOrEqual(0.001)
        })
        expect(encodeTrace(decoded(text))).toBe(text)
      }),
    )
  })

  it('put one event on a line', () => {
    expect(encodeTrace({ header, events: all }).split('\n')).toHaveLength(all.length + 3)
  })
})

describe('decodeTrace on what anybody wrote', () => {
  const text = (events: unknown, rest: object = {}): string =>
    JSON.stringify({ format: 'comet-on-the-wire trace', version: 1, header, baseMs: 0, events, ...rest })
  const code = (source: string): string => {
    const result = decodeTrace(source)
    return result.ok ? 'ok' : result.code
  }

  it('says what is wrong', () => {
    expect(code('{')).toBe('not-json')
    expect(code('null')).toBe('not-a-trace')
    expect(code('[]')).toBe('not-a-trace')
    expect(code('{"format":"something else"}')).toBe('not-a-trace')
    expect(code(text([]))).toBe('ok')
    expect(code(text([], { version: 2 }))).toBe('unknown-version')
    expect(code(text([], { baseMs: 1.5 }))).toBe('not-a-trace')
    expect(code(text({}))).toBe('not-a-trace')
    expect(code(text([], { header: { ...header, lab: 7 } }))).toBe('not-a-trace')
    expect(code(text([], { header: { ...header, lab: 'x'.repeat(2000) } }))).toBe('not-a-trace')
    expect(code('['.repeat(200_000))).toBe('not-a-trace')
    const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels))
    const event = { id: 1, type: 'x', at: 1763798400123, data: nested(100) }
    const told: TraceEvent = { kind: 'published', event, at: event.at }
    expect(code(encodeTrace({ header, events: [told] }))).toBe('ok')
    expect(code(text([], { more: nested(128) }))).toBe('not-a-trace')
    expect(code(text(new Array(MAX_TRACE_EVENTS + 1).fill(0)))).toBe('too-large')
    expect(code(' '.repeat(MAX_TRACE_CHARACTERS + 1))).toBe('too-large')
  })

  it.each([
    ['no array', 5],
    ['an unknown kind', ['toString', 1, 'x']],
    ['__proto__', ['__proto__', 1]],
    ['too few values', ['exchange-closed', 1]],
    ['too many', ['exchange-closed', 1, 'x', 2]],
    ['a time that is none', ['exchange-closed', '1', 'x']],
    ['a time with a fraction', ['exchange-closed', 1.5, 'x']],
    ['a time out of all bounds', ['exchange-closed', 1e300, 'x']],
    ['a long name', ['exchange-closed', 1, 'x'.repeat(300)]],
    ['a negative count', ['slice', 1, 1, 'x', 'client-to-server', -1, '']],
    ['no direction', ['slice', 1, 1, 'x', 'up', 0, '']],
    ['no base64', ['slice', 1, 1, 'x', 'client-to-server', 0, '*']],
    ['an offset far out', ['slice', 1, 1, 'x', 'client-to-server', MAX_TRACE_BYTES, 'AA==']],
    ['a loss without end', ['dropped', 1, 'x', 'client-to-server', 0, 2 ** 50]],
    ['a note of no kind', ['note', 1, 'r', { kind: 'x' }]],
    ['a note without its number', ['note', 1, 'r', { kind: 'answer' }]],
    [
      'a note whose state belongs to nothing',
      ['note', 1, 'r', { kind: 'ready-state', of: 'fetch', value: 1 }],
    ],
    [
      'a close reason no frame can hold',
      ['note', 1, 'r', { kind: 'closed', code: 1000, reason: 'x'.repeat(124), wasClean: true }],
    ],
    ['a message of no type', ['note', 1, 'r', { kind: 'message', type: 'blob', bytes: 1 }]],
    ['a fault of no kind', ['fault', 1, 'meteor', 'all', 1]],
    ['a fault for nobody', ['fault', 1, 'reset', 'events', 1]],
    ['a transport of the future', ['run-started', 1, 'r', 'h3', 'f', 'h']],
  ])('refuses an event with %s', (_, tuple) => {
    expect(code(text([tuple]))).toBe('malformed-event')
  })

  it('bounds the holes and the bytes of all sources together', () => {
    const holes = Array.from({ length: 1001 }, (_, i) => ['dropped', 1, 'x', 'client-to-server', i * 2, 1])
    expect(code(text(holes))).toBe('malformed-event')
    const half = MAX_TRACE_BYTES / 2
    const three = ['x', 'y', 'z'].map((exchange) => ['dropped', 1, exchange, 'client-to-server', 0, half])
    expect(code(text(three.slice(0, 2)))).toBe('ok')
    expect(code(text(three))).toBe('malformed-event')
  })

  it('never throws', () => {
    const kinds = fc.constantFrom('slice', 'dropped', 'published', 'note', 'step', 'clock', 'delivered')
    const tuples = fc.array(
      fc.oneof(fc.jsonValue(), fc.tuple(kinds, fc.integer(), fc.jsonValue(), fc.jsonValue())),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          tuples.map((events) => text(events)),
        ),
        (source) => {
          expect(typeof decodeTrace(source).ok).toBe('boolean')
        },
      ),
      { numRuns: 500 },
    )
  })
})

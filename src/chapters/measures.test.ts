import { describe, expect, it } from 'vitest'
import { sceneNamed } from '../figures/lookup.ts'
import type { Measured } from '../bench/model/measure.ts'
import type { Arrow, Conversation, ExchangeView, Lane, Side } from '../wire/trace/views.ts'
import { formatQuantity, isMeasureName, measure } from './measures.ts'

function side(exchange: string, direction: 'client-to-server' | 'server-to-client', size: number): Side {
  const source = { kind: 'wire' as const, id: `wire:${exchange}:${direction}`, bytes: new Uint8Array(size) }
  return { source, derived: [], slices: [], units: [], missing: [] }
}

function exchange(id: string, up: number, down: number): ExchangeView {
  const sides = {
    'client-to-server': side(id, 'client-to-server', up),
    'server-to-client': side(id, 'server-to-client', down),
  }
  return { id, connection: '1', transport: 'short-poll', openedAt: 0, sides }
}

function arrow(id: string, carries: Arrow['carries']): Arrow {
  const direction = carries.kind === 'request' ? 'client-to-server' : 'server-to-client'
  return { moment: 0, exchange: id, direction, left: 0, arrived: 0, bytes: 0, carries }
}

const exchanges = [exchange('a', 400, 300), exchange('b', 420, 120), exchange('c', 440, 0)]
const conversation: Conversation = {
  connections: [],
  exchanges,
  exchange: (id) => exchanges.find((each) => each.id === id),
  source: () => undefined,
  unit: () => undefined,
}
const request = { kind: 'request' as const, method: 'GET', target: '/' }
const lane: Lane = {
  spec: { run: 'short-poll', transport: 'short-poll' },
  arrows: [
    arrow('a', request),
    arrow('a', { kind: 'response', status: 200, events: [1, 2] }),
    arrow('b', request),
    arrow('b', { kind: 'response', status: 304, events: [] }),
    arrow('c', request),
  ],
  holds: [
    { exchange: 'a', kind: 'held', from: 10, to: 40 },
    { exchange: 'c', kind: 'held', from: 50 },
  ],
  deliveries: [
    { moment: 1, event: 1, at: 1500, publishedAt: 300, repeated: false },
    { moment: 2, event: 2, at: 1500, publishedAt: 1300, repeated: false },
    { moment: 3, event: 2, at: 9000, publishedAt: 1300, repeated: true },
    { moment: 4, event: 3, at: 9000, repeated: false },
  ],
  ends: [],
  notes: [],
  spans: [],
  counts: {
    requests: 3,
    emptyAnswers: 1,
    answers304: 1,
    bytesUp: 1260,
    bytesDown: 420,
    delivered: 3,
    repeated: 1,
    connections: 1,
    lost: [],
  },
}
const measured: Measured = {
  scene: sceneNamed('two-polls'),
  conversation,
  timeline: { start: 1000, end: 16000, published: [], faults: [], lanes: [lane], uncertaintyMs: 0.4 },
}

describe('measure', () => {
  it('takes lateness from first deliveries whose publication is known', () => {
    expect(measure(measured, 'short-poll.mean-lateness')).toEqual({ kind: 'duration', ms: 700 })
    expect(measure(measured, 'short-poll.median-lateness')).toEqual({ kind: 'duration', ms: 700 })
    expect(measure(measured, 'short-poll.least-lateness')).toEqual({ kind: 'duration', ms: 200 })
    expect(measure(measured, 'short-poll.greatest-lateness')).toEqual({ kind: 'duration', ms: 1200 })
    expect(measure(measured, 'short-poll.lateness-2')).toEqual({ kind: 'duration', ms: 200 })
  })

  it('counts sizes by exchange, of answers only where there was one', () => {
    expect(measure(measured, 'short-poll.request-bytes')).toEqual({ kind: 'bytes', bytes: 420 })
    expect(measure(measured, 'short-poll.answer-bytes')).toEqual({ kind: 'bytes', bytes: 210 })
    expect(measure(measured, 'short-poll.empty-answer-bytes')).toEqual({ kind: 'bytes', bytes: 120 })
    expect(measure(measured, 'short-poll.bytes-per-event')).toEqual({ kind: 'bytes', bytes: 560 })
    expect(measure(measured, 'short-poll.empty-share')).toEqual({ kind: 'share', share: 0.5 })
  })

  it('leaves a hold that is still on out of the holds', () => {
    expect(measure(measured, 'short-poll.longest-hold')).toEqual({ kind: 'duration', ms: 30 })
  })

  it('says what the scene sets and what the trace spans', () => {
    const { pollIntervalMs } = sceneNamed('two-polls').options
    expect(measure(measured, 'scene.poll-interval')).toEqual({ kind: 'duration', ms: pollIntervalMs })
    expect(measure(measured, 'scene.half-interval')).toEqual({
      kind: 'duration',
      ms: (pollIntervalMs ?? 0) / 2,
    })
    expect(measure(measured, 'trace.duration')).toEqual({ kind: 'duration', ms: 15000 })
  })

  it('refuses an unknown run, an unknown quantity, and what was not measured', () => {
    expect(() => measure(measured, 'sse.requests')).toThrow('no such run')
    expect(() => measure(measured, 'short-poll.beauty')).toThrow('no such quantity')
    expect(() => measure(measured, 'short-poll.lateness-3')).toThrow('nothing to compute it from')
  })
})

describe('isMeasureName', () => {
  it('knows the forms', () => {
    expect(isMeasureName('short-poll.mean-lateness')).toBe(true)
    expect(isMeasureName('long-poll.lateness-4')).toBe(true)
    expect(isMeasureName('scene.latency')).toBe(true)
    expect(isMeasureName('scene.beauty')).toBe(false)
    expect(isMeasureName('mean-lateness')).toBe(false)
  })
})

describe('formatQuantity', () => {
  it('writes each kind with its unit', () => {
    for (const language of ['en', 'zh'] as const) {
      expect(formatQuantity({ kind: 'count', count: 3 }, language)).toBe('3')
      expect(formatQuantity({ kind: 'share', share: 0.336 }, language)).toBe('34%')
      expect(formatQuantity({ kind: 'duration', ms: 1234 }, language)).toMatch(/1\.2/)
      expect(formatQuantity({ kind: 'bytes', bytes: 612.4 }, language)).toMatch(/^612/)
    }
  })
})

/** The timeline: lanes, holds, deliveries and counts of a small run, and increments that give what one pass gives. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ascii, joinBytes } from '../../../../tests/support/http1-encoder.ts'
import { expectIncremental } from '../../../../tests/support/invariants.ts'
import { envelope, LANES, traces, tracesWithRepeats } from '../../../../tests/support/traces.ts'
import type { ExchangeKind } from '../transports.ts'
import { createTimeline, foldTrace } from './timeline.ts'
import type { TraceEvent } from '../trace.ts'
import type { Lane, Timeline } from '../views.ts'

function fold(list: readonly TraceEvent[], lanes = LANES): Timeline {
  const timeline = createTimeline(lanes)
  list.forEach((event, moment) => timeline.push(event, moment))
  return timeline.view
}

function lane(list: readonly TraceEvent[], run: string): Lane {
  const found = fold(list).lanes.find(({ spec }) => spec.run === run)
  if (found === undefined) throw new Error(`no lane ${run}`)
  return found
}

interface Poll {
  readonly exchange: string
  readonly transport: ExchangeKind
  readonly query?: string
  /** When the request left and arrived. */
  readonly asked: readonly [number, number]
  readonly answered?: readonly [left: number, arrived: number, answer: Uint8Array | string]
  readonly connection?: string
}

function poll({
  exchange,
  transport,
  query = '?after=3',
  asked,
  answered,
  connection = 'c1',
}: Poll): TraceEvent[] {
  const request = ascii(`GET /labs/x/${transport}${query} HTTP/1.1\r\nHost: a\r\n\r\n`)
  const list: TraceEvent[] = [
    { kind: 'exchange-opened', exchange, connection, transport, at: asked[0] },
    {
      kind: 'slice',
      exchange,
      direction: 'client-to-server',
      offset: 0,
      left: asked[0],
      arrived: asked[1],
      bytes: request,
    },
  ]
  if (answered !== undefined) {
    const [left, arrived, answer] = answered
    const bytes = typeof answer === 'string' ? ascii(answer) : answer
    list.push(
      { kind: 'slice', exchange, direction: 'server-to-client', offset: 0, left, arrived, bytes },
      { kind: 'exchange-closed', exchange, at: arrived },
    )
  }
  return list
}

function ok(ids: readonly number[], last: number): Uint8Array {
  const body = envelope(ids, last)
  const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`
  return joinBytes([ascii(head), body])
}

const NOT_MODIFIED = 'HTTP/1.1 304 Not Modified\r\nETag: "3"\r\n\r\n'
const NO_CONTENT = 'HTTP/1.1 204 No Content\r\n\r\n'

const published = (id: number, at: number): TraceEvent => ({
  kind: 'published',
  event: { id, type: 'goal', at, data: null },
  at,
})
const delivered = (run: string, event: number, at: number, repeated = false): TraceEvent => ({
  kind: 'delivered',
  run,
  event,
  repeated,
  at,
})
const started = (run: string, at: number): TraceEvent => ({
  kind: 'run-started',
  run,
  transport: 'long-poll',
  source: { file: `${run}.ts`, hash: 'abc' },
  at,
})
const stopped = (run: string, at: number): TraceEvent => ({ kind: 'run-stopped', run, at })

describe('createTimeline', () => {
  it('is empty before anything happened', () => {
    expect(fold([])).toMatchObject({ start: 0, end: 0, published: [], uncertaintyMs: 0 })
  })

  it('begins with the first thing that left and ends with the last that arrived', () => {
    const list = poll({
      exchange: 'x1',
      transport: 'short-poll',
      asked: [100, 150],
      answered: [160, 220, NO_CONTENT],
    })
    expect(fold(list)).toMatchObject({ start: 100, end: 220 })
  })

  it('says what each arrow carries', () => {
    const answer = ok([4, 5], 5)
    const [opened, up, down] = poll({
      exchange: 'x1',
      transport: 'short-poll',
      asked: [100, 150],
      answered: [160, 220, answer],
    })
    if (!opened || !up || down?.kind !== 'slice') throw new Error('unexpected')
    const first = { ...down, bytes: answer.slice(0, 90) }
    const second = { ...down, offset: 90, bytes: answer.slice(90), left: 161, arrived: 221 }
    const { arrows } = lane([opened, up, first, second], 'short-poll')
    expect(arrows.map(({ moment, bytes, carries }) => [moment, bytes, carries])).toEqual([
      [
        1,
        up.kind === 'slice' ? up.bytes.length : 0,
        { kind: 'request', method: 'GET', target: '/labs/x/short-poll?after=3', says: ['after=3'] },
      ],
      [2, 90, { kind: 'response', status: 200, events: [4, 5] }],
      [3, answer.length - 90, { kind: 'more' }],
    ])
  })

  it('holds a long poll from the arrival of its head to the leaving of its answer', () => {
    const open = poll({ exchange: 'x1', transport: 'long-poll', asked: [100, 150] })
    expect(lane(open, 'long-poll').holds).toEqual([{ exchange: 'x1', kind: 'held', from: 150 }])
    const all = poll({
      exchange: 'x1',
      transport: 'long-poll',
      asked: [100, 150],
      answered: [900, 950, NO_CONTENT],
    })
    expect(lane(all, 'long-poll').holds).toEqual([{ exchange: 'x1', kind: 'held', from: 150, to: 900 }])
    const left = [...open, { kind: 'exchange-closed', exchange: 'x1', at: 400 } as const]
    expect(lane(left, 'long-poll').holds).toEqual([{ exchange: 'x1', kind: 'held', from: 150, to: 400 }])
    expect(
      lane(poll({ exchange: 'x1', transport: 'short-poll', asked: [1, 2] }), 'short-poll').holds,
    ).toEqual([])
  })

  it('parts lanes of one transport by their cursor', () => {
    const list = [
      ...poll({ exchange: 'x1', transport: 'long-poll', asked: [1, 2] }),
      ...poll({ exchange: 'x2', transport: 'long-poll', query: '', asked: [3, 4] }),
      ...poll({ exchange: 'x3', transport: 'events', asked: [5, 6] }),
    ]
    const polls = fold(list).lanes.slice(0, 3)
    expect(polls.map(({ arrows }) => arrows.map(({ exchange }) => exchange))).toEqual([[], ['x1'], ['x2']])
  })

  it('counts', () => {
    const list = [
      ...poll({ exchange: 'x1', transport: 'short-poll', asked: [1, 2], answered: [3, 4, NOT_MODIFIED] }),
      ...poll({ exchange: 'x2', transport: 'short-poll', asked: [5, 6], answered: [7, 8, ok([], 3)] }),
      ...poll({
        exchange: 'x3',
        transport: 'short-poll',
        asked: [9, 10],
        answered: [11, 12, ok([4], 4)],
        connection: 'c2',
      }),
      ...poll({
        exchange: 'x4',
        transport: 'short-poll',
        asked: [13, 14],
        answered: [15, 16, 'HTTP/1.1 503 X\r\n\r\n'],
      }),
      delivered('short-poll', 4, 13),
      delivered('short-poll', 4, 14, true),
    ]
    const { counts } = lane(list, 'short-poll')
    const sent = (direction: string): number =>
      list.reduce(
        (sum, event) =>
          sum + (event.kind === 'slice' && event.direction === direction ? event.bytes.length : 0),
        0,
      )
    expect(counts).toEqual({
      requests: 4,
      emptyAnswers: 2,
      answers304: 1,
      bytesUp: sent('client-to-server'),
      bytesDown: sent('server-to-client'),
      delivered: 1,
      repeated: 1,
      connections: 2,
      lost: [],
    })
  })

  it('knows how late a delivery was, also when the publication is told afterwards', () => {
    const early = lane([delivered('long-poll', 7, 150)], 'long-poll').deliveries
    expect(early).toEqual([{ moment: 0, event: 7, at: 150, repeated: false }])
    const late = lane([delivered('long-poll', 7, 150), published(7, 100)], 'long-poll').deliveries
    expect(late).toEqual([{ moment: 0, event: 7, at: 150, publishedAt: 100, repeated: false }])
  })

  it('calls lost what was published while the run was on, and overtaken', () => {
    const run = 'long-poll-without-cursor'
    const list = [
      published(1, 5),
      started(run, 10),
      published(2, 20),
      published(3, 30),
      delivered(run, 3, 31),
      stopped(run, 40),
      published(4, 45),
      started(run, 50),
      published(5, 60),
      published(6, 70),
      delivered(run, 6, 71),
      published(7, 80),
    ]
    expect(lane(list, run).counts.lost).toEqual([2, 5])
    expect(lane(list, run).spans).toEqual([{ from: 10, to: 40 }, { from: 50 }])
    expect(lane(list, 'long-poll').counts.lost).toEqual([])
  })

  it('keeps the last word on the clocks', () => {
    const clock = (uncertaintyMs: number, at: number): TraceEvent => ({ kind: 'clock', uncertaintyMs, at })
    expect(fold([clock(4, 1), clock(0.5, 2)]).uncertaintyMs).toBe(0.5)
  })

  it('gives step by step what it gives at once, with a conversation of its own or a given one', () => {
    fc.assert(
      fc.property(fc.oneof(traces, tracesWithRepeats), (list) => {
        expectIncremental(
          list,
          () => createTimeline(LANES),
          (view) => view,
        )
        expect(foldTrace(list, LANES).timeline).toEqual(fold(list))
      }),
      { numRuns: 80 },
    )
  })
})

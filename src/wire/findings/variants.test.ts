/** The rules again, on what is like their troubles and what only looks like them: each case a traffic as people's servers make it. */
import { describe, expect, it } from 'vitest'
import { closePayload, utf8Bytes } from '../../../tests/support/websocket-encoder.ts'
import { socketTraffic, together, traffic, type Asked, type Frame } from '../../../tests/support/traffic.ts'
import { conversationOf } from '../trace/conversation.ts'
import { TAP_SERVER } from '../../contract/tap.ts'
import type { FindingCode, FindingRun } from './finding.ts'
import type { TraceEvent } from '../trace/trace.ts'
import { findingsIn } from './findings.ts'

const STREAM: Pick<Asked, 'asks' | 'says'> = {
  asks: ['Accept: text/event-stream'],
  says: ['Content-Type: text/event-stream'],
}
const event = (id: number | string, data = 'news'): string => `id: ${id}\ndata: ${data}\n\n`
const open = (more: Partial<Asked> = {}): Asked => ({ at: 0, ...STREAM, ...more })
const stream = (...then: NonNullable<Asked['then']>): FindingRun => traffic(open({ then }))
const back = (at: number, last: string, ...then: NonNullable<Asked['then']>): Asked =>
  open({ at, asks: ['Accept: text/event-stream', `Last-Event-ID: ${last}`], then })
const typed = (type: string, more: Partial<Asked> = {}): FindingRun =>
  traffic(open({ says: [`content-TYPE: ${type}`], then: [[1, event(1)]], ...more }))

/** Polls that are asked at these times, each answered after so many seconds. */
const polls = (
  times: readonly number[],
  after: number,
  more: (n: number) => Partial<Asked> & { readonly content?: string } = () => ({}),
): readonly Asked[] =>
  times.map((at, n) => {
    const { content = `[${n}]`, ...rest } = more(n)
    return {
      target: '/poll',
      at,
      after,
      says: ['Content-Type: application/json', `Content-Length: ${content.length}`],
      then: [[at + after, content] as const],
      until: at + after,
      ...rest,
    }
  })
const every = (seconds: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, n) => n * seconds)

const text = (data: string): Frame[2] => ({ opcode: 1, payload: utf8Bytes(data) })
const close = (code: number): Frame[2] => ({ opcode: 8, payload: closePayload(code) })

/** Events that leave one after the other, and arrive at once: on a wire that holds them, or on one that was frozen. */
function heldBack(fault?: 'stall'): FindingRun {
  const { events } = stream([7, event(1)], [7.01, event(2)], [7.02, event(3)])
  const held = events.map((each): TraceEvent =>
    each.kind === 'slice' && each.arrived >= 7000
      ? { ...each, left: (each.arrived - 7000) * 250 + 1000 }
      : each,
  )
  const all: TraceEvent[] =
    fault === undefined
      ? held
      : held.toSpliced(-3, 0, { kind: 'fault', fault, transport: 'all', affected: 1, at: 1500 })
  return { events: all, conversation: conversationOf(all) }
}

/** A large frame, of which half crosses before its receiver closes. */
function cutShort(): FindingRun {
  const { events } = socketTraffic([
    [1, 'client', text('a small one')],
    [2, 'client', text('x'.repeat(90_000))],
    [3, 'server', close(1009)],
  ])
  const cut = events.map((event) =>
    event.kind === 'slice' && event.bytes.length > 90_000
      ? { ...event, bytes: event.bytes.subarray(0, 20_000) }
      : event,
  )
  return { events: cut, conversation: conversationOf(cut) }
}

const TROUBLED: readonly (readonly [name: string, FindingCode, object, FindingRun])[] = [
  ['events that a wire holds', 'events-in-one-write', { events: 3, seconds: 5 }, heldBack()],
  ['a type that only begins alike', 'stream-head', { what: 'type' }, typed('text/event-streams')],
  [
    'a stream that says comments first',
    'stream-head',
    { what: 'type', value: 'text/html' },
    typed('text/html', { asks: [], then: [[1, ': hello\r\r' + 'data: a\r\r']] }),
  ],
  [
    'a header in capitals',
    'stream-head',
    { what: 'compressed', value: 'BR' },
    traffic(open({ says: ['CONTENT-TYPE: Text/Event-Stream; Charset=UTF-8', 'CONTENT-ENCODING: BR'] })),
  ],
  [
    'a proxy that keeps the head as well until it has enough',
    'events-in-one-write',
    { events: 4, seconds: 6 },
    traffic(
      open({
        after: 6,
        then: [
          [6, [1, 2, 3, 4].map((id) => event(id)).join('')],
          [12, [5, 6, 7, 8].map((id) => event(id)).join('')],
        ],
      }),
    ),
  ],
  [
    'a head that is sent with the first event',
    'silent-stream',
    { seconds: 70 },
    traffic(open({ after: 70, then: [[70, event(1)]] })),
  ],
  [
    'a stream that is never answered',
    'silent-stream',
    {},
    together(traffic(open({ after: Infinity })), traffic({ target: '/later', at: 90, until: 90 })),
  ],
  [
    'ids that are empty',
    'event-ids',
    { what: 'none' },
    stream([1, 'id:\ndata: a\n\n'], [2, 'id\ndata: b\n\n']),
  ],
  [
    'ids longer than a double holds',
    'event-ids',
    { what: 'back' },
    stream([1, event('1234567890123456789')], [2, event('1234567890123456788')]),
  ],
  [
    'retry without a value',
    'bad-retry',
    { what: 'no-number', value: '' },
    stream([1, 'retry:\n\n' + event(1)]),
  ],
  ['retry without a colon', 'bad-retry', { what: 'no-number' }, stream([1, 'retry\n' + event(1)])],
  [
    'retry with a blank behind it',
    'bad-retry',
    { what: 'no-number' },
    stream([1, 'retry: 3000 \n\n' + event(1)]),
  ],
  [
    'a retry cut over two chunks',
    'bad-retry',
    { what: 'zero' },
    stream([1, 'ret'], [2, 'ry: 0'], [3, '0\n\n' + event(1)]),
  ],
  [
    'a type injected where no event has one',
    'injected-field',
    { what: 'field', name: 'event' },
    stream([1, 'data: a\n\n'], [2, 'data: hi\nevent: admin\n\n'], [3, 'data: b\n\n'], [4, 'data: c\n\n']),
  ],
  [
    'the same injected twice',
    'injected-field',
    { what: 'field', name: 'event' },
    stream(
      ...[1, 2, 3, 4].map((id) => [id, `event: say\n${event(id)}`] as const),
      [5, `event: say\n${event(5, 'x\revent: admin')}`],
      [6, `event: say\n${event(6, 'x\revent: admin')}`],
    ),
  ],
  [
    'an id injected where no event has one',
    'injected-field',
    { what: 'field', name: 'id' },
    stream([1, 'data: a\n\n'], [2, 'data: b\n\n'], [3, 'data: hi\nid: 999\n\n'], [4, 'data: c\n\n']),
  ],
  [
    'retry injected into a later event',
    'injected-field',
    { what: 'field', name: 'retry' },
    stream([1, event(1)], [2, event(2)], [3, event(3, 'hi\nretry: 99999')], [4, event(4)]),
  ],
  [
    'one client in a loop beside others that stay',
    'reconnection-rush',
    { what: 'no-pause' },
    traffic(
      ...every(0.2, 6).flatMap((at) => [
        open({ at, until: at + 0.1 }),
        open({ at: at + 0.05, then: [[at + 1, ': there\n\n']] }),
      ]),
    ),
  ],
  [
    'WebSockets whose handshake is refused',
    'reconnection-rush',
    { what: 'no-pause', times: 3 },
    traffic(
      ...every(0.1, 5).map((at) => ({
        target: `/ws?try=${at}`,
        at,
        asks: ['Upgrade: WebSocket', 'Connection: keep-alive, Upgrade'],
        status: 503,
        says: ['Content-Length: 0'],
        until: at + 0.02,
      })),
    ),
  ],
  [
    '304 to an EventSource',
    'final-status',
    { status: 304 },
    traffic(open({ status: 304, says: [], until: 1 })),
  ],
  [
    'a redirect to nowhere',
    'final-status',
    { status: 302 },
    traffic(open({ status: 302, says: ['Content-Length: 0'], until: 1 })),
  ],
  [
    'ids that are no numbers, from the start again',
    'ignored-last-event-id',
    { what: 'again', asked: 'c', id: 'a' },
    traffic(
      open({
        then: [
          [1, event('a')],
          [2, event('b')],
          [3, event('c')],
        ],
        until: 4,
      }),
      back(6, 'c', [7, event('a')], [8, event('b')]),
    ),
  ],
  [
    'ids that are no numbers, with a gap that another client saw filled',
    'ignored-last-event-id',
    { what: 'gap', asked: 'b', id: 'd' },
    traffic(
      open({ agent: 'other', then: ['a', 'b', 'c', 'd', 'e'].map((id, n) => [n + 1, event(id)] as const) }),
      open({
        then: [
          [1, event('a')],
          [2, event('b')],
        ],
        until: 2.5,
      }),
      back(3.5, 'b', [4, event('d')], [5, event('e')]),
    ),
  ],
  [
    'ids counted anew on each connection',
    'ignored-last-event-id',
    { what: 'again', asked: '3', id: '0' },
    traffic(
      open({ then: [0, 1, 2, 3].map((id) => [id + 1, event(id)] as const), until: 5 }),
      back(7, '3', [8, event(0)], [9, event(1)]),
    ),
  ],
  [
    'empty lists that carry the time',
    'long-poll-loop',
    { what: 'at-once', times: 5 },
    traffic(...polls(every(0.05, 7), 0.02, (n) => ({ content: `{"events":[],"now":${170000 + n}}` }))),
  ],
  [
    'questions that are made unlike on purpose',
    'overlapping-polls',
    { times: 5 },
    traffic(...polls(every(1, 6), 2.5, (n) => ({ target: `/poll?_=170000000000${n}` }))),
  ],
  [
    'answers that take as long as two questions',
    'overlapping-polls',
    {},
    traffic(...polls(every(1, 6), 2.004)),
  ],
  [
    'polls of which none is answered',
    'overlapping-polls',
    {},
    traffic(...polls(every(1, 6), Infinity).map(({ until: _, ...each }) => each)),
  ],
  [
    'answers that come just before each question',
    'overlapping-polls',
    {},
    traffic(...polls(every(0.302, 10), 0.905)),
  ],
  [
    'JSON laid out in lines, in every event',
    'injected-field',
    { what: 'text' },
    stream(...[1, 2, 3, 4].map((id) => [id, event(id, '{\n "a": 1,\n "b": 2\n}')] as const)),
  ],
  [
    'a byte order mark before what is a stream',
    'stream-head',
    { what: 'type' },
    typed('text/plain', { asks: [], then: [[1, '\ufeffdata: a\n\n']] }),
  ],
  [
    'two clients that both ask at once, between each other',
    'long-poll-loop',
    { what: 'at-once' },
    traffic(
      ...[...polls(every(0.05, 7), 0.02, () => ({ content: '[]' }))].flatMap((each) => [
        each,
        { ...each, at: each.at + 0.01, then: [[each.at + 0.03, '[]'] as const], until: each.at + 0.03 },
      ]),
    ),
  ],
  [
    'errors that are each another',
    'long-poll-loop',
    { what: 'at-once' },
    traffic(
      ...polls(every(0.05, 7), 0.02, (n) => ({ content: `{"error":"no","request":${n + 10}}`, status: 500 })),
    ),
  ],
  [
    'an EventSource of Node that leaks',
    'doubled-event-source',
    { what: 'leak', open: 2, before: 1 },
    traffic(
      open({ agent: 'node', then: [[1, event(1)]], until: 10, how: 'closed-by-server' }),
      open({
        agent: 'node',
        at: 10.05,
        then: [
          [11, event(2)],
          [20, event(3)],
        ],
      }),
      open({
        agent: 'node',
        at: 13,
        asks: [...(STREAM.asks ?? []), 'Last-Event-ID: 1'],
        then: [
          [14, event(2)],
          [20, event(3)],
        ],
      }),
    ),
  ],
  [
    'a mistake that the other side repeats in its own Close',
    'socket-broken-off',
    { code: 1009, by: 'server', bytes: 70_000 },
    socketTraffic(
      [
        [1, 'client', text('x'.repeat(70_000))],
        [2, 'server', close(1009)],
        [3, 'client', close(1009)],
      ],
      { until: 4, how: 'fin' },
    ),
  ],
  [
    'a message too large in its fragments',
    'socket-broken-off',
    { code: 1009, by: 'server', bytes: 1200 },
    socketTraffic(
      [
        [1, 'client', text('x'.repeat(700))],
        [2, 'client', { ...text('x'.repeat(600)), fin: false }],
        [3, 'client', { opcode: 0, payload: utf8Bytes('x'.repeat(600)) }],
        [4, 'server', close(1009)],
      ],
      { until: 5, how: 'closed-by-server' },
    ),
  ],
  [
    'a frame that its receiver did not wait for',
    'socket-broken-off',
    { code: 1009, bytes: 90_000 },
    cutShort(),
  ],
]

const HEALTHY: readonly (readonly [name: string, FindingRun])[] = [
  ['events that were frozen on purpose', heldBack('stall')],
  [
    'what the tap answered while the server was gone',
    traffic(open({ status: 502, says: [`Server: ${TAP_SERVER}`, 'Content-Length: 0'], until: 1 })),
  ],
  [
    'two clients of Node on one address, which come back after one end of both',
    traffic(
      ...[0, 0.5].map((at) =>
        open({ agent: 'node', at, then: [[2, event(1)]], until: 10, how: 'closed-by-server' }),
      ),
      ...[11, 12].map((at) =>
        open({
          agent: 'node',
          at,
          then: [
            [13, event(2)],
            [20, event(3)],
          ],
        }),
      ),
    ),
  ],
  ['a type with parameters, in capitals', typed('Text/Event-Stream ;Charset="utf-8"')],
  [
    'a question that takes JSON as well as a stream',
    traffic({
      at: 0,
      method: 'POST',
      asks: ['Accept: application/json, text/event-stream'],
      says: ['Content-Type: application/json', 'Content-Length: 2'],
      then: [[1, '{}']],
      until: 1,
    }),
  ],
  [
    'a POST that is refused: no EventSource asked',
    traffic(open({ method: 'POST', status: 429, says: ['Content-Length: 0'], until: 1 })),
  ],
  [
    'a HEAD of a stream',
    traffic(
      open({ method: 'HEAD', says: ['Content-Type: text/event-stream', 'Content-Length: 0'], until: 1 }),
    ),
  ],
  [
    'an empty coding',
    traffic(
      open({
        says: ['Content-Type: text/event-stream', 'Content-Encoding: identity'],
        then: [[1, event(1)]],
      }),
    ),
  ],
  [
    'three events at every tick, each written by itself',
    traffic(
      open({
        then: [2, 10, 18, 26].flatMap((at, n) => [0, 1, 2].map((k) => [at, event(n * 3 + k)] as const)),
      }),
    ),
  ],
  [
    'batches between which comments come',
    stream(
      [1, event(1)],
      ...[2, 4, 6, 8].map((at) => [at, ': alive\n\n'] as const),
      [9, event(2) + event(3) + event(4)],
      ...[10, 12, 14, 16].map((at) => [at, ': alive\n\n'] as const),
      [17, event(5) + event(6) + event(7)],
    ),
  ],
  ['a comment just in time', stream([1, event(1)], [59, ':\n\n'], [110, event(2)])],
  [
    'events of which heartbeats have no id',
    stream([1, event(1)], [2, 'event: ping\ndata:\n\n'], [3, event(2)]),
  ],
  [
    'fields behind data, as a habit',
    stream(...[1, 2, 3, 4].map((id) => [id, `data: x\nevent: a\nid: ${id}\n\n`] as const)),
  ],
  [
    'a field of its own, as a habit',
    stream(...[1, 2, 3, 4].map((id) => [id, `id: ${id}\ndata: x\nseq: ${id}\n\n`] as const)),
  ],
  [
    'retry behind the first data',
    stream([1, 'data: x\nretry: 3000\n\n'], ...[2, 3, 4].map((id) => [id, event(id)] as const)),
  ],
  [
    'lines of data, many',
    stream([1, event(1, 'a\ndata: b\ndata:\ndata: event: c')], [2, event(2)], [3, event(3)]),
  ],
  [
    'a second tab, opened while the first comes back',
    traffic(
      open({ then: [[1, event(1)]], until: 45 }),
      back(48, '1', [49, event(2)], [60, event(3)]),
      {
        target: '/',
        at: 50,
        asks: ['Accept: text/html,application/xhtml+xml'],
        says: ['Content-Type: text/html', 'Content-Length: 0'],
        until: 50.1,
      },
      open({
        at: 50.3,
        then: [
          [51, event(3)],
          [60, event(4)],
        ],
      }),
    ),
  ],
  [
    'a page with five streams that is loaded anew',
    traffic(
      ...[1, 2, 3, 4, 5].map((n) =>
        open({ target: `/events?room=${n}`, then: [[2, event(1)]], until: 10, how: 'fin' }),
      ),
      ...[1, 2, 3, 4, 5].map((n) =>
        open({ target: `/events?room=${n}`, at: 10.1 + n / 100, then: [[12, event(1)]] }),
      ),
    ),
  ],
  [
    'forty clients that come back over four seconds',
    traffic(
      ...Array.from({ length: 40 }, (_, n) =>
        open({ agent: `client ${n}`, then: [[2, event(1)]], until: 10, how: 'closed-by-server' }),
      ),
      ...Array.from({ length: 40 }, (_, n) =>
        open({ agent: `client ${n}`, at: 11 + n / 10, asks: [], then: [[20, event(2)]] }),
      ),
    ),
  ],
  [
    'a stream that begins with a greeting of the id that it goes on from',
    traffic(
      open({
        then: [
          [1, `event: hello\n${event(1)}`],
          [2, event(2)],
          [3, event(3)],
          [4, event(4)],
        ],
        until: 5,
      }),
      back(7, '4', [8, `event: hello\n${event(4)}`], [9, event(5)]),
    ),
  ],
  [
    'a gap that is said',
    traffic(
      open({
        then: [
          [1, event(1)],
          [2, event(2)],
          [3, event(3)],
          [4, event(4)],
        ],
        until: 5,
      }),
      back(7, '4', [8, `event: gap\n${event(90)}`], [9, event(91)], [10, event(92)]),
    ),
  ],
  [
    'a redirect that is followed',
    traffic(open({ status: 307, says: ['Location: /x', 'Content-Length: 0'], until: 1 })),
  ],
  ['a slow report, asked for now and then', traffic(...polls([0, 10, 20, 30], 2))],
  [
    'eight clients, each with a long poll of its own',
    traffic(
      ...Array.from({ length: 8 }, (_, n) => every(2.005, 4).map((at) => n / 10 + at)).flatMap((times) =>
        polls(times, 2, (n) => ({ target: `/poll?after=${n}` })),
      ),
    ),
  ],
  [
    'a WebSocket that is busy and never pings',
    socketTraffic(Array.from({ length: 9 }, (_, n) => [n * 20, 'server', text('tick')] as const)),
  ],
  [
    'a server that goes away and says so',
    socketTraffic(
      [
        [1, 'client', text('a')],
        [2, 'server', close(1001)],
        [3, 'client', close(1001)],
      ],
      { until: 4, how: 'closed-by-server' },
    ),
  ],
]

describe('is told of', () => {
  it.each(TROUBLED)('%s', (_, code, facts, run) => {
    const told = findingsIn(run).filter((each) => each.code === code)
    expect(told.map((each) => each.facts)).toContainEqual(expect.objectContaining(facts))
  })
})

describe('what is told', () => {
  it('is of one client in a loop that it comes back without pause, and not that many come back together', () => {
    const loop = traffic(...every(0.02, 60).map((at) => open({ at, until: at + 0.015 })))
    expect(findingsIn(loop).map(({ code, facts }) => [code, facts.what])).toEqual([
      ['reconnection-rush', 'no-pause'],
    ])
  })
})

describe('nothing is told of', () => {
  it.each(HEALTHY)('%s', (_, run) => {
    expect(
      findingsIn(run).map(({ code, facts, evidence }) => ({ code, ...facts, at: evidence[0].at })),
    ).toEqual([])
  })
})

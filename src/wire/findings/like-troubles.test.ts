/** What is like a rule's trouble, though not written like it: each case a traffic as people's servers make it. */
import { describe, expect, it } from 'vitest'
import {
  STREAM,
  back,
  close,
  cutShort,
  event,
  every,
  heldBack,
  open,
  page,
  polls,
  stream,
  text,
  twoEvents,
  typed,
} from '../../../tests/support/found-traffic.ts'
import { later, socketTraffic, together, traffic } from '../../../tests/support/traffic.ts'
import { utf8Bytes } from '../../../tests/support/websocket-encoder.ts'
import type { FindingCode, FindingRun } from './finding.ts'
import { findingsIn } from './findings.ts'

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
  [
    'a WebSocket that is pinged once, and then no more',
    'socket-without-ping',
    { seconds: 300 },
    socketTraffic([
      [1, 'server', { opcode: 9 }],
      [2, 'client', { opcode: 10 }],
      [302, 'server', text('there')],
    ]),
  ],
  [
    'words behind an event that differ each time',
    'injected-field',
    { what: 'text', name: 'second' },
    stream([1, event(1, 'first\n\nsecond')], [2, event(2)], [3, event(3, 'third\n\nfourth')], [4, event(4)]),
  ],
  [
    'a 405 where nobody else was answered',
    'final-status',
    { status: 405 },
    traffic(open({ status: 405, says: ['Allow: POST', 'Content-Length: 0'], until: 1 })),
  ],
  [
    'sockets that their server closes, each followed at once',
    'reconnection-rush',
    { what: 'no-pause' },
    together(
      ...[0, 1, 2, 3, 4].map((n) =>
        later(
          n * 1.1,
          socketTraffic(
            [
              [1, 'server', close(1011)],
              [1.01, 'client', close(1011)],
            ],
            { until: 1.02, how: 'closed-by-server' },
          ),
        ),
      ),
    ),
  ],
  [
    'six long polls of six tabs',
    'six-connections',
    {},
    traffic(...[1, 2, 3, 4, 5, 6].flatMap((n) => polls([n / 10], 25, () => ({ target: `/poll?tab=${n}` })))),
  ],
  [
    'one page with two sources',
    'doubled-event-source',
    { what: 'start', open: 2 },
    traffic(page(0), twoEvents(0.5), twoEvents(0.6)),
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

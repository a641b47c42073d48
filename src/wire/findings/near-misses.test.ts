/** What only looks like a trouble: in none of these traffics is anything wrong. */
import { describe, expect, it } from 'vitest'
import {
  back,
  close,
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
import { TAP_SERVER } from '../../contract/tap.ts'
import type { FindingRun } from './finding.ts'
import { findingsIn } from './findings.ts'

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
  [
    'answers that are streams of their own, asked for one after the other',
    traffic(
      ...every(2.1, 6).map((at) =>
        open({
          method: 'POST',
          target: '/chat',
          at,
          then: [
            [at + 1, 'data: a\n\n'],
            [at + 1.5, 'data: b\n\n'],
          ],
          until: at + 2,
        }),
      ),
    ),
  ],
  [
    'an answer to a POST that is a whole stream, and says how long it is',
    traffic(
      open({
        method: 'POST',
        says: ['Content-Type: text/event-stream', 'Content-Length: 18'],
        then: [[1, 'data: 1\n\ndata: 2\n\n']],
        until: 1,
      }),
    ),
  ],
  [
    'ids that begin anew once the last one was taken back',
    stream([1, event(7)], [2, event(8)], [3, 'id\ndata: reset\n\n'], [4, event(1)], [5, event(2)]),
  ],
  [
    'a word that is no field as a heartbeat',
    stream(
      ...[1, 2, 3].flatMap((n) => [[n * 20, event(n)] as const, [n * 20 + 10, 'heartbeat\n\n'] as const]),
    ),
  ],
  [
    'a tab that is closed, and two that are opened',
    traffic(
      open({ then: [[1, event(1)]], until: 5, how: 'fin' }),
      open({ at: 7, then: [[8, event(1)]] }),
      open({
        at: 12,
        then: [
          [13, event(1)],
          [30, event(2)],
        ],
      }),
    ),
  ],
  [
    'a path that takes POST and says that it has no stream to offer',
    traffic(
      {
        method: 'POST',
        target: '/mcp',
        at: 0,
        asks: ['Accept: application/json, text/event-stream'],
        says: ['Content-Type: application/json', 'Content-Length: 2'],
        then: [[0.1, '{}']],
        until: 0.1,
      },
      open({ target: '/mcp', at: 0.2, status: 405, says: ['Allow: POST', 'Content-Length: 0'], until: 0.3 }),
    ),
  ],
  [
    'things that are told to a server one by one',
    traffic(...polls(every(0.05, 8), 0.02, (n) => ({ target: `/told?what=${n}`, status: 204, content: '' }))),
  ],
  [
    'pictures that are not there',
    traffic(
      ...polls(every(0.05, 8), 0.02, (n) => ({ target: `/face?of=${n}`, status: 404, content: `no ${n}` })),
    ),
  ],
  [
    'a held poll whose server knows by a name where its client is',
    traffic(...polls(every(2.1, 5), 2, () => ({ target: '/hub?id=gYU3f59NUVg' }))),
  ],
  [
    'a held poll of somebody who logged in',
    traffic(...polls(every(2.1, 5), 2, () => ({ asks: ['Authorization: Bearer a'] }))),
  ],
  [
    'a ping every seventy seconds',
    socketTraffic(every(70, 6).map((at) => [at + 70, 'server', { opcode: 9 }] as const)),
  ],
  [
    'two tabs whose pages both came before their streams',
    traffic(page(0), page(0.1), twoEvents(0.5), twoEvents(0.6)),
  ],
  [
    'WebSockets that their client closes, one after the other',
    together(
      ...[0, 1, 2, 3, 4, 5].map((n) =>
        later(
          n * 1.1,
          socketTraffic(
            [
              [0.5, 'client', text('a')],
              [1, 'client', close(1000)],
              [1.01, 'server', close(1000)],
            ],
            { until: 1.02, how: 'closed-by-server' },
          ),
        ),
      ),
    ),
  ],
  [
    'six large pictures, and nothing else to load',
    traffic(
      ...[1, 2, 3, 4, 5, 6].map((n) => ({
        target: `/picture/${n}`,
        at: n / 100,
        after: 0.1,
        says: ['Content-Type: image/png', 'Content-Length: 9'],
        then: [[3, 'a picture']] as const,
        until: 3,
      })),
    ),
  ],
  [
    'parts of one file, asked for beside each other',
    traffic(
      ...polls(every(0.1, 8), 2.2, (n) => ({
        target: '/film',
        asks: [`Range: bytes=${n}-${n}`],
        status: 206,
      })),
    ),
  ],
  [
    'a stream of three sorts that is told of in one go every ten seconds, comments in between',
    stream(
      ...[10, 20, 30].flatMap((at) => [
        [at, [0, 1, 2].map((k) => event(at + k)).join('')] as const,
        [at + 5, ':\n\n'] as const,
      ]),
    ),
  ],
  [
    'a socket whose client sent its Close, and was not waited for',
    socketTraffic([[1, 'client', close(1001)]], { until: 1.1, how: 'fin' }),
  ],
  [
    'an event whose data begins with what looks like a field',
    stream([1, event(1, 'event: not one')], [2, event(2, 'id: nor this')], [3, event(3)], [4, event(4)]),
  ],
  [
    'an id that goes on from a snapshot without one',
    traffic(
      open({ then: [1, 2, 3, 4].map((id) => [id, event(id)] as const), until: 5 }),
      back(7, '4', [8, 'event: snapshot\ndata: all\n\n'], [9, event(5)]),
    ),
  ],
  [
    'a long poll that brings something each time at once',
    traffic(...polls(every(0.05, 8), 0.02, (n) => ({ target: `/poll?after=${n}`, content: `[${n}]` }))),
  ],
  [
    'a stream that its client reads with fetch and that ends by itself',
    traffic(
      open({
        method: 'POST',
        target: '/chat',
        then: [
          [1, 'data: a\n\n'],
          [2, 'data: [DONE]\n\n'],
        ],
        until: 2,
      }),
    ),
  ],
]

describe('nothing is told of', () => {
  it.each(HEALTHY)('%s', (_, run) => {
    expect(
      findingsIn(run).map(({ code, facts, evidence }) => ({ code, ...facts, at: evidence[0].at })),
    ).toEqual([])
  })
})

/** Each rule: traffic with the trouble planted in it, which is found with its evidence, and the same without, in which nothing is. */
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { STREAM, close, event, stream, text } from '../../../tests/support/found-traffic.ts'
import { shownBy } from '../../../tests/support/evidence.ts'
import { socketTraffic, together, traffic, type Asked } from '../../../tests/support/traffic.ts'
import { conversationOf } from '../trace/conversation.ts'
import { decodeTrace } from '../trace/trace-codec.ts'
import { FINDING_CODES, type FindingCode, type FindingRun } from './finding.ts'
import { findingsIn, FINDING_RULES } from './findings.ts'

/** A healthy stream: an event or a comment every few seconds. */
const healthy = (more: Partial<Asked> = {}): Asked => ({
  at: 0,
  ...STREAM,
  then: [1, 2, 3, 4].map((id) => [id * 10, event(id)] as const),
  ...more,
})

const found = (run: FindingRun) => findingsIn(run).map(({ code, facts }) => ({ code, ...facts }))
/** The bytes of the first evidence. */
const shown = (run: FindingRun, code: FindingCode): string =>
  shownBy(run, findingsIn(run).find((each) => each.code === code)?.evidence[0])

/** Troubles, by what they are; healthy runs stand beside those that they are nearest to. */
const TROUBLES: Readonly<
  Record<
    FindingCode,
    { readonly troubled: readonly [FindingRun, object, string?][]; readonly healthy: readonly FindingRun[] }
  >
> = {
  'stream-head': {
    troubled: [
      [
        traffic({
          at: 0,
          asks: STREAM.asks ?? [],
          says: ['Content-Type: text/plain'],
          then: [[1, event(1)]],
        }),
        { what: 'type', value: 'text/plain' },
        'text/plain',
      ],
      [
        traffic({ at: 0, says: ['Content-Type: application/json'], then: [[1, event(1)]] }),
        { what: 'type' },
        'application/json',
      ],
      [
        traffic(healthy({ says: ['Content-Type: text/event-stream', 'Content-Encoding: gzip'], then: [] })),
        { what: 'compressed' },
        'gzip',
      ],
      [
        traffic(
          healthy({
            says: ['Content-Type: text/event-stream', `Content-Length: ${event(1).length}`],
            then: [[1, event(1)]],
            until: 1,
          }),
        ),
        { what: 'length' },
        String(event(1).length),
      ],
    ],
    healthy: [
      traffic(healthy()),
      traffic({ at: 0, says: ['Content-Type: text/plain'], then: [[1, 'data of last year\n\n']] }),
      // What a hole hides may be anything.
      traffic({ at: 0, says: ['Content-Type: text/plain'], then: [[1, event(1)]], lost: [80, 20] }),
    ],
  },
  'events-in-one-write': {
    troubled: [
      [
        stream([1, event(1)], [9, event(2) + event(3) + event(4)], [17, event(5) + event(6) + event(7)]),
        { events: 3, seconds: 8 },
        event(2),
      ],
    ],
    healthy: [
      // What was missed comes at once, and then each by itself.
      stream([1, event(1) + event(2) + event(3)], [9, event(4)], [17, event(5)]),
      stream(
        [1, event(1)],
        [9, event(2) + event(3) + event(4)],
        [13, event(5)],
        [17, event(6) + event(7) + event(8)],
      ),
    ],
  },
  'silent-stream': {
    troubled: [
      [stream([1, event(1)], [75, event(2)]), { seconds: 74 }],
      [together(stream([1, event(1)]), traffic({ target: '/later', at: 100, until: 100 })), { seconds: 99 }],
    ],
    healthy: [stream([1, event(1)], [30, ': still here\n\n'], [75, event(2)])],
  },
  'event-ids': {
    troubled: [
      [stream([1, 'data: a\n\n'], [2, 'data: b\n\n']), { what: 'none', events: 2 }, 'data: a\n\n'],
      [stream([1, event(5)], [2, event(6)], [3, event(4)]), { what: 'back', from: '6', to: '4' }, 'id: 4\n'],
    ],
    healthy: [
      stream([1, 'data: all there is\n\n']),
      stream([1, event(9)], [2, event(10)]),
      stream([1, 'id: b\ndata: x\n\n'], [2, 'id: a\ndata: x\n\n']),
    ],
  },
  'bad-retry': {
    troubled: [
      [stream([1, 'retry: 0\n\n' + event(1)]), { what: 'zero' }, 'retry: 0\n'],
      [stream([1, 'retry: 3s\n\n' + event(1)]), { what: 'no-number', value: '3s' }, 'retry: 3s\n'],
    ],
    healthy: [stream([1, 'retry: 3000\n\n' + event(1)])],
  },
  'injected-field': {
    troubled: [
      [
        stream([1, event(1)], [2, event(2)], [3, event(3, 'hello\nevent: admin')]),
        { what: 'field', name: 'event' },
        'event: admin\n',
      ],
      [stream([1, event(1)], [2, event(2, 'two\nlines')]), { what: 'text', name: 'lines' }, 'lines\n'],
      [stream([1, event(1)], [2, event(2, 'two\n\nlines')]), { what: 'text', name: 'lines' }, 'lines\n'],
      [stream([1, event(1, 'a\nid: 77')], [2, event(78)]), { what: 'field', name: 'id' }, 'id: 77\n'],
    ],
    healthy: [
      stream([1, event(1, 'two\ndata: lines')], [2, event(2)]),
      // Hono writes ids and retry behind the data; retry once.
      stream(
        [1, 'event: a\ndata: x\nid: 0\nretry: 3000\n\n'],
        ...[1, 2, 3].map((id) => [id + 1, `event: a\ndata: x\nid: ${id}\n\n`] as const),
      ),
      stream(...[1, 2, 3, 4].map((id) => [id, `event: a\ndata: x\nid: ${id}\n\n`] as const)),
    ],
  },
  'doubled-event-source': {
    troubled: [
      [
        traffic(
          healthy({ until: 45 }),
          healthy({
            at: 48,
            then: [
              [50, event(5)],
              [60, event(6)],
            ],
          }),
          healthy({
            at: 48.2,
            then: [
              [50, event(5)],
              [60, event(6)],
            ],
          }),
        ),
        { what: 'leak', open: 2, before: 1 },
      ],
      [traffic(healthy(), healthy({ at: 0.1 })), { what: 'start', open: 2 }],
    ],
    healthy: [
      traffic(healthy({ until: 45 }), healthy({ at: 48, then: [[50, event(5)]] })),
      // Two tabs, opened one after the other, that come back after one end of both.
      traffic(
        healthy({ until: 45 }),
        healthy({
          at: 20,
          then: [
            [21, event(1)],
            [40, event(2)],
          ],
          until: 45,
        }),
        healthy({
          at: 48,
          then: [
            [50, event(5)],
            [60, event(6)],
          ],
        }),
        healthy({
          at: 48.1,
          then: [
            [50, event(5)],
            [60, event(6)],
          ],
        }),
      ),
      traffic(healthy(), healthy({ at: 0.1, agent: 'node' })),
      traffic(healthy(), healthy({ at: 0.1, target: '/other' })),
    ],
  },
  'reconnection-rush': {
    troubled: [
      [
        traffic(...[0, 1, 2, 3, 4].map((n) => healthy({ at: n * 0.2, then: [], until: n * 0.2 + 0.1 }))),
        { what: 'no-pause', times: 3 },
      ],
      [
        traffic(
          ...[0, 1, 2, 3, 4].map((n) =>
            healthy({ agent: `client ${n}`, until: 45, how: 'closed-by-server' }),
          ),
          ...[0, 1, 2, 3, 4].map((n) => healthy({ at: 48 + n / 100, agent: `client ${n}`, then: [] })),
        ),
        { what: 'together', times: 5 },
      ],
    ],
    healthy: [
      traffic(...[0, 1, 2, 3, 4].map((n) => healthy({ at: n * 3, then: [], until: n * 3 + 0.1 }))),
      traffic(
        ...[0, 1, 2, 3, 4].map((n) => healthy({ agent: `client ${n}`, until: 45, how: 'closed-by-server' })),
        ...[0, 1, 2, 3, 4].map((n) => healthy({ at: 48 + n, agent: `client ${n}`, then: [] })),
      ),
    ],
  },
  'final-status': {
    troubled: [
      [
        traffic({ at: 0, ...STREAM, status: 503, says: ['Content-Length: 0'], until: 1 }),
        { status: 503 },
        'HTTP/1.1 503 Said\r\n',
      ],
    ],
    healthy: [
      traffic({ at: 0, ...STREAM, status: 204, says: [], until: 1 }),
      traffic({ at: 0, ...STREAM, status: 307, says: ['Location: /x', 'Content-Length: 0'], until: 1 }),
      traffic({ at: 0, target: '/page', status: 404, says: ['Content-Length: 0'], until: 1 }),
    ],
  },
  'ignored-last-event-id': {
    troubled: [
      [
        traffic(healthy({ asks: [...(STREAM.asks ?? []), 'Last-Event-ID: 9'] })),
        { what: 'again', asked: '9', id: '1' },
        event(1),
      ],
      [
        traffic(
          healthy({ until: 45 }),
          healthy({ at: 48, asks: [...(STREAM.asks ?? []), 'Last-Event-ID: 4'], then: [[49, event(7)]] }),
        ),
        { what: 'gap', asked: '4', id: '7' },
      ],
    ],
    healthy: [
      traffic(healthy({ asks: [...(STREAM.asks ?? []), 'Last-Event-ID: 0'] })),
      // Its ids never counted one by one: nothing says that any were left out.
      traffic(
        healthy({
          until: 45,
          then: [
            [1, event(10)],
            [20, event(20)],
            [40, event(25)],
          ],
        }),
        healthy({ at: 48, asks: [...(STREAM.asks ?? []), 'Last-Event-ID: 25'], then: [[49, event(40)]] }),
      ),
    ],
  },
  'long-poll-loop': {
    troubled: [
      [
        traffic(...polls(6, 0.05, () => '[]', 0.02)),
        { what: 'at-once', times: 5 },
        'HTTP/1.1 200 Said\r\nContent-Length: 2\r\n\r\n',
      ],
      [traffic(...polls(3, 4.01, (n) => `[${n}]`, 4)), { what: 'no-cursor', times: 3 }],
    ],
    healthy: [
      traffic(...polls(6, 3, () => '[]', 0.02)),
      traffic(...polls(6, 0.05, (n) => `[${n}]`, 0.02)),
      traffic(
        ...polls(
          3,
          4.01,
          (n) => `[${n}]`,
          4,
          (n) => `/poll?after=${n}`,
        ),
      ),
      traffic(...polls(3, 4.01, () => '{"busy":true}', 4)),
    ],
  },
  'overlapping-polls': {
    troubled: [[traffic(...polls(6, 1, (n) => `[${n}]`, 2.5)), { times: 5 }]],
    healthy: [
      traffic(...polls(6, 3, (n) => `[${n}]`, 0.9)),
      // A page that asks for one thing six times as it loads.
      traffic(...polls(6, 0.001, () => 'same', 0.9)),
    ],
  },
  'socket-without-ping': {
    troubled: [
      [
        socketTraffic([
          [1, 'server', text('a')],
          [80, 'server', text('b')],
        ]),
        { seconds: 79 },
      ],
    ],
    healthy: [
      socketTraffic([
        [1, 'server', text('a')],
        [80, 'server', { opcode: 9 }],
        [81, 'client', { opcode: 10 }],
      ]),
      socketTraffic([
        [1, 'server', text('2')],
        [26, 'client', text('3')],
        [51, 'server', text('2')],
        [80, 'server', text('b')],
      ]),
    ],
  },
  'socket-broken-off': {
    troubled: [
      [
        socketTraffic(
          [
            [1, 'client', { ...text('a'), rsv: 2 }],
            [2, 'server', close(1002)],
          ],
          { until: 3, how: 'closed-by-server' },
        ),
        { what: 'mistake', code: 1002, by: 'server', cause: 'reserved-bit' },
      ],
      [
        socketTraffic(
          [
            [1, 'client', { opcode: 1, payload: Uint8Array.of(0xff) }],
            [2, 'server', close(1007)],
          ],
          { until: 3, how: 'fin' },
        ),
        { what: 'mistake', code: 1007, cause: 'ill-formed-utf8' },
      ],
      [
        socketTraffic(
          [
            [1, 'client', text('x'.repeat(70_000))],
            [2, 'server', close(1009)],
          ],
          { until: 3, how: 'fin' },
        ),
        { what: 'mistake', code: 1009, bytes: 70_000 },
      ],
      [
        socketTraffic([[1, 'client', text('a')]], { until: 3, how: 'reset' }),
        { what: 'no-close', code: 1006, how: 'reset' },
      ],
    ],
    healthy: [
      socketTraffic(
        [
          [1, 'client', close(1000)],
          [2, 'server', close(1000)],
        ],
        { until: 3, how: 'fin' },
      ),
      socketTraffic([[1, 'client', text('a')]]),
    ],
  },
  'six-connections': {
    troubled: [
      [
        traffic(...[1, 2, 3, 4, 5, 6].map((n) => healthy({ target: `/events/${n}`, at: n / 10 }))),
        { seconds: 39 },
      ],
    ],
    healthy: [
      traffic(...[1, 2, 3, 4, 5].map((n) => healthy({ target: `/events/${n}`, at: n / 10 }))),
      // A seventh, at once: these are not one browser's.
      traffic(...[1, 2, 3, 4, 5, 6, 7].map((n) => healthy({ target: `/events/${n}`, at: n / 10 }))),
      traffic(
        ...[1, 2, 3, 4, 5, 6].map((n) => healthy({ target: `/events/${n}`, at: n / 10, agent: 'curl' })),
      ),
    ],
  },
}

/** Polls that begin every so many seconds, answered after so many. */
function polls(
  count: number,
  every: number,
  content: (n: number) => string,
  after: number,
  target: (n: number) => string = () => '/poll',
): readonly Asked[] {
  return Array.from({ length: count }, (_, n) => ({
    target: target(n),
    at: n * every,
    after,
    says: [`Content-Length: ${content(n).length}`],
    then: [[n * every + after, content(n)] as const],
    until: n * every + after,
  }))
}

describe.each(FINDING_CODES)('%s', (code) => {
  const { troubled, healthy: good } = TROUBLES[code]

  it('is found, with evidence', () => {
    for (const [run, facts, bytes] of troubled) {
      const own = findingsIn(run).filter((each) => each.code === code)
      expect(own.map((each) => each.facts)).toContainEqual(expect.objectContaining(facts))
      for (const { moment, exchange } of own.flatMap(({ evidence }) => evidence)) {
        expect(run.events[moment]).toBeDefined()
        expect(run.conversation.exchange(exchange ?? '')).toBeDefined()
      }
      if (bytes !== undefined) expect(shown(run, code)).toBe(bytes)
    }
  })

  it('is not found where nothing is wrong', () => {
    for (const run of good) expect(found(run).filter((each) => each.code === code)).toEqual([])
  })
})

describe('findings', () => {
  it('have a rule each', () => {
    expect(FINDING_RULES.map(({ code }) => code)).toEqual(FINDING_CODES)
  })

  it('say nothing of a stream with a hole, or of one that its client left', () => {
    const holed = traffic(
      healthy({
        then: [
          [1, 'data: a\n\n'],
          [2, 'data: b\n\n'],
        ],
        lost: [70, 10],
      }),
    )
    expect(found(holed)).toEqual([])
    expect(found(traffic(healthy({ until: 45, how: 'fin' })))).toEqual([])
  })

  it('are what the recorded runs show on purpose, and nothing else', () => {
    const told = globSync('content/captures/*.json').flatMap((file) => {
      const decoded = decodeTrace(readFileSync(file, 'utf8'))
      if (!decoded.ok) throw new Error(`${file}: ${decoded.message}`)
      const { events } = decoded.trace
      const codes = findingsIn({ events, conversation: conversationOf(events) }).map(({ code }) => code)
      return codes.length === 0 ? [] : [[basename(file, '.json'), [...new Set(codes)].sort()] as const]
    })
    expect(Object.fromEntries(told)).toEqual({
      'both-cut': ['socket-broken-off'],
      'idle-and-heartbeat': ['socket-broken-off'],
      'idle-and-heartbeat.heartbeat-equal': ['socket-broken-off'],
      'own-stream': ['event-ids'],
      race: ['socket-broken-off'],
      'seventh-connection': ['six-connections'],
      'stream-ends': ['final-status', 'ignored-last-event-id', 'stream-head'],
      'ten-ends': ['socket-broken-off'],
      'two-cuts': ['socket-broken-off'],
    })
  })

  it('are told once for a path, with how often', () => {
    const run = traffic(
      healthy({
        then: [
          [1, 'retry: 0\n\n' + event(1)],
          [2, 'retry: 0\n\n' + event(2)],
        ],
      }),
      healthy({ at: 60, target: '/events?again', then: [[61, 'retry: 0\n\n' + event(3)]] }),
    )
    expect(findingsIn(run).map(({ code, count }) => [code, count])).toEqual([['bad-retry', 3]])
  })
})

/** Capture files opened: every format and link layer, what TCP does to streams, whose side is whose. */
import { describe, expect, it } from 'vitest'
import {
  encodePcap,
  encodePcapng,
  ipv4,
  ipv6,
  LINK_LAYERS,
  type PacketSpec,
  type SegmentSpec,
} from '../../../tests/support/capture-encoder.ts'
import { ascii } from '../../../tests/support/http1-encoder.ts'
import { opened, texts } from '../../../tests/support/opened-capture.ts'
import { conversationOf } from '../trace/conversation.ts'
import { traceOf } from '../../../tests/support/trace-of.ts'
import { encodePcapng as exportPcapng } from '../export/pcapng.ts'
import { importCaptureFile } from './capture-file.ts'
import type { ImportNote } from './imported.ts'

const START = 1_763_798_400_000.125
const GET = 'GET /labs/abc/short-poll?after=1 HTTP/1.1\r\nHost: a\r\nUser-Agent: me\r\n\r\n'
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'

function packets(
  segments: readonly SegmentSpec[],
  wrap: (segment: SegmentSpec) => Uint8Array = ipv4,
): readonly PacketSpec[] {
  return segments.map((segment, i) => ({ at: START + i, bytes: wrap(segment) }))
}

const raw = (segments: readonly SegmentSpec[]): Uint8Array =>
  encodePcap(packets(segments), { linkType: 101, littleEndian: true, nanoseconds: false })

const HANDSHAKE: readonly SegmentSpec[] = [
  { from: 'client', sequence: 999, flags: 'S' },
  { from: 'server', sequence: 4_294_967_295, acknowledgment: 1000, flags: 'S' },
  { from: 'client', sequence: 1000, acknowledgment: 0 },
]
const up = (offset: number, text: string, acknowledgment = 0): SegmentSpec => ({
  from: 'client',
  sequence: 1000 + offset,
  acknowledgment,
  payload: ascii(text),
})
const down = (offset: number, text: string, acknowledgment = 1000 + GET.length): SegmentSpec => ({
  from: 'server',
  sequence: offset,
  acknowledgment,
  payload: ascii(text),
})
const note = (notes: readonly ImportNote[], code: ImportNote['code']): number =>
  notes.find((each) => each.code === code)?.count ?? 0

describe('formats and link layers', () => {
  const segments = [...HANDSHAKE, up(0, GET), down(0, OK)]
  for (const [name, { linkType, wrap }] of Object.entries(LINK_LAYERS)) {
    for (const [version, packet] of [
      ['IPv4', ipv4],
      ['IPv6', ipv6],
    ] as const) {
      it(`reads ${version} in ${name}, in both formats, byte orders and resolutions`, () => {
        const list = packets(segments, (segment) => wrap(packet(segment)))
        const files = [true, false].flatMap((littleEndian) => [
          encodePcapng(list, linkType, littleEndian),
          ...[true, false].map((nanoseconds) => encodePcap(list, { linkType, littleEndian, nanoseconds })),
        ])
        for (const file of files) {
          const { trace, notes } = opened(file)
          expect(texts(trace)).toEqual([[GET, OK]])
          expect(notes).toEqual([])
          const slices = trace.events.filter((event) => event.kind === 'slice')
          expect(slices.map(({ left }) => left)).toEqual([START + 3, START + 4])
        }
      })
    }
  }

  it('names the exchange, the client and the time', () => {
    const { trace } = opened(raw(segments))
    expect(trace.header).toMatchObject({
      vantage: 'elsewhere',
      client: 'me',
      recordedAt: '2025-11-22T08:00:00.000Z',
    })
    expect(conversationOf(trace.events).exchanges).toMatchObject([
      { transport: 'short-poll', connection: 'c1', status: 200 },
    ])
    expect(conversationOf(trace.events).exchanges[0]?.closedAt).toBe(START + 4)
  })

  it('reads a file up to where it breaks off, and says so', () => {
    const file = raw(segments)
    const { trace, notes } = opened(file.subarray(0, file.length - 1))
    expect(texts(trace)).toEqual([[GET, '']])
    expect(note(notes, 'file-cut-short')).toBe(1)
  })

  it('says in a code and a sentence why it reads nothing', () => {
    const codeOf = (file: Uint8Array): string => {
      const result = importCaptureFile(file)
      return result.ok ? 'ok' : result.code
    }
    const of = (list: readonly SegmentSpec[]): string => codeOf(raw(list))
    expect(codeOf(new Uint8Array())).toBe('empty')
    expect(codeOf(ascii('GET / HTTP/1.1'))).toBe('not-a-capture-file')
    expect(codeOf(raw([]).subarray(0, 20))).toBe('malformed-capture-file')
    expect(of([])).toBe('no-tcp')
    expect(of(HANDSHAKE)).toBe('no-payload')
    expect(of([up(0, '\x16\x03\x01\x02')])).toBe('only-tls')
    expect(of([up(0, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')])).toBe('only-http2')
    const wifi = encodePcap(packets(segments), { linkType: 105, littleEndian: true, nanoseconds: false })
    expect(codeOf(wifi)).toBe('unsupported-link-type')
  })
})

describe('what TCP does to a stream', () => {
  it('puts into order, leaves out what came again, and gives the time at which it could be read', () => {
    const { trace, notes } = opened(
      raw([
        ...HANDSHAKE,
        up(10, GET.slice(10)),
        up(0, GET.slice(0, 10)),
        up(0, GET),
        up(5, GET.slice(5, 20)),
        down(0, OK),
      ]),
    )
    expect(texts(trace)).toEqual([[GET, OK]])
    expect(note(notes, 'out-of-order')).toBe(1)
    expect(note(notes, 'retransmission')).toBe(2)
    const slices = trace.events.filter((event) => event.kind === 'slice')
    expect(slices.slice(0, 2).map(({ left, arrived }) => [left - START, arrived - START])).toEqual([
      [4, 4],
      [3, 4],
    ])
  })

  it('makes a hole of what never comes: at the end, and where the other side has it already', () => {
    const late = opened(raw([...HANDSHAKE, up(0, GET), down(0, OK.slice(0, -2)), down(OK.length - 1, 'i')]))
    expect(texts(late.trace)).toEqual([[GET, `${OK.slice(0, -2)}?i`]])
    expect(note(late.notes, 'missing-bytes')).toBe(1)
    const acknowledged = opened(
      raw([
        ...HANDSHAKE,
        up(0, GET),
        down(0, OK.slice(0, -2)),
        down(OK.length - 1, 'i'),
        up(GET.length, GET, OK.length),
        down(OK.length, OK),
      ]),
    )
    expect(texts(acknowledged.trace)).toEqual([
      [GET, `${OK.slice(0, -2)}?i`],
      [GET, OK],
    ])
  })

  it('goes on past 2^32', () => {
    const from = 2 ** 32 - 20
    const { trace } = opened(
      raw([
        { from: 'client', sequence: from - 1, flags: 'S' },
        { from: 'client', sequence: from, payload: ascii(GET.slice(0, 30)) },
        { from: 'client', sequence: 10, payload: ascii(GET.slice(30)) },
      ]),
    )
    expect(texts(trace)).toEqual([[GET, '']])
  })

  it('tells a packet whose end was not captured from one that is short', () => {
    const whole = ipv4(up(0, GET))
    const list = [
      { at: START, bytes: whole.subarray(0, whole.length - 8) },
      { at: START, bytes: ipv4(down(0, OK)) },
    ]
    const { trace, notes } = opened(
      encodePcap(list, { linkType: 101, littleEndian: true, nanoseconds: false }),
    )
    expect(texts(trace)[0]?.[0]).toBe(`${GET.slice(0, -8)}????????`)
    expect(note(notes, 'packet-cut-short')).toBe(1)
  })

  it('does not put IP fragments together, and says so', () => {
    const list = [
      ...packets([...HANDSHAKE, up(0, GET)]),
      { at: START + 9, bytes: ipv4(down(0, OK), { fragment: true }) },
    ]
    const { notes } = opened(encodePcap(list, { linkType: 101, littleEndian: false, nanoseconds: true }))
    expect(note(notes, 'ip-fragment')).toBe(1)
  })

  it('gives up a stream whose numbers jump out of reach, and keeps what came before', () => {
    const { trace, notes } = opened(raw([...HANDSHAKE, up(0, GET), up(2 ** 30, 'far')]))
    expect(texts(trace)).toEqual([[GET, '']])
    expect(note(notes, 'over-limit')).toBe(1)
  })

  it('says how a connection ended, and begins another where its ends are used again', () => {
    const fin: readonly SegmentSpec[] = [
      { from: 'client', sequence: 1000 + GET.length, acknowledgment: OK.length, flags: 'F' },
      { from: 'server', sequence: OK.length, acknowledgment: 1001 + GET.length, flags: 'F' },
    ]
    const rst: SegmentSpec = { from: 'server', sequence: OK.length, flags: 'R' }
    const { trace } = opened(
      raw([...HANDSHAKE, up(0, GET), down(0, OK), ...fin, ...HANDSHAKE, up(0, GET), down(0, OK), rst]),
    )
    expect(conversationOf(trace.events).connections.map(({ closed }) => closed?.how)).toEqual([
      'fin',
      'reset',
    ])
    expect(texts(trace)).toEqual([
      [GET, OK],
      [GET, OK],
    ])
  })
})

describe('who is the client', () => {
  it('is who sent the SYN, also where the capture has the answer first', () => {
    const { trace } = opened(raw([...HANDSHAKE.slice(0, 2), down(0, OK), up(0, GET)]))
    expect(
      texts(trace)
        .map(([asked]) => asked)
        .join(''),
    ).toBe(GET)
  })

  it('is who sends a request where no SYN was captured, whoever is seen first', () => {
    expect(texts(opened(raw([up(0, GET), down(0, OK)])).trace)).toEqual([[GET, OK]])
    const answer: SegmentSpec = { from: 'server', sequence: 7, acknowledgment: 1000 }
    expect(texts(opened(raw([answer, up(0, GET), down(7, OK)])).trace)).toEqual([[GET, OK]])
  })

  it('is the other one where only answers were captured, each an exchange', () => {
    expect(texts(opened(raw([down(0, OK), down(OK.length, OK)])).trace)).toEqual([
      ['', OK],
      ['', OK],
    ])
  })
})

describe('exchanges', () => {
  it('follow one another on a connection, pipelined or not, and a tunnel belongs to its request', () => {
    const asks = 'GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
    const answers = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'
    const events = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n'
    const { trace } = opened(
      exportPcapng(
        traceOf([
          {
            exchanges: [
              {
                transport: 'sse',
                crossed: [
                  ['up', ascii(GET + GET)],
                  ['down', ascii(`${OK}${events}3\r\n:\n\n\r\n0\r\n\r\n`)],
                ],
              },
              {
                transport: 'ws',
                crossed: [
                  ['up', ascii(asks)],
                  ['up', ascii('early, ')],
                  ['down', ascii(`${answers}hi`)],
                  ['up', ascii('later')],
                ],
              },
            ],
          },
        ]),
      ),
    )
    expect(texts(trace)).toEqual([
      [GET, OK],
      [GET, `${events}3\r\n:\n\n\r\n0\r\n\r\n`],
      [`${asks}early, later`, `${answers}hi`],
    ])
    expect(conversationOf(trace.events).exchanges.map(({ transport }) => transport)).toEqual([
      'short-poll',
      'short-poll',
      'ws',
    ])
  })

  it('are sse or plain HTTP by their answer where the path names no transport of ours', () => {
    const ask = 'GET /x HTTP/1.1\r\nHost: a\r\n\r\n'
    const stream = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 2\r\n\r\n\n\n'
    const { trace } = opened(
      raw([
        up(0, ask),
        down(0, OK, 1000 + ask.length),
        up(ask.length, ask, OK.length),
        down(OK.length, stream, 1000 + 2 * ask.length),
      ]),
    )
    expect(conversationOf(trace.events).exchanges.map(({ transport }) => transport)).toEqual(['http', 'sse'])
  })

  it('keep bytes that cannot be attributed, and a request that cannot be read begins one of its own', () => {
    const odd = 'GET /x HTTP/1.1\r\nHost : a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'
    const { trace } = opened(
      raw([up(0, GET), down(0, OK), up(GET.length, odd, OK.length), down(OK.length, OK)]),
    )
    expect(texts(trace)).toEqual([
      [GET, OK],
      [odd, OK],
    ])
  })
})

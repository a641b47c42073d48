/**
 * What people bring, and what they take away, costs steps that grow no faster than its length: four times as much of each
 * awkward kind takes four times the steps.
 */
import { constants, deflateRawSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { encodePcap, ipv4, LINK_LAYERS, type SegmentSpec } from '../../../tests/support/capture-encoder.ts'
import { ascii } from '../../../tests/support/http1-encoder.ts'
import { countSteps } from '../../../tests/support/steps.ts'
import { traceOf } from '../../../tests/support/trace-of.ts'
import { encodeFrame } from '../../../tests/support/websocket-encoder.ts'
import type { Field } from '../field/field.ts'

const steps = countSteps('src/wire')
afterAll(() => steps.stop())
// Counted is what is compiled from here on.
const { bytesFromBase64, bytesFromHex } = await import('./hex.ts')
const { openFile, openText } = await import('./open.ts')
const { BYTE_READINGS, readBytesAs } = await import('./read-as.ts')
const { guess } = await import('./guess.ts')
const { decodeTrace, encodeTrace } = await import('../trace/trace-codec.ts')
const { annotatedText } = await import('../export/text.ts')
const { encodeHar } = await import('../export/har.ts')
const { encodePcapng } = await import('../export/pcapng.ts')
const { withoutLabId } = await import('../export/without-lab-id.ts')

function expectLinear<T>(make: (size: number) => T, size: number, run: (input: T) => void): void {
  // What is compiled or made once does not count.
  run(make(size / 10))
  const [few, many] = [make(size), make(4 * size)].map((input) => steps.of(() => run(input)))
  expect((many ?? 0) / (few ?? 1)).toBeLessThan(4.6)
}

function look(fields: readonly Field[]): number {
  return fields.reduce((sum, { children }) => sum + 1 + look(children), 0)
}

/** What is repeated to make an awkward text. */
const TEXTS = [
  ...[
    ' ',
    '\t\n',
    '0',
    '0 ',
    '00 ',
    '0x0',
    '0x00,',
    '\\x00',
    '00:',
    '#',
    '# \n',
    "'",
    '"\\',
    '|',
    '0|',
    ' 0',
    'g',
  ],
  ...[
    '=',
    '=A',
    'A',
    'AAAA\n',
    '-_',
    '<',
    '<!--',
    '<script ',
    '{"',
    '[',
    'data:',
    'data:,',
    '\n\n',
    ':',
    '\r',
    '*\n',
  ],
  ...['0000: 00\n', '00000000  00 00  |..|\n', 'HTTP/1.1 ', 'GET / ', 'a: b\r\n'],
  // As tools print it, over and over.
  ...[
    '=> Send data, 1 bytes (0x1)\n0000: 81\n',
    'char peer0_0[] = { 0x81 };\n',
    '    data: !!binary |\n      gQ==\n',
    '\t00000000  81\n00000000  81\n',
    '> GET / HTTP/1.1\n> \n< HTTP/1.1 200 OK\n< \n',
    '<Buffer 81 ',
    '[129, ',
    '"\\x81"',
    '0000000 4547 2054\n',
    '> 0000  45 00\nword\n',
    '   0x0000:  4500 0028\n',
    '0: 1\n',
    '{"0":1,',
    'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n1\na\n',
    'HTTP/1.1 100 Continue\n\n',
    '{"_index":"packets-","layers":{"tcp.srcport":"1","tcp.payload":"81:00"}}\n',
    '{"_index":"packets-","tcp.payload": [ ',
    '<pdml><packet><field name="tcp.seq" ',
    '{"log":{"entries":[',
    'GET / HTTP/1.1\n\nHTTP/1.1 200 OK\n\n',
    'recv 81 02 68 69\n',
    '81 02 68 69\n81 80 0 0 0 0\n',
    '|00000000| 81 02 68 69 |\n',
    'x 00000000 81\n',
    '0000 - 81\n',
    'peer0_0: !!binary |\n  gQ==\n',
    '10000001 ',
    '[1 ',
    '%81',
    '```\n',
    '> > ',
    '$81,',
    '81h ',
    '81h, ',
    '81h\n    ',
    '\\\\x81',
    '\\\\\\\\r',
    "1 '\\1' ",
    '[0] = 1\n',
    '\\x{81}',
    '0b1',
    '81.',
    '=\n',
    'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\ndata: 1\n\n',
    '{"startedDateTime"',
    '  0     0    0     0    0 --:--:-- ',
    '\x1b]0;',
    '81h05h',
    '10:00:00 x\n',
    '\u00a0\n',
    'a \n',
    '<pre>',
    '> a\nb\n',
    '0x81h',
    '\\\\x81\\x05',
    'closed\n',
    '* Connection #0 to host a left intact\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\na\n',
    'GET / HTTP/1.1\nHTTP/1.1 200 OK\n',
    'T a:1 -> b:2 [AP]\nHTTP/1.1 200 OK.\nTransfer-Encoding: chunked.\n.\n1.\na.\n',
    'T a:1 -> b:2 [AP]\n  81 05 48 65  ..He\n',
    '  HTTP/1.1 200 OK\n  a: b\n',
  ],
]

describe('steps grow with the length of a text of', () => {
  it.each(TEXTS)('%j', (unit) => {
    expectLinear(
      (size) => unit.repeat(size / unit.length),
      6_000,
      (text) => {
        bytesFromHex(text)
        bytesFromBase64(text)
        openText(text)
      },
    )
  })

  it('packets that were taken apart, each of another end', () => {
    const packet = (_: unknown, i: number): string =>
      `{"_index":"packets-1","layers":{"tcp.srcport":"${i}","tcp.payload":"81:00"}}`
    expectLinear((size) => Array.from({ length: size }, packet).join('\n'), 100, openText)
  })

  it('lines of a dump', () => {
    const line = (_: unknown, i: number): string =>
      `${(i * 16).toString(16).padStart(8, '0')}: ${'4865 '.repeat(8)} He`
    expectLinear((size) => Array.from({ length: size }, line).join('\n'), 100, bytesFromHex)
  })
})

describe('steps grow with the length of bytes of', () => {
  it.each(TEXTS)('%j, whatever they are said to be', (unit) => {
    expectLinear(
      (size) => ascii(unit.repeat(size / unit.length)),
      3_000,
      (bytes) => {
        guess(bytes)
        for (const reading of BYTE_READINGS)
          for (const { fields } of readBytesAs(bytes, reading).units) look(fields)
      },
    )
  })
})

const ASKS = ascii('GET /x HTTP/1.1\r\nHost: a\r\n\r\n')
const ANSWERS = ascii('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
const BASE = { client: 1, server: 1 }

type Order = (segments: readonly SegmentSpec[]) => readonly SegmentSpec[]

/** Exchange after exchange on one connection, its packets as they come. */
const ORDERS: Readonly<Record<string, Order>> = {
  'in order': (segments) => segments,
  'each sent twice': (segments) => segments.flatMap((each) => [each, each]),
  'in pairs the wrong way round': (segments) => segments.map((_, i) => segments[i ^ 1] ?? segments[i]!),
  'every third lost': (segments) => segments.filter((_, i) => i % 3 !== 2),
  'all answers lost': (segments) => segments.filter(({ from }) => from === 'client'),
  'all requests lost': (segments) => segments.filter(({ from }) => from === 'server'),
  backwards: (segments) => segments.toReversed(),
  'a byte each': (segments) =>
    segments.flatMap((segment) =>
      Array.from(segment.payload ?? [], (byte, i) => ({
        ...segment,
        sequence: segment.sequence + i,
        payload: Uint8Array.of(byte),
      })),
    ),
}

function segmentsOf(exchanges: number): readonly SegmentSpec[] {
  const next = { ...BASE }
  return Array.from({ length: 2 * exchanges }, (_, i): SegmentSpec => {
    const from = i % 2 === 0 ? 'client' : 'server'
    const payload = from === 'client' ? ASKS : ANSWERS
    const sequence = next[from]
    next[from] += payload.length
    return { from, sequence, acknowledgment: next[from === 'client' ? 'server' : 'client'], payload }
  })
}

describe('steps grow with the packets of a capture file', () => {
  it.each(Object.entries(ORDERS))('%s', (_, order) => {
    const { linkType, wrap } = LINK_LAYERS['ethernet']!
    const file = (size: number): Uint8Array =>
      encodePcap(
        order(segmentsOf(size)).map((segment, at) => ({ at, bytes: wrap(ipv4(segment)) })),
        {
          linkType,
          littleEndian: true,
          nanoseconds: false,
        },
      )
    expectLinear(file, 60, openFile)
  })
})

const eventsOf = (count: number): readonly (readonly ['down', Uint8Array])[] =>
  Array.from({ length: count }, () => ['down', ascii('data: x\n\n')] as const)

describe('steps grow with a run', () => {
  const EXPORTS = {
    'as text': annotatedText,
    'as HAR': encodeHar,
    'as packets': encodePcapng,
    'saved and opened': (trace: Parameters<typeof encodeTrace>[0]) => void decodeTrace(encodeTrace(trace)),
  }
  const stream = ascii('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n')
  const RUNS: Readonly<Record<string, (size: number) => ReturnType<typeof traceOf>>> = {
    'of many exchanges': (size) =>
      traceOf([
        {
          exchanges: Array(size).fill({
            transport: 'http',
            crossed: [
              ['up', ASKS],
              ['down', ANSWERS],
            ],
          }),
        },
      ]),
    'of many connections': (size) =>
      traceOf(
        Array(size).fill({
          exchanges: [
            {
              transport: 'http',
              crossed: [
                ['up', ASKS],
                ['down', ANSWERS],
              ],
            },
          ],
        }),
      ),
    'of one long stream': (size) =>
      traceOf([
        {
          exchanges: [
            {
              transport: 'sse',
              crossed: [['up', ASKS], ['down', stream], ...eventsOf(size)],
            },
          ],
        },
      ]),
    'with many holes': (size) =>
      traceOf([
        {
          exchanges: [
            {
              transport: 'sse',
              crossed: [['up', ASKS], ['down', stream], ...eventsOf(size)],
              lost: Array.from({ length: size / 2 }, (_, i) => 3 + 2 * i),
            },
          ],
        },
      ]),
  }
  describe.each(Object.entries(RUNS))('%s', (_, run) => {
    it.each(Object.entries(EXPORTS))('%s', (__, exported) => {
      expectLinear(run, 100, (trace) => void exported(trace))
    })
  })
})

/** A name that is a lab's id as far as anybody can tell, and that hides in whatever is of one letter. */
const LAB = 'a'.repeat(22)
const OFFER = 'Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n\r\n'
const UPGRADE = ascii(`GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${OFFER}`)
const SWITCHED = ascii(
  `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${OFFER}`,
)

function frame(text: string, isCompressed: boolean): Uint8Array {
  if (!isCompressed) return encodeFrame({ opcode: 1, payload: ascii(text) })
  const payload = Uint8Array.from(
    deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4),
  )
  return encodeFrame({ opcode: 1, rsv: 4, payload })
}

describe('steps grow with what is looked through for a lab’s id', () => {
  it.each<[string, (size: number) => readonly Uint8Array[]]>([
    ['one compressed message of nothing else', (size) => [frame('a'.repeat(20 * size), true)]],
    ['many compressed messages', (size) => Array<Uint8Array>(size).fill(frame(LAB, true))],
    ['many messages', (size) => Array<Uint8Array>(size).fill(frame(LAB, false))],
    ['one that is always nearly it', (size) => [frame(`${'a'.repeat(21)}b`.repeat(size), false)]],
  ])('%s', (_, frames) => {
    const run = (size: number): ReturnType<typeof traceOf> => {
      const crossed = frames(size).map((each) => ['down', each] as const)
      const exchange = {
        transport: 'ws',
        crossed: [['up', UPGRADE], ['down', SWITCHED], ...crossed],
      } as const
      const { header, events } = traceOf([{ exchanges: [exchange] }])
      return { header: { ...header, lab: LAB }, events }
    }
    expectLinear(run, 100, (trace) => void withoutLabId(trace))
  })
})

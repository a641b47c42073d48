/** Captures that lost packets, or began late, or hold what is no HTTP of today: what is read all the same, and that nobody is blamed for it. */
import { describe, expect, it } from 'vitest'
import { encodePcap, ipv4, type SegmentSpec } from '../../../tests/support/capture-encoder.ts'
import { ascii, joinBytes } from '../../../tests/support/http1-encoder.ts'
import { gistOf } from '../../../tests/support/brought.ts'
import { encodeFrame, utf8Bytes } from '../../../tests/support/websocket-encoder.ts'
import { openFile } from './open.ts'

type Step = readonly [from: 'client' | 'server', bytes: Uint8Array, lost?: 'lost']

/**
 * Opens what crossed; `late`: without the packets that open and end the connection; `snapLength`: how much of each packet was
 * captured; `closer`: who ends it first.
 */
function gist(
  steps: readonly Step[],
  late = false,
  { snapLength = Infinity, closer = 'client' }: { snapLength?: number; closer?: Step[0] } = {},
): readonly string[] {
  const next = { client: 1000, server: 5000 }
  const segments: SegmentSpec[] = []
  if (!late)
    segments.push(
      { from: 'client', sequence: 999, flags: 'S' },
      { from: 'server', sequence: 4999, acknowledgment: 1000, flags: 'S' },
    )
  for (const [from, payload, lost] of steps) {
    const to = from === 'client' ? 'server' : 'client'
    if (lost === undefined) segments.push({ from, sequence: next[from], acknowledgment: next[to], payload })
    next[from] += payload.length
  }
  const other = closer === 'client' ? 'server' : 'client'
  if (!late)
    segments.push(
      { from: closer, sequence: next[closer], acknowledgment: next[other], flags: 'F' },
      { from: other, sequence: next[other], acknowledgment: next[closer] + 1, flags: 'F' },
    )
  const packets = segments.map((segment, at) => ({ at, bytes: ipv4(segment).subarray(0, snapLength) }))
  return gistOf(
    openFile(encodePcap(packets, { linkType: 101, littleEndian: true, nanoseconds: false })),
  ).slice(1)
}

const ASKS = ascii(
  'GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
)
const AGREES = ascii(
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
)
const says = (text: string, fin = true): Uint8Array =>
  encodeFrame({ opcode: 1, fin, payload: utf8Bytes(text) })
const asks = (path: string): Uint8Array => ascii(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`)
const answers = (text: string): Uint8Array =>
  ascii(`HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n${text}`)
const STREAM = ascii(
  'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n',
)
const chunk = (text: string): Uint8Array => ascii(`${text.length.toString(16)}\r\n${text}\r\n`)
const large = encodeFrame({ opcode: 2, payload: new Uint8Array(3000).fill(65) })

describe('behind a lost packet', () => {
  it('frames are taken up where a packet begins one, and not in the midst of a large one', () => {
    const steps: readonly Step[] = [
      ['client', ASKS],
      ['server', AGREES],
      ['server', says('one')],
      ['server', large.subarray(0, 1400), 'lost'],
      ['server', large.subarray(1400, 2800)],
      ['server', large.subarray(2800)],
      ['server', says('two')],
    ]
    expect(gist(steps)).toEqual([
      'ws GET /ws 101',
      '↑ request-head',
      '↓ response-head, frame, hole, frame, message "one", message "two"',
    ])
  })

  it('a head of which the end is lost hides neither frames nor events', () => {
    const asked: readonly Step[] = [
      ['client', ASKS.subarray(0, 60)],
      ['client', ASKS.subarray(60), 'lost'],
      ['server', AGREES],
      ['client', encodeFrame({ opcode: 1, key: [1, 2, 3, 4], payload: utf8Bytes('two') })],
      ['server', says('three')],
    ]
    expect(gist(asked)).toEqual([
      'ws GET /ws 101',
      '↑ hole, frame, payload, message "two"',
      '↓ response-head, frame, message "three"',
    ])
    const agreed: readonly Step[] = [
      ['client', ASKS],
      ['server', AGREES.subarray(0, 40)],
      ['server', AGREES.subarray(40), 'lost'],
      ['server', says('one')],
      ['server', says('two')],
    ]
    expect(gist(agreed)).toEqual([
      'http GET /ws 101',
      '↑ request-head',
      '↓ hole, frame, frame, message "one", message "two"',
    ])
    const streamed: readonly Step[] = [
      ['client', asks('/e')],
      ['server', STREAM.subarray(0, 30)],
      ['server', STREAM.subarray(30), 'lost'],
      ['server', chunk('data: 1\n\n')],
      ['server', chunk('data: 2\n\n')],
    ]
    expect(gist(streamed)).toEqual([
      'http GET /e 200',
      '↑ request-head',
      '↓ hole, chunk, chunk, event-block "data: 1\\n\\n", event-block "data: 2\\n\\n"',
    ])
  })

  it('a continuation of something lost is no mistake, nor is a message that begins', () => {
    const rest = encodeFrame({ opcode: 0, payload: utf8Bytes('rest') })
    const steps: readonly Step[] = [
      ['client', ASKS],
      ['server', AGREES],
      ['server', says('begun', false)],
      ['server', encodeFrame({ opcode: 0, fin: false, payload: utf8Bytes('more') }), 'lost'],
      ['server', rest],
      ['server', says('next')],
    ]
    expect(gist(steps).at(-1)).toBe(
      '↓ response-head, frame, hole, frame, frame, message… "begun", message "next"',
    )
  })

  it('frames are read though the 101 was in it', () => {
    const steps: readonly Step[] = [
      ['client', ASKS],
      ['server', AGREES, 'lost'],
      ['server', says('one')],
      ['client', encodeFrame({ opcode: 1, key: [1, 2, 3, 4], payload: utf8Bytes('hi') })],
    ]
    expect(gist(steps)).toEqual([
      'http GET /ws',
      '↑ request-head, frame, payload, message "hi"',
      '↓ hole, frame, message "one"',
    ])
  })

  it('answers go to their own questions, whichever of the two was lost', () => {
    const all = (lost: number): readonly Step[] =>
      [1, 2, 3].flatMap((number, index): Step[] => [
        lost === 2 * index ? ['client', asks(`/${number}`), 'lost'] : ['client', asks(`/${number}`)],
        lost === 2 * index + 1 ? ['server', answers('ok'), 'lost'] : ['server', answers('ok')],
      ])
    const whole = ['↑ request-head', '↓ response-head, content']
    expect(gist(all(3))).toEqual([
      ...['http GET /1 200', ...whole],
      ...['http GET /2', '↑ request-head', '↓ response-head…'],
      ...['http GET /3 200', ...whole],
    ])
    expect(gist(all(2))).toEqual([
      ...['http GET /1 200', ...whole],
      ...['http 200', '↑ request-head…', '↓ response-head, content'],
      ...['http GET /3 200', ...whole],
    ])
  })

  it('events are taken up where a line begins one', () => {
    const steps: readonly Step[] = [
      ['client', asks('/e')],
      ['server', STREAM],
      ['server', ascii('14\r\ndata: 22')],
      ['server', ascii('222222'), 'lost'],
      ['server', ascii('2222\n\n\r\n')],
      ['server', chunk('data: 3\n\n')],
      ['server', ascii('0\r\n\r\n')],
    ]
    expect(gist(steps).at(-1)).toBe(
      '↓ response-head, chunk, chunk, last-chunk, event-block… "data: 22", hole, event-block "data: 3\\n\\n"',
    )
  })
})

describe('where a snap length cuts every packet', () => {
  const CUT = ['↑ request-head…', '↓ response-head…']
  const asked = (line: string): Step => [
    'client',
    ascii(`${line}\r\nHost: a\r\nUser-Agent: somebody\r\n\r\n`),
  ]
  const answered = (line: string): Step => [
    'server',
    ascii(`${line}\r\nDate: today\r\nServer: somebody\r\n\r\n`),
  ]
  it.each<readonly [string, readonly Step[], readonly string[]]>([
    [
      'the start lines say what they say, one exchange after the other',
      [
        asked('GET /a?b=1 HTTP/1.1'),
        answered('HTTP/1.1 200 OK'),
        asked('POST /b HTTP/1.1'),
        answered('HTTP/1.1 404 Not Found'),
      ],
      ['http GET /a?b=1 200', ...CUT, 'http POST /b 404', ...CUT],
    ],
    [
      'a socket is asked for and granted',
      [
        ['client', ASKS],
        ['server', AGREES],
      ],
      ['http GET /ws 101', ...CUT],
    ],
    [
      'an empty line stands before the first',
      [asked('\r\nGET /c HTTP/1.1')],
      ['http GET /c', '↑ request-head…, ~leading-empty-line'],
    ],
    [
      'a line that is cut itself says nothing',
      [asked(`GET /${'a'.repeat(40)} HTTP/1.1`), answered('HTTP/1.1 200 OK')],
      ['http 200', ...CUT],
    ],
    [
      'nor does an answer before the one that counts',
      [asked('GET / HTTP/1.1'), answered('HTTP/1.1 103 Early Hints')],
      ['http GET /', ...CUT],
    ],
  ])('%s', (_, steps, read) => {
    // 44 bytes of each packet are its headers.
    expect(gist(steps, false, { snapLength: 44 + 38 })).toEqual(read)
  })
})

it('an answer to HEAD has no content behind a head that was cut either', () => {
  const head = ascii(`HEAD /h HTTP/1.1\r\nHost: a\r\nUser-Agent: ${'a'.repeat(80)}\r\n\r\n`)
  const steps: readonly Step[] = [
    ['client', head],
    ['server', ascii('HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n')],
    ['client', asks('/a')],
    ['server', answers('ok')],
  ]
  expect(gist(steps, false, { snapLength: 44 + 60 })).toEqual([
    'http HEAD /h 200',
    '↑ request-head…',
    '↓ response-head',
    'http GET /a 200',
    '↑ request-head',
    '↓ response-head, content',
  ])
})

describe('a chunked content that ends between two chunks', () => {
  const PLAIN = ascii('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n')
  const POST = ascii('POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n')
  const plain: readonly Step[] = [
    ['client', asks('/p')],
    ['server', PLAIN],
    ['server', chunk('hello')],
  ]
  const stream: readonly Step[] = [
    ['client', asks('/e')],
    ['server', STREAM],
    ['server', chunk('data: 1\n\n')],
  ]
  const PLAIN_READ = '↓ response-head, chunk, content…'
  const STREAM_READ = '↓ response-head, chunk, event-block "data: 1\\n\\n"'

  it.each<readonly [string, readonly string[], string]>([
    ['is not whole where the connection closes', gist(plain), `${PLAIN_READ}, !truncated`],
    ['and is not blamed for a capture that breaks off', gist(plain, true), PLAIN_READ],
    [
      'nor is one cut in the midst of a chunk',
      gist([...plain, ['server', ascii('5\r\nhel')]], true),
      '↓ response-head, chunk, chunk…, content…',
    ],
    [
      'is not whole where nothing but its head came',
      gist(plain.slice(0, 2), false, { closer: 'server' }),
      '↓ response-head, !truncated',
    ],
    [
      'is not whole where a server ends a stream',
      gist(stream, false, { closer: 'server' }),
      `${STREAM_READ}, !truncated`,
    ],
    ['and is whole enough for a client that leaves a stream', gist(stream), STREAM_READ],
    [
      'of a request, which the client ends',
      gist([
        ['client', POST],
        ['client', chunk('hello')],
      ]),
      '↑ request-head, chunk, content…, !truncated',
    ],
    [
      'behind a hole',
      gist([...plain, ['server', chunk('lost'), 'lost'], ['server', chunk('found')]]),
      '↓ response-head, chunk, hole, chunk, content…, !truncated',
    ],
    [
      'with its last chunk is whole',
      gist([...plain, ['server', ascii('0\r\n\r\n')]]),
      '↓ response-head, chunk, last-chunk, content',
    ],
    [
      'and stands alone, where nobody saw an end',
      gistOf(openFile(joinBytes([PLAIN, chunk('hello')]))),
      PLAIN_READ,
    ],
  ])('%s', (_, read, side) => {
    expect(read.at(-1)).toBe(side)
  })
})

describe('of a connection that was joined late', () => {
  it('a stream is read from its first whole chunk on', () => {
    const steps: readonly Step[] = [
      ['server', ascii('llo\n\n\r\n')],
      ['server', chunk('data: 8\n\n')],
      ['server', chunk('data: 9\n\n')],
    ]
    expect(gist(steps, true)).toEqual([
      'stream',
      '↓ hole, chunk, chunk, event-block "data: 8\\n\\n", event-block "data: 9\\n\\n"',
    ])
  })

  it('the rest of an answer stands alone, and the next question has its own', () => {
    const steps: readonly Step[] = [
      ['server', ascii('rest of a body')],
      ['client', asks('/2')],
      ['server', answers('ok')],
    ]
    expect(gist(steps, true)).toEqual([
      'bytes',
      '↓ content…',
      'http GET /2 200',
      '↑ request-head',
      '↓ response-head, content',
    ])
  })
})

it('TLS inside of a CONNECT tunnel is nobody’s mistake', () => {
  const steps: readonly Step[] = [
    ['client', ascii('CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n')],
    ['server', ascii('HTTP/1.1 200 OK\r\n\r\n')],
    ['client', joinBytes([ascii('\x16\x03\x01\x00\x20'), new Uint8Array(32)])],
  ]
  expect(gist(steps)).toEqual(['http CONNECT a:443 200', '↑ request-head, upgraded', '↓ response-head'])
})

describe('what is odd in a connection is read for what it is', () => {
  it.each<readonly [string, readonly Step[], readonly string[]]>([
    [
      'an answer that is longer than it says',
      [
        ['client', asks('/a')],
        ['server', answers('ok')],
        ['server', ascii('more')],
        ['client', asks('/b')],
        ['server', answers('ok')],
      ],
      [
        'http GET /a 200',
        '↑ request-head',
        '↓ response-head, content, bytes, !beyond-message-end',
        'http GET /b 200',
        '↑ request-head',
        '↓ response-head, content',
      ],
    ],
    [
      'a WebSocket behind a 100',
      [
        ['client', ASKS],
        ['server', ascii('HTTP/1.1 100 Continue\r\n\r\n')],
        ['server', AGREES],
        ['server', says('one')],
      ],
      ['ws GET /ws 101', '↑ request-head', '↓ response-head, response-head, frame, message "one"'],
    ],
    [
      'a WebSocket of a draft, whose frames are others',
      [
        [
          'client',
          ascii(
            'GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key1: 4 @1  46\r\nSec-WebSocket-Key2: 1 2\r\n\r\n^n:ds[4U',
          ),
        ],
        [
          'server',
          ascii(
            'HTTP/1.1 101 WebSocket Protocol Handshake\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\nSec-WebSocket-Origin: http://a\r\n\r\n8jKS_y:G*Co,Wxa-',
          ),
        ],
        ['client', ascii('\0hi\xff')],
      ],
      ['ws GET /ws 101', '↑ request-head, upgraded', '↓ response-head, upgraded'],
    ],
    [
      'a content that is not coded as its head says',
      [
        ['client', asks('/')],
        ['server', ascii('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nok')],
      ],
      ['http GET / 200', '↑ request-head', '↓ response-head, content, !broken-content-coding'],
    ],
    [
      'zeros of a protocol that nobody knows',
      [
        ['client', new Uint8Array(6)],
        ['server', new Uint8Array(4)],
      ],
      ['bytes', '↑ content', '↓ content'],
    ],
  ])('%s', (_, steps, read) => {
    expect(gist(steps)).toEqual(read)
  })
})

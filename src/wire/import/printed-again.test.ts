/** More spellings of the same bytes, logs of both sides, and messages that a tool shows, cuts or prints among other lines: nobody is blamed. */
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { gistOf } from '../../../tests/support/brought.ts'
import { hexOf } from '../../../tests/support/hex-of.ts'
import { openFile, openText } from './open.ts'

const PLAIN = '810548656c6c6f'
const MASKED = '818537fa213d7f9f4d5158'
const LETTERS = `8112${'6162636465666768'.repeat(2)}696a`
const bytes = (hex: string): readonly number[] => [...Buffer.from(hex, 'hex')]
const ADDRESSED = [
  '0x3ffb1234   81 12 61 62 63 64 65 66  67 68 61 62 63 64 65 66  |..abcdefghabcdef|',
  '0x3ffb1244   67 68 69 6a  |ghij|',
]

describe('bytes are read as printed by', () => {
  it.each<readonly [string, string, string?]>([
    ['od -An -c', ' 201 205   7 372   !   = 177 237   M   Q   X\n', MASKED],
    ['od -An -b', ' 201 005 110 145 154 154 157\n'],
    ['od -An -x', ' 0581 6548 6c6c 006f\n'],
    ['od -An -tx8', ' 6665646362611281 6665646362616867\n 000000006a696867\n', LETTERS],
    [
      'od -tx1c, two forms of the same',
      '0000000 81 12 61 62 63 64 65 66 67 68 61 62 63 64 65 66\n        201 022   a   b   c   d   e   f   g   h   a   b   c   d   e   f\n0000020 67 68 69 6a\n          g   h   i   j\n0000024\n',
      LETTERS,
    ],
    [
      'xxd -e, its last word short',
      '00000000: 62611281 66656463 62616867 66656463  ..abcdefghabcdef\n00000010: 6a696867                             ghij\n'.replace(
        '6a696867   ',
        '    6867   ',
      ),
      LETTERS.slice(0, -4),
    ],
    ['base32', 'QECUQZLMNRXQ====\n'],
    ['uuencode', "begin 644 f\n'@05(96QL;P  \n \nend\n"],
    ['uuencode -m', 'begin-base64 644 f\ngQVIZWxsbw==\n====\n'],
    [
      'Swift, under a heading',
      `▿ 7 bytes\n  ▿ bytes: 7 elements\n${bytes(PLAIN)
        .map((byte) => `    - ${byte}\n`)
        .join('')}`,
    ],
    [
      'Julia',
      `7-element Vector{UInt8}:\n${bytes(PLAIN)
        .map((byte) => ` 0x${byte.toString(16).padStart(2, '0')}`)
        .join('\n')}`,
    ],
    [
      'var_dump, keys from 1',
      `array(7) {\n${bytes(PLAIN)
        .map((byte, at) => `  [${at + 1}]=>\n  int(${byte})\n`)
        .join('')}}`,
    ],
    ['Erlang, partly in letters', '<<129,5,"Hello">>'],
    ['Go, partly in letters', "[]byte{0x81, 0x05, 'H', 'e', 'l', 'l', 'o'}"],
    [
      'gdb, words',
      '0x7ffe0010:\t0x62611281\t0x66656463\t0x62616867\t0x66656463\n0x7ffe0020:\t0x6a696867\n',
      LETTERS,
    ],
    ['a console behind a word', String.raw`Value: \x81\x05Hello`],
    ['a page, its signs escaped', '&lt;Buffer 81&nbsp;05 48 65 6c 6c 6f&gt;'],
    ['a page, its quotes escaped', String.raw`&quot;\x81\x05Hello&quot;`],
    ['a diff', '+00000000: 8105 4865 6c6c 6f                        ..Hello\n'],
    ['a microcontroller', ADDRESSED.map((line) => `I (1234) ws: ${line}`).join('\n'), LETTERS],
  ])('%s', (_, text = '', hex = PLAIN) => {
    const opened = openText(text)
    expect(opened.ok && opened.value.kind === 'bytes' ? hexOf(opened.value.bytes) : opened).toBe(hex)
  })
})

const ASKS = 'GET /e HTTP/1.1\nHost: a\n\n'
const STREAM = 'HTTP/1.1 200 OK\nContent-Type: text/event-stream\n\ndata: hi\n\n'
const CHUNKED = STREAM.replace('\n\n', '\nTransfer-Encoding: chunked\n\n')
const TALK = ['sse GET /e 200', '↑ request-head', '↓ response-head, event-block "data: hi\\n\\n"']
const SOCKET_ASKS =
  'GET /ws HTTP/1.1\nHost: a\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nSec-WebSocket-Version: 13\n\n'
const SOCKET_AGREES =
  'HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\n'
const SOCAT = '2026/11/29 10:00:00.000123  length'
const shown = (text: string): string => text.replaceAll('\n', '\\r\n')

describe('both sides are read out of', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      'socat -v',
      `> ${SOCAT}=28 from=0 to=27\n${shown(ASKS)}< ${SOCAT}=62 from=0 to=61\n${shown(STREAM).replace('hi\\r\n\\r\n', 'hi\n\n')}`,
      TALK,
    ],
    [
      'socat -x',
      `> ${SOCAT}=11 from=0 to=10\n ${MASKED.replace(/..(?=.)/g, '$& ')}\n--\n< ${SOCAT}=7 from=0 to=6\n 81 05 48 65 6c 6c 6f\n--\n`,
      ['frames', '↑ frame, payload, message "Hello"', '↓ frame, message "Hello"'],
    ],
    [
      'nc -o',
      '> 00000000 81 85 37 fa 21 3d 7f 9f # ..7.!=..\n> 00000008 4d 51 58                # MQX\n< 00000000 81 05 48 65 6c 6c 6f    # ..Hello\n',
      ['frames', '↑ frame, payload, message "Hello"', '↓ frame, message "Hello"'],
    ],
    [
      'wget -d',
      `DEBUG output\n\n---request begin---\n${ASKS}\n---request end---\nHTTP request sent\n---response begin---\nHTTP/1.1 200 OK\nContent-Length: 5\n\n---response end---\n200 OK\n`,
      ['http GET /e 200', '↑ request-head', '↓ response-head'],
    ],
    [
      'websocket-client’s trace',
      `--- request header ---\n${SOCKET_ASKS}\n${'-'.repeat(23)}\n--- response header ---\n${SOCKET_AGREES}${'-'.repeat(23)}\n++Sent raw: b'\\x81\\x857\\xfa!=\\x7f\\x9fMQX'\n++Sent decoded: fin=1\n++Rcv raw: b'\\x81\\x05Hello'\n`,
      [
        'ws GET /ws 101',
        '↑ request-head, frame, payload, message "Hello"',
        '↓ response-head, frame, message "Hello"',
      ],
    ],
    ['Apache HttpClient’s wire log', wired(ASKS, '>>') + wired(STREAM, '<<'), TALK],
    [
      'ngrep -W byline',
      `####\nT a:1 -> b:2 [AP] #4\n${ASKS.replaceAll('\n', '.\n')}\n##\nT b:2 -> a:1 [AP] #6\n${STREAM.slice(0, -10).replaceAll('\n', '.\n')}data: hi\n\n\n`,
      TALK,
    ],
    ['telnet', `Trying ::1...\nConnected to a.\n${ASKS}${STREAM}`, TALK],
    [
      'telnet, in chunks',
      `Trying ::1...\n${ASKS}${CHUNKED.replace('data: hi\n\n', 'a\ndata: hi\n\n\n')}`,
      [...TALK.slice(0, 2), '↓ response-head, chunk, event-block "data: hi\\n\\n"'],
    ],
    [
      'tshark’s follow,tcp,ascii',
      `=====\nFollow: tcp,ascii\nFilter: tcp.stream eq 0\nNode 0: a:1\nNode 1: b:2\n28\n${ASKS}\n\t80\n${CHUNKED.slice(0, -10)}\n\t15\na\ndata: hi\n\n\n\n=====\n`,
      [...TALK.slice(0, 2), '↓ response-head, chunk, event-block "data: hi\\n\\n"'],
    ],
    [
      'tshark’s follow,http,raw, chunks taken off',
      `Follow: http,raw\n${hexText(ASKS)}\n\t${hexText(CHUNKED)}\n=====\n`,
      TALK,
    ],
    ['a container’s curl -v', containered(curl(ASKS, STREAM)), TALK],
    ['Insomnia, no mark on an empty line', curl(ASKS, STREAM).replace(/^> \n|^< \n/gm, '\n'), TALK],
  ])('%s', (_, text, gist) => {
    expect(gistOf(openText(text)).slice(1)).toEqual(gist)
  })
})

const crossed = (text: string): string => text.replace(/^[^]*?\n\n/, (head) => head.replaceAll('\n', '\r\n'))

function wired(text: string, arrow: string): string {
  const lines = crossed(text).split(/(?<=\n)/)
  return lines
    .map((line) => line.replace('\r', '[\\r]').replace('\n', '[\\n]'))
    .map((line) => `DEBUG wire:72 - http-outgoing-0 ${arrow} "${line}"\n`)
    .join('')
}

const hexText = (text: string): string => hexOf(new TextEncoder().encode(crossed(text)))

function curl(asks: string, answers: string): string {
  const [head = '', content = ''] = answers.split(/(?<=\n\n)/)
  const marked = (text: string, mark: string): string => text.replace(/^(?=.|\n)/gm, `${mark} `)
  return `${marked(asks, '>')}${marked(head, '<')}${content}`
}

const containered = (text: string): string => text.trimEnd().replace(/^/gm, 'app-1  | ') + '\napp-1  | \n'

describe('what a tool shows, or leaves away, is laid on nobody', () => {
  const REQUEST = ['↑ request-head']
  it.each<readonly [string, string, readonly string[]]>([
    ['a head without the empty line behind it', 'GET /e HTTP/1.1\nHost: a', REQUEST],
    ['an answer’s head without it', 'HTTP/1.1 200 OK\nContent-Length: 5\n', ['↓ response-head']],
    ['line ends in letters, no quotes', String.raw`GET /e HTTP/1.1\r\nHost: a\r\n\r\n`, REQUEST],
    [
      'string literals, a line each',
      String.raw`'GET /e HTTP/1.1\r\n' +` + '\n' + String.raw`'Host: a\r\n\r\n'`,
      REQUEST,
    ],
    ['cat -A', 'GET /e HTTP/1.1^M$\nHost: a^M$\n^M$\n', REQUEST],
    ['control pictures', 'GET /e HTTP/1.1␍␊\nHost: a␍␊\n␍␊\n', REQUEST],
    ['a stream in quotes', String.raw`b'data: hi\n\n'`, ['↓ event-block "data: hi\\n\\n"']],
    [
      'a stream in an address',
      'data:text/event-stream,data%3A%20hi%0A%0A',
      ['↓ event-block "data: hi\\n\\n"'],
    ],
    [
      'an answer in words whose coding was taken off',
      'HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Encoding: br\n\nhello\n',
      ['↓ response-head, content'],
    ],
  ])('%s', (_, text, gist) => {
    expect(gistOf(openText(text)).slice(1)).toEqual(gist)
  })
})

describe('what stands alone ends where it was copied: nobody is blamed for the rest', () => {
  const HEAD = 'HTTP/1.1 200 OK\r\nContent-'
  it.each<readonly [string, string, readonly string[]]>([
    ['a head', HEAD, ['response; sure', '↓ response-head…']],
    ['a content', `${HEAD}Length: 9\r\n\r\nab`, ['response; sure', '↓ response-head, content…']],
    [
      'a chunk',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nab',
      ['response; sure', '↓ response-head, chunk…'],
    ],
    [
      'a content whose chunks curl took off',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\n',
      ['response; sure; framing-taken-off', '↓ response-head, content'],
    ],
  ])('%s', (_, text, gist) => {
    expect(gistOf(openFile(new TextEncoder().encode(text)))).toEqual(gist)
  })

  it('frames of both sides in one file are of both', () => {
    expect(gistOf(openFile(Uint8Array.from(bytes(MASKED + PLAIN)))).slice(1)).toEqual([
      'frames',
      '↑ frame, payload, message "Hello"',
      '↓ frame, message "Hello"',
    ])
  })

  it('a file of zeros is not empty', () => {
    expect(gistOf(openFile(new Uint8Array(100)))[0]).toBe('bytes; unknown; bytes')
  })
})

describe('what is only about bytes is named', () => {
  const FRAME =
    '"frame.number": "1", "eth.dst": "00:00:00:00:00:00", "tcp.flags": "0x00000010", "tcp.seq_raw": "82000000"'
  it.each<readonly [string, string, string]>([
    ['tshark -T json', `[\n  {\n    "_index": "packets-2026-11-29",\n ${FRAME} } ]`, 'dissected'],
    ['tshark -T ek', `{"timestamp":"1","layers":{${FRAME}}}`, 'dissected'],
    ['tshark -V', 'Frame 1: 60 bytes on wire (480 bits)\n    0000 0000 00.. = Reserved\n', 'dissected'],
    ['PDML', '<?xml version="1.0"?>\n<!-- x -->\n<pdml version="0">\n<field value="00000000"/>', 'dissected'],
    ['zeros', '00 00 00 00 00 00 00 00', 'bytes'],
    ['a continuation of what is not there', '00 05 48 65 6c 6c 6f', 'bytes'],
    ['pseudo-headers', ':authority: a\n:method: GET\n:path: /\naccept: text/event-stream\n', 'http2'],
  ])('%s', (_, text, looksLike) => {
    expect(gistOf(openText(text))[0]).toBe(`bytes; unknown; ${looksLike}`)
  })
})

const PACKET = `4500002f000100004006${'0000'}0a0000010a000002c3501f9000000001000000015010ffff00000000${PLAIN}`

describe('whole packets are found in', () => {
  const FRAMES = ['frames', '↓ frame, message "Hello"']
  it.each<readonly [string, string]>([
    [
      'tshark -T jsonraw',
      `[ { "_index": "packets-1", "layers": { "frame_raw": [ "${PACKET}", 0, 47 ], "ip.len": "00000000" } } ]`,
    ],
    ['tshark -T ek -x', `{"timestamp":"1","layers":{"frame_raw":"${PACKET}","ip_ip_len":"00000000"}}`],
    ['tshark -V -x', `Frame 1: 47 bytes on wire\n    0000 0000 00.. = Reserved\n\n${dumped(PACKET)}\n`],
    [
      'tshark -x, a payload of its own behind',
      `Packet (47 bytes):\n${dumped(PACKET)}\nUnmasked data (5 bytes):\n0000  48 65 6c 6c 6f   Hello\n`,
    ],
  ])('%s', (_, text) => {
    expect(gistOf(openText(text)).slice(1)).toEqual(FRAMES)
  })
})

function dumped(hex: string): string {
  const lines = hex.match(/.{1,32}/g) ?? []
  return lines
    .map((line, at) => `${(at * 16).toString(16).padStart(4, '0')}  ${line.replace(/..(?=.)/g, '$& ')}`)
    .join('\n')
}

it('a stream packed, then in base64, is a stream', () => {
  expect(gistOf(openText(gzipSync('data: hi\n\n').toString('base64')))[1]).toBe(
    '↓ event-block "data: hi\\n\\n"',
  )
})

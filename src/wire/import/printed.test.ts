/** The same eleven bytes, or seven, as one tool or language after another prints them. */
import { describe, expect, it } from 'vitest'
import { gistOf } from '../../../tests/support/brought.ts'
import { hexOf } from '../../../tests/support/hex-of.ts'
import { openFile, openText } from './open.ts'

const MASKED = '818537fa213d7f9f4d5158'
const PLAIN = '810548656c6c6f'
const TEXT = '..abcdefghabcdef'
const LETTERS = `8110${'6162636465666768'.repeat(2)}`

const ASKS =
  'GET /ws HTTP/1.1\nHost: a\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nSec-WebSocket-Version: 13\n\n'
const AGREES =
  'HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\n\n'

const PRINTED: readonly (readonly [tool: string, text: string, hex: string])[] = [
  ['xxd', '00000000: 8185 37fa 213d 7f9f 4d51 58              ..7.!=..MQX\n', MASKED],
  ['xxd -e', '00000000: fa378581 9f7f3d21   58514d           ..7.!=..MQX\n', MASKED],
  ['xxd -c 4', '00000000: 8185 37fa  ..7.\n00000004: 213d 7f9f  !=..\n00000008: 4d51 58    MQX\n', MASKED],
  [
    'xxd -i',
    'unsigned char m_bin[] = {\n  0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58\n};\nunsigned int m_bin_len = 11;\n',
    MASKED,
  ],
  ['hexdump', '0000000 8581 fa37 3d21 9f7f 514d 0058          \n000000b\n', MASKED],
  [
    'hexdump -x',
    '0000000    8581    fa37    3d21    9f7f    514d    0058                \n000000b\n',
    MASKED,
  ],
  [
    'hexdump -d',
    '0000000   34177   64055   15649   40831   20813   00088                \n000000b\n',
    MASKED,
  ],
  [
    'hexdump -b',
    '0000000 201 205 067 372 041 075 177 237 115 121 130                    \n000000b\n',
    MASKED,
  ],
  [
    'hexdump -c',
    '0000000 201 205   7 372   !   = 177 237   M   Q   X                    \n000000b\n',
    MASKED,
  ],
  ['od', '0000000 102601 175067 036441 117577 050515 000130\n0000013\n', MASKED],
  ['od -c', '0000000 201 205   7 372   !   = 177 237   M   Q   X\n0000013\n', MASKED],
  ['od -tu1', '0000000 129 133  55 250  33  61 127 159  77  81  88\n0000013\n', MASKED],
  ['od -tx4', '0000000 fa378581 9f7f3d21 0058514d\n0000013\n', MASKED],
  ['od -Ad', '0000000 81 85 37 fa 21 3d 7f 9f 4d 51 58\n0000011\n', MASKED],
  [
    'a mail',
    '> 00000000  81 85 37 fa 21 3d 7f 9f  4d 51 58                 |..7.!=..MQX|\n> 0000000b\n',
    MASKED,
  ],
  ['gdb', '0x7ffe0010:\t0x81\t0x05\t0x48\t0x65\t0x6c\t0x6c\t0x6f\n', PLAIN],
  ['Wireshark, escaped', '"\\x81\\x85\\x37\\xfa" \\\n"\\x21\\x3d\\x7f\\x9f\\x4d\\x51\\x58"\n', MASKED],
  ['a data address', 'data:application/octet-stream;base64,gYU3+iE9f59NUVg=', MASKED],
  ['an ArrayBuffer', 'ArrayBuffer {\n  [Uint8Contents]: <81 05 48 65 6c 6c 6f>,\n  byteLength: 7\n}', PLAIN],
  ['a log', 'received <Buffer 81 05 48 65 6c 6c 6f> from 10.0.0.1', PLAIN],
  ['JSON of a Buffer', '{"type":"Buffer","data":[129,5,72,101,108,108,111]}', PLAIN],
  ['JSON of an array', '{"0":129,"1":5,"2":72,"3":101,"4":108,"5":108,"6":111}', PLAIN],
  ['Java', 'byte[] b = {-127, 5, 72, 101, 108, 108, 111};', PLAIN],
  ['Go', '[]byte{0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f}', PLAIN],
  ['Python', "bytearray(b'\\x81\\x05Hello')", PLAIN],
  ['Node', 'Buffer.from([0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f])', PLAIN],
  ['C#', '81-05-48-65-6C-6C-6F', PLAIN],
  ['Go, its list', '[129 5 72 101 108 108 111]', PLAIN],
  ['Go, copied by Wireshark', '[]byte{\n  0x81, 0x05, 0x48, 0x65,\n  0x6c, 0x6c, 0x6f,\n}', PLAIN],
  ['Rust, {:x?}', '[81, 5, 48, 65, 6c, 6c, 6f]', PLAIN],
  ['Java with casts', 'byte[] b = {(byte) 0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f};', PLAIN],
  ['Elixir', '<<129, 5, 72, 101, 108, 108, 111>>', PLAIN],
  ['C with comments', 'char p[7] = {\n0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f /* ..Hello */\n};', PLAIN],
  ['JSON of a Buffer, turned round', '{"data":[129,5,72,101,108,108,111],"type":"Buffer"}', PLAIN],
  ['bits', '10000001 00000101 01001000 01100101 01101100 01101100 01101111', PLAIN],
  [
    'Chrome’s console',
    "Uint8Array(7) [129, 5, 72, 101, 108, 108, 111, buffer: ArrayBuffer(7), byteLength: 7, Symbol(Symbol.toStringTag): 'Uint8Array']",
    PLAIN,
  ],
  [
    'Chrome’s console, unfolded',
    'Uint8Array(7)\n0: 129\n1: 5\n2: 72\n3: 101\n4: 108\n5: 108\n6: 111\nbyteLength: 7\n[[Prototype]]: TypedArray',
    PLAIN,
  ],
  ['strace', 'sendto(3, "\\201\\5Hello", 7, 0, NULL, 0) = 7', PLAIN],
  ['JSON of a string', '"\\u0081\\u0005Hello"', PLAIN],
  ['Python at its prompt', ">>> frame\nb'\\x81\\x05Hello'", PLAIN],
  ['Python, hexlify', "b'810548656c6c6f'", PLAIN],
  ['a shell', "$ printf '\\x81\\x05Hello' | nc localhost 8080", PLAIN],
  ['a shell, xxd -p', '$ xxd -p frame.bin\n810548656c6c6f', PLAIN],
  ['a logger', '2026-11-29 07:57:05 DEBUG received: 81 05 48 65 6c 6c 6f', PLAIN],
  ['SQL', "X'810548656C6C6F'", PLAIN],
  ['NSData', '{length = 7, bytes = 0x810548656c6c6f}', PLAIN],
  ['base64 for addresses', 'gYU3-iE9f59NUVg', MASKED],
  ['a call', "Buffer.from('gYU3+iE9f59NUVg=', 'base64')", MASKED],
  ['percent signs', '%81%05Hello', PLAIN],
  ['quoted-printable', '=81=05Hello', PLAIN],
  ['od in big-endian words', '0000000 8105 4865 6c6c 6f00\n0000007\n', PLAIN],
  ['od -td1', '0000000 -127    5   72  101  108  108  111\n0000007\n', PLAIN],
  ['xxd -d', `00000000: 8110 6162 6364 6566 6768 6162 6364 6566  ${TEXT}\n00000016: 6768  gh`, LETTERS],
  [
    'xxd in colours',
    '00000000: \x1b[1;31m81\x1b[1;31m05 \x1b[1;32m4865\x1b[0m 6c6c 6f                        ..Hello',
    PLAIN,
  ],
  [
    'Netty',
    `         +--------------------------+\n+--------+--------------------------+\n|00000000| 81 10 61 62 63 64 65 66 67 68 61 62 63 64 65 66 |${TEXT}|\n|00000010| 67 68                                           |gh              |\n+--------+--------+`,
    LETTERS,
  ],
  [
    'hexyl',
    '┌────────┬─────────┐\n│00000000│ 81 10 61 62 63 64 65 66 ┊ 67 68 61 62 63 64 65 66 │×•abcdef┊ghabcdef│\n│00000010│ 67 68                   ┊                         │gh      ┊        │\n└────────┴─────────┘',
    LETTERS,
  ],
  ['a table', '| 00000000 | 81 05 48 65 6c 6c 6f |', PLAIN],
  [
    'OpenSSL',
    `0000 - 81 10 61 62 63 64 65 66-67 68 61 62 63 64 65 66   ${TEXT}\n0010 - 67 68                                             gh`,
    LETTERS,
  ],
  [
    'WinDbg',
    `0000021f\`a1b2c3d0  81 10 61 62 63 64 65 66-67 68 61 62 63 64 65 66  ${TEXT}\n0000021f\`a1b2c3e0  67 68  gh`,
    LETTERS,
  ],
  [
    'gdb with names',
    '0x7ffe0010 <buf>:\t0x81\t0x05\t0x48\t0x65\n0x7ffe0014 <buf+4>:\t0x6c\t0x6c\t0x6f\n',
    PLAIN,
  ],
  ...['     1\t', '1:', '2026-11-29T07:57:05.101Z DEBUG [ws] '].map((prefix) => {
    const lines = [`81 10 61 62 63 64 65 66  67 68 61 62 63 64 65 66  |${TEXT}|`, '67 68  |gh|']
    const second = prefix.replace('1', '2')
    return [
      `lines behind ${JSON.stringify(prefix)}`,
      `${prefix}00000000  ${lines[0]}\n${second}00000010  ${lines[1]}`,
      LETTERS,
    ] as const
  }),
]

describe('both sides are told apart in', () => {
  const HELLO = ['frames', '↑ frame, payload, message "Hello"', '↓ frame, message "Hello"']
  const HEADS = 'GET /a HTTP/1.1\nHost: a\n\nHTTP/1.1 200 OK\nContent-Length: 2\n\nok'
  it.each<readonly [string, string, readonly string[]]>([
    ['lines of digits', `${MASKED}\n${PLAIN}\n`, HELLO],
    ['what Wireshark follows as raw', `${MASKED}\n    ${PLAIN}\n`, HELLO],
    [
      'its older YAML',
      'peer0_0: !!binary |\n  gYU3+iE9f59NUVg=\npeer1_0: !!binary |\n  gQVIZWxsbw==\n',
      HELLO,
    ],
    ['a log', `SEND ${MASKED}\nRECV ${PLAIN}\n`, HELLO],
    [
      'what Node logs',
      `sent <Buffer 81 85 37 fa 21 3d 7f 9f 4d 51 58>\ngot <Buffer 81 05 48 65 6c 6c 6f>`,
      HELLO,
    ],
    [
      'dumps',
      'sent\n00000000  81 85 37 fa 21 3d 7f 9f  4d 51 58  |..7.!=..MQX|\ngot\n00000000  81 05 48 65 6c 6c 6f  |..Hello|\n',
      HELLO,
    ],
    [
      'messages, one behind the other’s content',
      HEADS + HEADS.replace('/a', '/b'),
      ['/a', '/b'].flatMap((path) => [`http GET ${path} 200`, '↑ request-head', '↓ response-head, content']),
    ],
  ])('%s, and nobody is blamed', (_, text, gist) => {
    expect(gistOf(openText(text)).slice(1)).toEqual(gist)
  })

  it('a file that Wireshark saved of what it follows', () => {
    const file = Buffer.concat([
      Buffer.from((ASKS + AGREES).replaceAll('\n', '\r\n')),
      Buffer.from(PLAIN + MASKED, 'hex'),
    ])
    expect(gistOf(openFile(Uint8Array.from(file)))).toEqual([
      'conversation; sides-told-apart',
      'ws GET /ws 101',
      '↑ request-head, frame, payload, message "Hello"',
      '↓ response-head, frame, message "Hello"',
    ])
  })
})

describe('what a text cannot carry is not laid on the sender', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      'frames that a terminal showed behind a 101',
      `${ASKS.replace(/^/gm, '> ')}${AGREES.replace(/^/gm, '< ')}`
        .replace('\n> < ', '\n< ')
        .replace(/< $/, '\ufffd\x05Hello\n'),
      ['conversation; line-ends-added', 'ws GET /ws 101', '↑ request-head', '↓ response-head'],
    ],
    [
      'a content of which less was copied',
      'HTTP/1.1 200 OK\nContent-Length: 30\n\nfirst words\n',
      ['pasted-response; sure', '↓ response-head, content…, ~line-ends-lost'],
    ],
    [
      'line ends that curl prints as dots',
      '=> Send header, 27 bytes (0x1b)\n0000: GET / HTTP/1.1\n0010: Host: a\n0019: \n<= Recv header, 19 bytes (0x13)\n0000: HTTP/1.1 200 OK\n0011: \n<= Recv data, 10 bytes (0xa)\n0000: data: hi..\n',
      ['conversation; dots-for-bytes', 'http GET / 200', '↑ request-head', '↓ response-head, content…'],
    ],
  ])('%s', (_, text, gist) => {
    expect(gistOf(openText(text))).toEqual(gist)
  })
})

describe('bytes are read as printed by', () => {
  it.each(PRINTED)('%s', (_, text, hex) => {
    const opened = openText(text)
    expect(opened.ok && opened.value.kind === 'bytes' ? hexOf(opened.value.bytes) : opened).toBe(hex)
  })
})

describe('nothing is read out of', () => {
  it.each([
    ['a sentence', 'hello world, this is a sentence in words.', 'text'],
    ['JSON', '{"a":1,"b":[1,2]}', 'json'],
    ['a key', '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n', 'pem'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'http2'],
    ['a flow of mitmproxy', '1234:9:websocket;4:null~8:response;7:version;2:20#', 'mitmproxy'],
    ['a command', "curl 'https://a.example/events' \\\n  -H 'accept: text/event-stream'", 'command'],
    ['curl -v of HTTP/2', '> GET / HTTP/2\n> Host: a\n> \n< HTTP/2 200 \n< \ndata: hi\n\n', 'http2'],
    ['XML', '<?xml version="1.0"?>\n<items version="0"></items>', 'text'],
    ['a log without bytes', '2026-11-29 07:57:05 face the facade: 12-34-56 done', 'text'],
    ['TLS in hex', '16 03 01 02 00 01 00 01 fc 03 03', 'tls'],
  ])('%s, which is named', (_, text, looksLike) => {
    const opened = openText(text)
    expect(opened.ok && opened.value.kind === 'bytes' ? opened.value.guess : opened).toMatchObject({
      reading: 'bytes',
      sureness: 'unknown',
      looksLike,
    })
  })
})

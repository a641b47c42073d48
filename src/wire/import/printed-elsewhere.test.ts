/** Spellings of bytes that fewer tools write; texts with something around them; and what is only like frames, or like a stream. */
import { describe, expect, it, vi } from 'vitest'
import { gistOf } from '../../../tests/support/brought.ts'
import { hexOf } from '../../../tests/support/hex-of.ts'
import { ascii } from '../../../tests/support/http1-encoder.ts'
import { openFile, openText } from './open.ts'

const PLAIN = '810548656c6c6f'
const MASKED = '818537fa213d7f9f4d5158'
const BITS = Array.from(Buffer.from(PLAIN, 'hex'), (byte) => byte.toString(2).padStart(8, '0'))
const LIST = '129, 5, 72, 101, 108, 108, 111'
const DUMP = '00000000: 8105 4865 6c6c 6f                        ..Hello'

describe('bytes are read as spelled by', () => {
  it.each<readonly [string, string, string?]>([
    ['PowerShell, a line a byte', '129\r\n5\r\n72\r\n101\r\n108\r\n108\r\n111\r\n'],
    ['nobody, by ten', LIST],
    ['nobody, with blanks', '129 5 72 101 108 108 111'],
    ['Node, in colours', '\x1b[33m129\x1b[39m, \x1b[33m5\x1b[39m, 72, 101, 108, 108, 111'],
    ['Rust, with types', '[129u8, 5, 72, 101, 108, 108, 111]'],
    ['Kotlin', 'byteArrayOf(0x81.toByte(), 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f)'],
    ['Kotlin, unsigned', 'ubyteArrayOf(0x81u, 0x05u, 0x48u, 0x65u, 0x6cu, 0x6cu, 0x6fu)'],
    ['Erlang', '<<16#81,16#05,16#48,16#65,16#6c,16#6c,16#6f>>'],
    ['an assembler', 'db 81h, 05h, 48h, 65h, 6Ch, 6Ch, 6Fh'],
    ['an assembler, with blanks', '81h 05h 48H 65h 6Ch 6Ch 6Fh\r\n'],
    ['an assembler, in braces', 'char a[] = {081h, 05h, 48h, 65h, 06Ch, 6Ch, 6Fh};'],
    ['an assembler, a line a byte', '81h\n05h\n48h\n65h\n6Ch\n6Ch\n6Fh\n'],
    ['a terminal of a serial line', 'RX: 81h-05h-48h-65h-6Ch-6Ch-6Fh'],
    ['a sentence', 'the server sent 81h, 05h, 48h, 65h, 6Ch, 6Ch, 6Fh and closed'],
    ['Basic', '&H81, &H05, &H48, &H65, &H6C, &H6C, &H6F'],
    ['Pascal', '$81, $05, $48, $65, $6C, $6C, $6F'],
    ['Lua', String.raw`"\129\005Hello"`],
    ['Perl', String.raw`"\x{81}\x{05}Hello"`],
    ['Swift', String.raw`"\u{81}\u{05}Hello"`],
    ['nobody, escaped', String.raw`\x81\x05Hello`],
    ['nobody, escaped twice', String.raw`\\x81\\x05Hello`],
    ['nobody, escaped three times', String.raw`\\\\x81\\\\x05Hello`],
    ['Python, escaped twice', String.raw`b'\\x81\\x05Hello'`],
    ['JSON', String.raw`{"payload": "\\x81\\x05Hello"}`],
    ['JSON, as code points', String.raw`{"payload": "\\u0081\\u0005Hello"}`],
    ['JSON, in octal', String.raw`{"payload": "\\201\\005Hello"}`],
    ['a log of JSON', String.raw`{"level":"info","msg":"sent \"\\x81\\x05Hello\"","n":1}`],
    ['a log', String.raw`10:00:00 INFO sent b'\\X81\\X05\\X48\\X65\\X6C\\X6C\\X6F' to 2`],
    ['nobody, as code points', String.raw`\u0081\u0005Hello`],
    ['nobody, in octal', String.raw`\201\005\110\145\154\154\157`],
    [
      'Swift’s debugger',
      '7 elements\n    - 0 : 129\n    - 1 : 5\n    - 2 : 72\n    - 3 : 101\n    - 4 : 108\n    - 5 : 108\n    - 6 : 111\n',
    ],
    ['gdb', String.raw`$1 = {129 '\201', 5 '\005', 72 'H', 101 'e', 108 'l', 108 'l', 111 'o'}`],
    [
      'PHP',
      'Array\n(\n    [0] => 129\n    [1] => 5\n    [2] => 72\n    [3] => 101\n    [4] => 108\n    [5] => 108\n    [6] => 111\n)\n',
    ],
    [
      'Redis, among other arguments',
      String.raw`1764403200.12 [0 127.0.0.1:5000] "PUBLISH" "c" "\x81\x05Hello"`,
    ],
    ['an address', 'https://a.example/?frame=%81%05Hello'],
    ['a mail that breaks the line', '=81=05H=\nello'],
    ['debug.exe', '0B2C:0100  81 05 48 65 6C 6C 6F'],
    ['comments behind slashes', '81 05 // header\n48 65 6c 6c 6f // Hello\n'],
    ['comments behind semicolons', '81 05 ; header\n48 65 6c 6c 6f ; Hello\n'],
    ['dots', '81.05.48.65.6c.6c.6f'],
    ['underscores', '81_05_48_65_6c_6c_6f'],
    ['slashes', '81/05/48/65/6c/6c/6f'],
    ['typographic dashes', '81\u201305\u201348\u201365\u20136C\u20136C\u20136F'],
    ['typographic quotes', '\u201c\\x81\\x05Hello\u201d'],
    ['bits in a row', BITS.join('')],
    ['bits in fours', BITS.join(' ').replace(/(\d{4})(\d{4})/g, '$1 $2')],
    ['bits with 0b', BITS.map((bits) => `0b${bits}`).join(', ')],
    ['bits between bars', BITS.join('|')],
    ['quoted lines', '> 81 85 37 fa\n> 21 3d 7f 9f\n> 4d 51 58', MASKED],
    ['Node, over two lines, among words', 'I log:\n\n<Buffer 81 85 37 fa 21 3d\n 7f 9f 4d 51 58>\n', MASKED],
    ['a window’s title before it', `\x1b]0;title\x07$ xxd f\n${DUMP}`],
  ])('%s', (_, text = '', hex = PLAIN) => {
    const opened = openText(text)
    expect(opened.ok && opened.value.kind === 'bytes' ? hexOf(opened.value.bytes) : opened).toBe(hex)
  })

  it.each<readonly [string, Uint8Array]>([
    ['16 bits a letter, without a mark', Uint8Array.from(Buffer.from('81 05 48 65 6c 6c 6f\r\n', 'utf16le'))],
    [
      'the same the other way round',
      Uint8Array.from(Buffer.from('81 05 48 65 6c 6c 6f\r\n', 'utf16le').swap16()),
    ],
    ['letters of an old code page', Uint8Array.from(Buffer.from(DUMP.replace('..', '\x81.'), 'latin1'))],
    ['a zero at its end', ascii('81 05 48 65 6c 6c 6f\0')],
  ])('a file of %s', (_, file) => {
    const opened = openFile(file)
    expect(opened.ok && opened.value.kind === 'bytes' ? hexOf(opened.value.bytes) : opened).toBe(PLAIN)
  })
})

describe('what stands around a text is taken off', () => {
  const SSE = ['event-stream; sure', '↓ event-block "data: 1\\n\\n", event-block "data: 2\\n\\n"']
  const ANSWER = 'HTTP/1.1 200 OK\nContent-Type: text/event-stream\n\ndata: 1\n\n'
  const READ = '↓ response-head, event-block "data: 1\\n\\n"'
  it.each<readonly [string, string, readonly string[]]>([
    ['a fence', '```\ndata: 1\n\ndata: 2\n\n```', SSE],
    ['quote marks', '> data: 1\n>\n> data: 2\n>\n', SSE],
    ['an indentation', '    data: 1\n\n    data: 2\n\n', SSE],
    [
      'a fence among words',
      `I get:\n\n\`\`\`http\n${ANSWER}\`\`\`\nWhy?`,
      ['response; sure; lines-passed-over 2, line-ends-restored', READ],
    ],
    [
      'JSON, twice, around a message',
      String.raw`"HTTP/1.1 200 OK\\r\\nContent-Type: text/event-stream\\r\\n\\r\\ndata: 1\\n\\n"`,
      ['response; sure', READ],
    ],
    [
      'quote marks before a message',
      ANSWER.replace(/^/gm, '> '),
      ['response; sure; line-ends-restored', READ],
    ],
    ['blank lines before a message', `\n \n${ANSWER}`, ['response; sure; line-ends-restored', READ]],
  ])('%s', (_, text, gist) => {
    expect(gistOf(openText(text))).toEqual(gist)
  })
})

describe('line ends that a text box took are put back', () => {
  const CHUNKED = 'HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked\n\n'
  it.each<readonly [string, string, string]>([
    [
      'behind a 100',
      `HTTP/1.1 100 Continue\n\n${CHUNKED}9\ndata: 1\n\n\n0\n\n`,
      '↓ response-head, response-head, chunk, last-chunk, event-block "data: 1\\n\\n"',
    ],
    [
      'behind several heads before the one that counts',
      `HTTP/1.1 103 Early Hints\nLink: </a>\n\nHTTP/1.1 100 Continue\n\n${CHUNKED}9;a=b\ndata: 1\n\n\n`,
      '↓ response-head, response-head, response-head, chunk, event-block "data: 1\\n\\n"',
    ],
    [
      'of sizes with zeros before',
      `${CHUNKED}000000000009\ndata: 1\n\n\n0000000000\n\n`,
      '↓ response-head, chunk, last-chunk, event-block "data: 1\\n\\n"',
    ],
    [
      'also within the chunks, to the last',
      `${CHUNKED}B\ndata: 1\n\n\nB \ndata: 2\n\n\n0\n\n`,
      '↓ response-head, chunk, chunk, last-chunk, event-block "data: 1\\r\\n\\r\\n", event-block "data: 2\\r\\n\\r\\n", ~padded-chunk-size',
    ],
  ])('%s', (_, text, read) => {
    expect(gistOf(openText(text))).toEqual(['response; sure; line-ends-restored', read])
  })
})

describe('chunks and codings that a tool took off are laid on nobody', () => {
  const HEAD = ['HTTP/1.1 200 OK', 'Content-Type: text/event-stream', 'Transfer-Encoding: chunked', '']
  const READ = '↓ response-head, event-block "id: 1\\ndata: x\\n\\n"'
  it.each<readonly [string, string, readonly string[]]>([
    ['curl -i', `${HEAD.join('\r\n')}\r\nid: 1\ndata: x\n\n`, ['response; sure; framing-taken-off', READ]],
    [
      'a text box',
      `${HEAD.join('\n')}\nid: 1\ndata: x\n\n`,
      ['response; sure; framing-taken-off, line-ends-restored', READ],
    ],
    [
      'curl -v, its meter in between',
      `  % Total    % Received % Xferd  Average Speed\n                                 Dload  Upload\n  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0> GET /e HTTP/1.1\n> Host: a\n> \n${HEAD.map((line) => `< ${line}\n`).join('')}{ [9 bytes data]\nid: 1\ndata: x\n\n100    15    0    15    0     0     15      0 --:--:--  0:00:01 --:--:--    15\n* Connection #0 left intact\n`,
      ['conversation; line-ends-added, framing-taken-off', 'sse GET /e 200', '↑ request-head', READ],
    ],
    [
      'httpie of both sides',
      `GET /e HTTP/1.1\nHost: a\n\n${HEAD.join('\n')}\nid: 1\ndata: x\n\n`,
      [
        'conversation; line-ends-restored, framing-taken-off, sides-told-apart',
        'sse GET /e 200',
        '↑ request-head',
        READ,
      ],
    ],
    [
      'curl --compressed -i',
      'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 27\r\n\r\n{"a":1}',
      ['response; sure; framing-taken-off', '↓ response-head, content'],
    ],
    [
      'nobody: chunks that are there, and wrong, stay',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n',
      ['response; sure', '↓ response-head, chunk, content, !malformed-chunk-size'],
    ],
  ])('%s', (_, text, gist) => {
    expect(gistOf(openText(text))).toEqual(gist)
  })
})

describe('what is only like something', () => {
  it.each<readonly [string, string, string]>([
    ['a UUID', '550e8400-e29b-41d4-a716-446655440000', 'bytes; unknown; bytes'],
    ['the start of MQTT', '10 10 00 04 4d 51 54 54 04 02 00 3c 00 04 74 65 73 74', 'bytes; unknown; bytes'],
    [
      'a log that begins with an address',
      '::1 - - [29/Nov/2026:10:00:00 +0000] "GET /events HTTP/1.1" 200 -',
      'bytes; unknown; text',
    ],
    ['Haskell’s names of signs', String.raw`"\129\ENQHello"`, 'bytes; unknown; text'],
    ['a table of numbers', '1,2,300\n4,5,6\n', 'bytes; unknown; text'],
    [
      'small numbers in code',
      'expect(slice([1, 2, 3, 4])).toBe(2)\nf([2, 2, 5, 6])\n',
      'bytes; unknown; text',
    ],
    ['words that base64 could be', 'what goBackend does, see wget-patches', 'bytes; unknown; text'],
    [
      'addresses of hardware',
      '01:00:5E:00:00:00 multicast\n01-80-C2-00-00-00 bridges\n',
      'bytes; unknown; text',
    ],
    [
      'a backslash before what is escaped, once and twice',
      String.raw`\x81\\x05Hello`,
      'bytes; unknown; text',
    ],
    ['hours', 'it took 24h, then 36h, and 48h after that', 'bytes; unknown; text'],
    ['words within a fence', '```\nabcdefgh\n```', 'bytes; unknown; text'],
  ])('%s is not read as it', (_, text, gist) => {
    expect(gistOf(openText(text))[0]).toBe(gist)
  })

  it.each<readonly [string, string]>([
    ['a byte that is no UTF-8', 'data: caf\xe9\n\n'],
    ['a zero', 'id: a\0b\ndata: 1\n\n'],
  ])('a stream with %s is a stream', (_, text) => {
    expect(gistOf(openFile(ascii(text)))[0]).toBe('event-stream; likely')
  })

  it('a 101 alone is followed by frames', () => {
    const head = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'
    expect(gistOf(openFile(ascii(`${head}\x81\x02hi`))).at(-1)).toMatch(
      /^↓ response-head, frame, message "hi"/,
    )
  })
})

it('a stream of megabytes is known by its first lines: no letter of the rest is looked at', () => {
  const file = ascii('id: 1\ndata: {"type":"tick"}\n\n'.repeat(100_000))
  const decode = vi.spyOn(TextDecoder.prototype, 'decode')
  const encode = vi.spyOn(TextEncoder.prototype, 'encode')
  const split = vi.spyOn(String.prototype, 'split')
  try {
    expect(openFile(file)).toMatchObject({ value: { guess: { reading: 'event-stream', sureness: 'sure' } } })
    const looked = [
      ...decode.mock.calls.map(([bytes]) => bytes?.byteLength ?? 0),
      ...encode.mock.calls.map(([text]) => text?.length ?? 0),
      ...split.mock.contexts.map((text) => String(text).length),
    ]
    expect(looked.reduce((sum, length) => sum + length, 0)).toBeLessThan(file.length / 10)
  } finally {
    for (const spy of [decode, encode, split]) spy.mockRestore()
  }
})

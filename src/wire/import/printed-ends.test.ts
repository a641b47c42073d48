/** Line ends that were lost in part, what tools say behind the last message, and tools that print dots for bytes: nobody is blamed. */
import { describe, expect, it } from 'vitest'
import { gistOf } from '../../../tests/support/brought.ts'
import { hexOf } from '../../../tests/support/hex-of.ts'
import { openFile, openText } from './open.ts'

const fileOf = (text: string): readonly string[] => gistOf(openFile(new TextEncoder().encode(text)))
const withReturns = (text: string): string => text.replaceAll('\n', '\r\n')

/** With CR LF in the head alone. */
const withHead = (text: string): string => text.replace(/^[A-Z][^]*?\n\n/, withReturns)

const ASKS = 'GET /e HTTP/1.1\nHost: a\n\n'
const HEAD = 'HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked\n\n'
const CHUNKS = 'a\ndata: hi\n\n\na\ndata: ho\n\n\n0\n\n'
const EVENTS = 'event-block "data: hi\\n\\n", event-block "data: ho\\n\\n"'
const READ = `↓ response-head, chunk, chunk, last-chunk, ${EVENTS}`
const SIZED = 'HTTP/1.1 200 OK\nContent-Length: 5\n\n'

describe('line ends that were lost in part are put back', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      'of chunks behind a head that kept its own',
      withReturns(HEAD) + CHUNKS,
      ['response; sure; line-ends-restored', READ],
    ],
    [
      'of such chunks with CR LF in their data',
      withReturns(HEAD) + 'c\ndata: hi\r\n\r\n\n0\n\n',
      [
        'response; sure; line-ends-restored',
        '↓ response-head, chunk, last-chunk, event-block "data: hi\\r\\n\\r\\n"',
      ],
    ],
    [
      'of a head whose chunks kept theirs',
      HEAD + 'a\r\ndata: hi\n\n\r\na\r\ndata: ho\n\n\r\n0\r\n\r\n',
      ['response; sure; line-ends-restored', READ],
    ],
    [
      'of a request that was typed',
      ASKS + withReturns(SIZED) + 'hello',
      [
        'conversation; line-ends-restored, sides-told-apart',
        'http GET /e 200',
        '↑ request-head',
        '↓ response-head, content',
      ],
    ],
  ])('%s', (_, text, gist) => {
    expect(fileOf(text)).toEqual(gist)
  })

  it('and not where one chunk has them and another has not: that was the sender', () => {
    expect(fileOf(withReturns(HEAD) + 'a\ndata: hi\n\n\na\r\ndata: ho\n\n\r\n0\r\n\r\n')[1]).toContain(
      '!malformed-chunk-size',
    )
  })
})

const LAST = [
  'Connection closed by foreign host.',
  'Connection to a closed by remote host.',
  'Connection to a closed.',
  'Ncat: Connection reset by peer.',
  '* Connection #0 to host localhost left intact',
  '* Closing connection 0',
  '* Closing connection',
  'curl: (18) transfer closed with outstanding read data remaining',
  'read:errno=0',
  'closed',
  'DONE',
  '^C',
  'user@host:~$ ',
  '[user@host dir]# exit',
  'read:errno=0\nclosed\nuser@host:~$',
]
/** Messages whose end is known, and how each is read without the words. */
const ENDED: readonly (readonly [string, string])[] = [
  [`${SIZED}hello\n`, '↓ response-head, content'],
  [HEAD + CHUNKS, READ],
  ['HTTP/1.1 204 No Content\nServer: a\n\n', '↓ response-head'],
  [
    'HTTP/1.1 200 OK\nContent-Type: text/event-stream\n\ndata: hi\n\n',
    '↓ response-head, event-block "data: hi\\n\\n"',
  ],
  [ASKS, '↑ request-head'],
  ['data: hi\n\n', '↓ event-block "data: hi\\n\\n"'],
]

describe('what a tool says behind the last message is no part of it', () => {
  it.each(LAST)('%s', (words) => {
    for (const [text, read] of ENDED)
      for (const gist of [gistOf(openText(`${text}${words}\n`)), fileOf(`${withHead(text)}${words}\r\n`)]) {
        expect(gist[0]).toContain('lines-passed-over')
        expect(gist[1]?.replaceAll('\\r', '')).toBe(read)
      }
  })

  it.each<readonly [string, string, readonly string[]]>([
    [
      'right behind a content without a line end',
      `${SIZED}helloConnection closed by foreign host.\n`,
      ['response; sure; lines-passed-over, line-ends-restored', '↓ response-head, content'],
    ],
    [
      'in telnet, and before it',
      `Trying 127.0.0.1...\nConnected to localhost.\nEscape character is '^]'.\n${ASKS}${SIZED}hello\nConnection closed by foreign host.\n`,
      [
        'conversation; lines-passed-over 4, line-ends-restored, sides-told-apart',
        'http GET /e 200',
        '↑ request-head',
        '↓ response-head, content',
      ],
    ],
    [
      'behind a content that curl printed',
      `> ${ASKS.trim().replace('\n', '\n> ')}\n> \n< HTTP/1.1 200 OK\n< Content-Type: text/event-stream\n< \ndata: hi* Connection #0 to host localhost left intact\n`,
      [
        'conversation; line-ends-added',
        'sse GET /e 200',
        '↑ request-head',
        '↓ response-head, event-block… "data: hi"',
      ],
    ],
  ])('%s', (_, text, gist) => {
    expect(gistOf(openText(text))).toEqual(gist)
  })

  it.each<readonly [string, string]>([
    ['its head counts them', 'HTTP/1.1 200 OK\nContent-Length: 34\n\nConnection closed by foreign host.\n'],
    ['a line may be the content’s', 'HTTP/1.1 200 OK\nContent-Type: text/plain\n\nthe door is\nclosed\n'],
  ])('and words are, where %s', (_, text) => {
    expect(gistOf(openText(text))).toEqual(['response; sure; line-ends-restored', '↓ response-head, content'])
    expect(fileOf(withReturns(text))[0]).toBe('response; sure')
  })
})

const VERBOSE = `> GET /e HTTP/1.1\n> Host: a\n> \n${HEAD.replace(/^/gm, '< ').replace(/< $/, '')}`
const [CLIENT, SERVER] = ['T 127.0.0.1:4242 -> 127.0.0.1:80', 'T 127.0.0.1:80 -> 127.0.0.1:4242']
const dotted = (text: string): string => text.replaceAll('\n', '.\n')
const CHUNK = 'a.\ndata: hi\n\n.\n'
const TALK = ['sse GET /e 200', '↑ request-head', READ]

describe('a talk is read out of', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['curl -v --raw', `${VERBOSE}${CHUNKS}* Connection #0 to host a left intact\n`, TALK],
    [
      'curl -v, a head without its empty line',
      '> HEAD /e HTTP/1.1\n> Host: a\n< HTTP/1.1 200 OK\n< Content-Length: 5\n< \n> GET /f HTTP/1.1\n> Host: a\n> \n< HTTP/1.1 204 No Content\n< \n',
      [
        'http HEAD /e 200',
        '↑ request-head',
        '↓ response-head',
        'http GET /f 204',
        '↑ request-head',
        '↓ response-head',
      ],
    ],
    [
      'messages, a head without its empty line',
      `HEAD /e HTTP/1.1\nHost: a\n${SIZED}${ASKS}${SIZED}hello`,
      [
        'http HEAD /e 200',
        '↑ request-head',
        '↓ response-head',
        'http GET /e 200',
        '↑ request-head',
        '↓ response-head, content',
      ],
    ],
    [
      'ngrep -W byline, in chunks',
      `####\n${CLIENT} [AP] #4\n${dotted(ASKS)}\n##\n${SERVER} [AP] #6\n${dotted(HEAD)}${CHUNK}\n#\n${SERVER} [AP] #7\n${CHUNK.replace('hi', 'ho')}\n#\n${SERVER} [AP] #8\n0.\n.\n\n####exit\n8 received, 0 dropped\n`,
      TALK,
    ],
    [
      'ngrep -q -t -W byline, a chunk over two packets',
      `\n${CLIENT.replace('T', 'T 2026/11/30 10:00:00.123456')} [AP] #4\n${dotted(ASKS)}\n\n${SERVER.replace('T', 'T 2026/11/30 10:00:00.223456')} [AP] #6\n${dotted(HEAD)}a.\ndata: \n\n${SERVER.replace('T', 'T 2026/11/30 10:00:00.323456')} [AP] #7\nhi\n\n.\n${CHUNK.replace('hi', 'ho')}0.\n.\n\n\n`,
      TALK,
    ],
    [
      'ngrep, of dots the heads',
      `${CLIENT} [AP]\n  GET /e HTTP/1.1..Ho\n  st: a....\n#\n${SERVER} [AP]\n  HTTP/1.1 200 OK..Con\n  tent-Length: 5....hello\n`,
      ['http GET /e 200', '↑ request-head', '↓ response-head, content'],
    ],
    [
      'ngrep -x',
      `${SERVER} [AP] #8\n  81 05 48 65 6c 6c 6f                                  ..Hello\n#\n${CLIENT} [AP] #9\n  81 85 37 fa 21 3d 7f 9f    4d 51 58                   ..7.!=..MQX\n###`,
      ['frames', '↑ frame, payload, message "Hello"', '↓ frame, message "Hello"'],
    ],
    [
      'ngrep, of a socket the handshake: dots are no frames',
      `${CLIENT} [AP]\n${dotted('GET /ws HTTP/1.1\nHost: a\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nSec-WebSocket-Version: 13\n\n')}\n#\n${SERVER} [AP]\n${dotted('HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\n\n')}\n#\n${SERVER} [AP]\n..Hello\n#\n`,
      ['ws GET /ws 101', '↑ request-head', '↓ response-head'],
    ],
    [
      'wget -S',
      'Connecting to a... connected.\nHTTP request sent, awaiting response... \n  HTTP/1.1 200 OK\n  Content-Type: text/event-stream\nLength: unspecified [text/event-stream]\n',
      ['sse 200', '↓ response-head'],
    ],
  ])('%s', (_, text, gist) => {
    expect(gistOf(openText(text)).slice(1)).toEqual(gist)
  })
})

describe('bytes are read, spelled as', () => {
  it.each([
    '81h05h48h65h6ch6ch6fh',
    '81H05H48H65H6CH6CH6FH',
    '0x81h 0x05h 0x48h 0x65h 0x6ch 0x6ch 0x6fh',
    '0x81h0x05h0x48h0x65h0x6ch0x6ch0x6fh',
    'db 81h,05h,48h,65h,6ch,6ch,6fh',
    String.raw`\x81\\x05\x48\x65\x6c\\x6c\x6f`,
    String.raw`"\x81\\x05\x48ello"`,
    String.raw`recv: \\x81\\x05\x48ello`,
  ])('%s', (text) => {
    const opened = openText(text)
    expect(opened.ok && opened.value.kind === 'bytes' ? hexOf(opened.value.bytes) : opened).toBe(
      '810548656c6c6f',
    )
  })

  it('a backslash is one where frames fit with it', () => {
    const opened = openText(String.raw`"\x81\x04\\x41"`)
    expect(opened.ok && opened.value.kind === 'bytes' ? hexOf(opened.value.bytes) : opened).toBe(
      '81045c783431',
    )
  })
})

const NUMBERS = 'Uint8Array(7) [\n  129,   5,  72,\n  101, 108'
const numbered = (text: string, sign: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line, at) => `${at + 1}${sign}${line}`)
    .join('\n')

describe('what is around each line, or around all, is taken off', () => {
  const WRAPS: Readonly<Record<string, (text: string) => string>> = {
    'numbers and a tab': (text) => numbered(text, '\t'),
    'numbers and a colon': (text) => numbered(text, ': '),
    times: (text) => text.trimEnd().replace(/^/gm, '2026-11-30T10:00:00.000Z '),
    'a logger': (text) => text.trimEnd().replace(/^/gm, '[10:00:00] DEBUG http: '),
    'a mail, partly quoted': (text) =>
      `Somebody wrote:\n\n${text.trimEnd().replace(/^/gm, '> ')}\n\nThanks\n`,
    'blanks at the end': (text) => text.replace(/\n/g, '  \n'),
    'other blanks': (text) => text.replaceAll(' ', '\u00a0'),
    'an element': (text) => `<pre>${text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</pre>`,
    'a string': (text) => JSON.stringify(text),
  }
  it.each(Object.entries(WRAPS))('%s', (_, wrap) => {
    expect(gistOf(openText(wrap(ASKS))).at(-1)).toBe('↑ request-head')
    expect(gistOf(openText(wrap(`${VERBOSE}${CHUNKS}`))).slice(1, 3)).toEqual([
      'sse GET /e 200',
      '↑ request-head',
    ])
  })

  it.each([NUMBERS, '<Buffer 81 05 48 65 6'])('a list that was cut is short: %j', (text) => {
    expect(gistOf(openText(text))[0]).toBe('server-frames; likely; printed-short')
  })
})

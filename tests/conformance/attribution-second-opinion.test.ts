/**
 * Whatever comes, well-formed or not, however cut: no exchange is opened that Node's parser does not hand over as a request,
 * none behind one that it refuses, and each has the bytes that Node gave its own request and answer. Both read the same
 * connections here: Node's HTTP server with this server's settings, behind the front door.
 */
import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../support/fake-clock.ts'
import { createNoise, type Noise } from '../support/seeded-noise.ts'
import { recorded } from '../support/tapped-server.ts'
import { MAX_HEAD_BYTES, MAX_HEADER_LINES } from '../../src/wire/http1/section-end.ts'
import { refuse as refusal } from '../../server/errors.ts'
import { owesAnswer } from '../../server/http/pending-answer.ts'
import { refuseOnSocket } from '../../server/http/raw-answer.ts'
import { isWebSocketUpgrade } from '../../server/http/web-socket.ts'
import { FrontDoor } from '../../server/wiretap/front-door.ts'
import { ScriptedSocket } from '../../server/wiretap/scripted-socket.ts'
import { Recorder } from '../../server/wiretap/recorder.ts'
import { NO_CONDITIONS } from '../../src/contract/settings.ts'
import { tappedTarget } from '../../server/wiretap/tapped-target.ts'

// ---- what is written ----

/** Lines of which some are right, some Node refuses, some it takes though they are odd. */
const LINES = [
  'X: y',
  'X:',
  'X:\t y \t',
  'X : y',
  'X Y: z',
  'X',
  ': y',
  '"X": y',
  ' folded',
  'X: a\r\n b',
  'X: a\r\n Content-Length: 5',
  'X: a\nContent-Length: 5',
  'Transfer-Encoding:\r\n chunked',
  'X: a\nY: b',
  'X: a\rY: b',
  'X: \0',
  'X: \xff\x80',
  'Cookie: a=b',
  'Host: x',
  'Host: x y',
  'Host: [::1]:80',
  'Content-Length: 5',
  'Content-Length: 0',
  'Content-Length: 05',
  'Content-Length:5',
  'Content-Length: 5 ',
  'Content-Length: 5, 5',
  'Content-Length: +5',
  'Content-Length: 0x5',
  'Content-Length: 3',
  'Content-Length : 5',
  'Content-Length: 5\x0b',
  'Content-Length: 99999999999999999999',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: Chunked',
  'Transfer-Encoding: chunked ',
  'Transfer-Encoding: chunked\t',
  'Transfer-Encoding: \xa0chunked',
  'Transfer-Encoding: chunked\x0b',
  'Transfer-Encoding:\fchunked',
  'Transfer-Encoding: gzip, chunked',
  'Transfer-Encoding: chunked, gzip',
  'Transfer-Encoding: ,chunked',
  'Transfer-Encoding: identity',
  'Transfer-Encoding:',
  'Connection: close',
  'Connection: keep-alive',
  'Connection: Keep-Alive, close',
  'Connection: ,close,',
  'Connection: keep-alives',
  'Connection: upgrade',
  'Proxy-Connection: close',
  'Proxy-Connection: keep-alive',
  'Upgrade: websocket',
  'Upgrade: h2c',
  'Expect: 100-continue',
  'Expect: more',
  'Expect: 100-Continue, x',
  'Content-Length:',
  'Content-Length: 5\t',
  'Content-Length: 5_0',
  'X-Content-Length: 9',
  'Content_Length: 9',
  'Transfer-Encoding: chunked;q=1',
  'Transfer-Encoding: "chunked"',
  'Transfer-Encoding: chunked, chunked',
  'Transfer-Encoding:chunked\r\nTransfer-Encoding: chunked',
  'Connection:\tclose',
  'Connection: TE, upgrade',
  'Connection: close, upgrade',
  'Connection: cl\r\n ose',
  'Upgrade: websocket, h2c',
  'Upgrade:',
  'HTTP2-Settings: a',
  'Keep-Alive: timeout=1',
  'TE: trailers',
  'Trailer: X',
  'Host:',
  'Content-Length: 5, 6',
  'Content-Length: 5,',
  'Content-Length:\t5',
  'Content-Length:  5',
  'Content-Length: 5\r\nContent-Length: 5',
  'Content-Length: 5\r\nContent-Length: 3',
  'Content-Length: 0\r\nTransfer-Encoding: chunked',
  'Content-Length: 000000000000000000005',
  'Content-Length: 9007199254740997',
  'Content-Length: 18446744073709551621',
  'Content-Length: 5e0',
  'Content-Length: -5',
  'Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip',
  'Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked',
  'Transfer-Encoding: chunked; q=0.5',
  'Transfer-Encoding: chunked,',
  'Transfer-Encoding: chunkedd',
  'Transfer-Encoding: c\r\n hunked',
  'Transfer-Encoding: chunked\r\n ',
  'Transfer_Encoding: chunked',
  'Transfer-Encoding\t: chunked',
  'transfer-encoding:chunked\r\ncontent-length:5',
  'Connection: Content-Length',
  'Connection: Transfer-Encoding, close',
  'Connection: "close"',
  'Connection: close;q=0',
  'Connection: keep-alive\r\nConnection: close',
  'Connection: upgrade, keep-alive\r\nUpgrade: websocket\r\nContent-Length: 5',
  'Connection: upgrade\r\nUpgrade: websocket\r\nTransfer-Encoding: chunked',
  'Connection: upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: a',
  'Connection: keep-alive\r\nUpgrade: websocket',
  'Expect: 100-continue\r\nContent-Length: 5',
  'Expect: 100-continue\r\nTransfer-Encoding: chunked',
  'Expect:',
  'Host: x\r\nHost: x',
  'Host: x, y',
  'Host: x/labs',
  'X: a\r\n\tb',
  'X:\r\n b',
  'X: a\r\r\nY: b',
  'X: a\n\nGET /labs/----------------------/sse HTTP/1.1',
  '\tX: y',
  'X\0: y',
  '\xff: y',
  '\xef\xbb\xbfX: y',
] as const
const METHODS = [
  'GET',
  'GET',
  'GET',
  'POST',
  'POST',
  'HEAD',
  'PUT',
  'OPTIONS',
  'PURGE',
  'QUERY',
  'CONNECT',
  'get',
  'DELETE',
  'PATCH',
  'TRACE',
  'M-SEARCH',
  'SOURCE',
  'PRI',
  'GET ',
  'GET\t',
  '\r\nGET',
  '\n\r\r\nGET',
  ' GET',
  'Get',
  'G\0ET',
  'GETGET',
  'M'.repeat(300),
  'LINK',
  'MKCALENDAR',
  'UNLOCK',
]
const VERSIONS = [
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/1.2',
  'HTTP/2.0',
  'HTTP/0.9',
  'HTTP/1.10',
  'HTTP/1',
  'http/1.1',
  'HTTP/1.1 ',
  'RTSP/1.0',
  'ICE/1.0',
  '',
  'HTTP/1.01',
  'HTTP/01.1',
  'HTTP/1,1',
  'HTTP/1.1\t',
  '\tHTTP/1.1',
  ' HTTP/1.1',
  'HTTP/3.0',
  'HTTPS/1.1',
  'x HTTP/1.1',
]
const BODIES = [
  '',
  '',
  'hello',
  '0\r\n\r\n',
  '5\r\nhello\r\n0\r\n\r\n',
  '5;a\r\nhello\r\n0;b=c;d="e\\"f"\r\n\r\n',
  '5;\r\nhello\r\n0\r\n\r\n',
  '5; a\r\nhello\r\n0\r\n\r\n',
  '5;a="\r\nhello\r\n0\r\n\r\n',
  '5;a=b"c"\r\nhello\r\n0\r\n\r\n',
  '5\nhello\r\n0\r\n\r\n',
  '5 \r\nhello\r\n0\r\n\r\n',
  '005\r\nhello\r\n0\r\nX: y\r\n\r\n',
  '5\r\nhello\r\n0\r\nX Y: z\r\n\r\n',
  '5\r\nhello\r\n0\r\nX: a\r\n b\r\n\r\n',
  '5\r\nhello\r\n0\r\nContent-Length: 9\r\n\r\n',
  '5\r\nhello\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n',
  '5\r\nhello\r\n0\r\nT: v\r\nConnection: close\r\n\r\n',
  '5\r\nhello\r\n0\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  '5\r\nhello\r\n0\r\nProxy-Connection: close\r\n\r\n',
  '5\r\nhello\r\n0\r\nHost: y\r\nExpect: 100-continue\r\n\r\n',
  '5\r\nhello\r\n0\r\nT: a\x7f\r\n\r\n',
  '5\r\nhello\r\n0\r\n\n',
  '5\r\nhello\r\n0\r\nT: v\n\r\n',
  '5\r\nhello\r\n000;a=b\r\n\r\n',
  '5\r\nhello\n0\r\n\r\n',
  '\r\n5\r\nhello\r\n0\r\n\r\n',
  '0x5\r\nhello\r\n0\r\n\r\n',
  'ffffffffffffffff\r\nhello\r\n0\r\n\r\n',
  '10000000000000005\r\nhello\r\n0\r\n\r\n',
  '5\r\nhell\r\n0\r\n\r\n',
  '-5\r\nhello\r\n0\r\n\r\n',
  '+5\r\nhello\r\n0\r\n\r\n',
  ' 5\r\nhello\r\n0\r\n\r\n',
  '5\t\r\nhello\r\n0\r\n\r\n',
  '5 ;a\r\nhello\r\n0\r\n\r\n',
  '5;a ="b"\r\nhello\r\n0\r\n\r\n',
  '5;a="b\\"\r\nhello\r\n0\r\n\r\n"\r\nhello\r\n0\r\n\r\n',
  '5;a="b\r\nhello\r\n0\r\n\r\n',
  '5;a="\x80\xff"\r\nhello\r\n0\r\n\r\n',
  '5;a=\r\nhello\r\n0\r\n\r\n',
  '5;;a\r\nhello\r\n0\r\n\r\n',
  '5;a\nhello\r\n0\r\n\r\n',
  '5;a\rhello\r\n0\r\n\r\n',
  '5\rhello\r\n0\r\n\r\n',
  '5\r\nhello\r0\r\n\r\n',
  '5\r\nhello\r\n0\r\n\r',
  '5\r\nhello\r\n0\n\r\n',
  '00000000000000000005\r\nhello\r\n0\r\n\r\n',
  '5\r\nhello\r\n0000000000000000000000\r\n\r\n',
  '20000000000005\r\nhello\r\n0\r\n\r\n',
  'fffffffffffffffffffff5\r\nhello\r\n0\r\n\r\n',
  '5\r\nhello\r\n-0\r\n\r\n',
  '5\r\nhello0\r\n\r\n',
  '5\r\nhello\r\n0\r\n\r\n\r\n\r\n',
  '5\r\nhello\r\n0\r\nX\r\n\r\n',
  '5\r\nhello\r\n0\r\n X: y\r\n\r\n',
  '5\r\nhello\r\n0\r\nUpgrade: websocket\r\n\r\n',
  '5\r\nhello\r\n0\r\nTransfer-Encoding : x\r\n\r\n',
]
const BEFORE_A_PATH = [
  ...[
    'http://x',
    'HTTPS://[::1]:1',
    'ftp://x',
    'http:/',
    'x@',
    'http://',
    'http://u:p@x',
    'http://x?',
    'http://x#',
  ],
  ...[
    '//x',
    '*',
    'x:80',
    'http:x',
    'ws://x',
    'http://x:',
    'http://x\t',
    'http://\xe9',
    '/.',
    '/%2e%2e',
    '\\',
    ' ',
  ],
]
const BEHIND_A_PATH = [
  '#x',
  '?#',
  '?\xff',
  '\t',
  ' x',
  '\0',
  '%',
  '%00',
  '/',
  '\\',
  `?${'y'.repeat(17_000)}`,
  '?a?b',
  ';x',
]
const PLAIN_BODIES = [
  '\r\n',
  'Content-Length: 5\r\n\r\nhello',
  'Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nT: v\r\n\r\n',
] as const
/** What a byte is changed into, or put in. */
const BYTES = '\r\n\0\t\v\f \xa0\x7f\x80\xff:;=,"\\/#?%@[(){}-+0159aAfFxXzZ'

/** The nth request of a stream, to a lab of its own; most of them right. */
function requestText(noise: Noise, nth: number): string {
  const call = noise.pick(['short-poll', 'sse', 'ws', 'ws?refused', 'events', 'short-poll?early'])
  const origin = noise.below(8) === 0 ? noise.pick(BEFORE_A_PATH) : ''
  const behind = noise.below(12) === 0 ? noise.pick(BEHIND_A_PATH) : ''
  const target = `${origin}/labs/${String(nth).padStart(22, '-')}/${call}${behind}`
  if (noise.below(3) > 0) {
    const method = call === 'events' ? 'POST' : noise.pick(['GET', 'GET', 'HEAD', 'PUT'])
    const upgrade = call.startsWith('ws') ? 'Connection: Upgrade\r\nUpgrade: websocket\r\n' : ''
    return `${method} ${target} HTTP/1.1\r\nHost: x\r\n${upgrade}${noise.pick(PLAIN_BODIES)}`
  }
  const lines = Array.from({ length: noise.below(4) }, () => `${noise.pick(LINES)}\r\n`).join('')
  const host = noise.below(8) > 0 ? 'Host: x\r\n' : ''
  const text = `${noise.pick(METHODS)} ${target} ${noise.pick(VERSIONS)}\r\n${host}${lines}\r\n${noise.pick(BODIES)}`
  return noise.below(20) > 0 ? text : text.replaceAll('\r\n', noise.pick(['\n', '\r', '\r\r\n', '\n\r']))
}

/** A stream whose heads are as long as Node takes them, about so or a little longer, here and there with a byte changed. */
function longStream(noise: Noise): string {
  const text = Array.from({ length: 1 + noise.below(3) }, (_, nth) => {
    const [line = '', ...rest] = requestText(noise, nth).split('\r\n')
    const lines = 1 + noise.below(noise.pick([1, 90, 101]))
    const each = Math.floor(noise.pick([200, 1_900, 8_000, MAX_HEAD_BYTES - 300, 17_000]) / lines)
    return [
      line,
      ...Array.from({ length: lines }, () => `X: ${'y'.repeat(Math.max(0, each - 5))}`),
      ...rest,
    ].join('\r\n')
  }).join('')
  return noise.below(3) === 0 ? mutated(text, noise) : text
}

/** In pieces of the same few bytes, one mostly. */
function cutSmall(bytes: Buffer, noise: Noise): readonly Buffer[] {
  const size = noise.pick([1, 1, 1, 7, 8, 9, 200])
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  )
}

function mutated(text: string, noise: Noise): string {
  const at = noise.below(text.length)
  const byte = noise.below(4) === 0 ? String.fromCharCode(noise.below(256)) : noise.pick([...BYTES])
  return text.slice(0, at) + (noise.below(4) > 0 ? byte : '') + text.slice(at + noise.below(2))
}

function stream(noise: Noise): string {
  let text = ''
  for (let nth = 0, count = 1 + noise.below(4); nth < count; nth++) text += requestText(noise, nth)
  for (let times = noise.below(3); times > 0; times--) text = mutated(text, noise)
  return text
}

function cutAnywhere(bytes: Buffer, noise: Noise): readonly Buffer[] {
  if (noise.below(10) === 0) return Array.from(bytes, (byte) => Buffer.of(byte))
  const cuts = Array.from({ length: noise.below(5) }, () => noise.below(bytes.length)).sort((a, b) => a - b)
  return [0, ...cuts]
    .map((from, i) => bytes.subarray(from, cuts[i] ?? bytes.length))
    .filter(({ length }) => length > 0)
}

// ---- what both make of it ----

interface Handed {
  readonly method: string
  readonly target: string
  isChunked: boolean
  isWhole: boolean
  /** Its content, or what came through the tunnel. */
  content: string
}

interface Opened {
  readonly sent: string
  readonly received: string
}

interface Opinions {
  readonly node: readonly Handed[]
  readonly isRefused: boolean
  readonly ours: readonly Opened[]
}

const ANSWERED = 'X-Answers: '
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function opinions(pieces: readonly Buffer[]): Promise<Opinions> {
  const node: Handed[] = []
  let isRefused = false
  const http = createServer(
    {
      maxHeaderSize: MAX_HEAD_BYTES,
      requireHostHeader: false,
      connectionsCheckingInterval: 60_000,
      shouldUpgradeCallback: (incoming) =>
        (incoming.url ?? '').includes('/ws') && isWebSocketUpgrade(incoming) && !owesAnswer(incoming.socket),
    },
    (incoming, outgoing) => {
      const { method = '', url: target = '', headers } = incoming
      const handed = {
        method,
        target,
        isChunked: 'transfer-encoding' in headers,
        isWhole: false,
        content: '',
      }
      node.push(handed)
      const answer = (): void => {
        if (!outgoing.headersSent) outgoing.writeHead(200, { 'X-Answers': target }).end()
      }
      incoming.on('data', (bytes: Buffer) => (handed.content += bytes.toString('latin1')))
      incoming.on('end', () => {
        handed.isWhole = true
        answer()
      })
      incoming.on('error', () => undefined)
      if (target.includes('early')) answer()
    },
  )
  http.maxHeadersCount = MAX_HEADER_LINES
  http.on('checkExpectation', (incoming, outgoing) => void http.emit('request', incoming, outgoing))
  http.on('upgrade', ({ method = '', url: target = '' }, socket: Duplex, head: Buffer) => {
    const handed = { method, target, isChunked: false, isWhole: false, content: head.toString('latin1') }
    node.push(handed)
    socket.on('error', () => undefined)
    socket.on('data', (bytes: Buffer) => (handed.content += bytes.toString('latin1')))
    if (target.includes('refused'))
      socket.end(
        `HTTP/1.1 403 Forbidden\r\n${ANSWERED}${target}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      )
    else
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\n${ANSWERED}${target}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      )
  })
  const refuse = (_: unknown, socket: Duplex): void => {
    isRefused = true
    refuseOnSocket(socket, refusal('bad-request', ''))
  }
  http.on('connect', refuse)
  http.on('clientError', refuse)

  const opened: Recorder[] = []
  const door = new FrontDoor({
    server: http,
    findLab: () => {
      // Larger than any of these streams: a log that drops its oldest records says so, and that is another test's.
      const recorder = new Recorder({ limitBytes: 64 * 1024 * 1024 })
      opened.push(recorder)
      return { wire: NO_CONDITIONS, recorder }
    },
    clock: createFakeClock(),
    limits: { maxConnections: 1, maxConnectionsPerAddress: 1 },
    tooMany: () => '',
  })
  const client = new ScriptedSocket('', {
    received: () => undefined,
    ended: () => undefined,
    closed: () => undefined,
  })
  client.on('error', () => undefined)
  door.accept(client.asSocket)
  for (const piece of pieces) {
    client.play(piece)
    await turn()
  }
  for (let turns = 0; turns < 8; turns++) await turn()
  door.close()
  http.close()
  const side = (recorder: Recorder, direction: Parameters<typeof recorded>[2]): string =>
    recorded(recorder, 'x1', direction).toString('latin1')
  const ours = opened.map((recorder) => ({
    sent: side(recorder, 'client-to-server'),
    received: side(recorder, 'server-to-client'),
  }))
  return { node, isRefused, ours }
}

// ---- the comparison ----

/** The content of an exchange's request, as its own head frames it: nothing but what a test reads for itself. */
function contentOf(sent: string, isChunked: boolean): string {
  const body = sent.slice(sent.indexOf('\r\n\r\n') + 4)
  if (!isChunked) return body
  let content = ''
  for (let at = 0; at < body.length;) {
    const size = Number.parseInt(body.slice(at), 16)
    const data = body.indexOf('\r\n', at) + 2
    if (data < 2 || size === 0) break
    content += body.slice(data, data + size)
    at = data + size + 2
  }
  return content
}

/** Compares; gives how many exchanges were opened. */
function compare(text: string, { node, isRefused, ours }: Opinions): void {
  const shown = JSON.stringify({ text, node, isRefused, ours }, null, 1)
  const tapped = node.filter(({ method, target }) => tappedTarget(method, target) !== undefined)
  expect(ours.length, shown).toBeLessThanOrEqual(tapped.length)
  ours.forEach(({ sent, received }, nth) => {
    const handed = tapped[nth]
    if (handed === undefined) return
    expect(sent.startsWith(`${handed.method} ${handed.target} `), shown).toBe(true)
    const content = contentOf(sent, handed.isChunked)
    // Where another was opened behind it, both must have found the same end.
    if (nth + 1 < ours.length && handed.isWhole) expect(content, shown).toBe(handed.content)
    else expect(handed.content.startsWith(content) || content.startsWith(handed.content), shown).toBe(true)
    const answers = [...received.matchAll(/^X-Answers: (.*)\r$/gm)].map(([, target]) => target)
    expect(answers.length, shown).toBeLessThanOrEqual(1)
    for (const target of answers) expect(target, shown).toBe(handed.target)
  })
}

describe('attribution beside Node’s parser', () => {
  it.each([1, 2, 3, 4])('opens no exchange that Node does not, seed %i', async (seed) => {
    const noise = createNoise(seed)
    const counts = { refused: 0, pipelined: 0, stopped: 0 }
    for (let i = 0; i < 800; i++) {
      const text = stream(noise)
      const found = await opinions(cutAnywhere(Buffer.from(text, 'latin1'), noise))
      compare(text, found)
      if (found.isRefused) counts.refused++
      if (found.ours.length > 1) counts.pipelined++
      if (found.ours.length < found.node.length) counts.stopped++
    }
    // The streams are of all kinds, or the test would say nothing.
    for (const count of Object.values(counts)) expect(count, JSON.stringify(counts)).toBeGreaterThan(80)
  })

  it.each([5, 6, 7])(
    'opens no exchange that Node does not where heads are long and come in small pieces, seed %i',
    async (seed) => {
      const noise = createNoise(seed)
      const counts = { refused: 0, answered: 0 }
      for (let i = 0; i < 50; i++) {
        const text = longStream(noise)
        const found = await opinions(cutSmall(Buffer.from(text, 'latin1'), noise))
        compare(text, found)
        if (found.isRefused) counts.refused++
        counts.answered += found.ours.filter(({ received }) => received !== '').length
      }
      for (const count of Object.values(counts)) expect(count, JSON.stringify(counts)).toBeGreaterThan(5)
    },
  )
})

/**
 * Scripted clients: bytes that the server plays to itself, what came back as the tap has it, and that nothing but this
 * lab's own transports can be reached with them, however the bytes are put.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { request } from '../support/http-client.ts'
import { rawClient } from '../support/raw-client.ts'
import { readTap, type TappedExchangeBytes, type TapReader } from '../support/tap-reader.ts'
import { startServer, type TestLab, type TestServer } from '../support/comet.ts'
import { clientFrame, serverFrames } from '../support/ws-frames.ts'

const [TEXT, CLOSE, PING, PONG] = [1, 8, 9, 10]

let site: TestServer
const taps: TapReader[] = []

beforeAll(async () => {
  site = await startServer()
})
afterEach(() => {
  for (const each of taps.splice(0)) each.close()
})
afterAll(() => site.server.end())

const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

function handshake(lab: TestLab, more: readonly string[] = []): string {
  return request(`${lab.path}/ws`, 'GET', [...HANDSHAKE, ...more])
}

async function tapOf(lab: TestLab): Promise<TapReader> {
  const tap = await readTap(site.origin, lab.path)
  taps.push(tap)
  return tap
}

async function post(
  lab: TestLab,
  bytes: readonly (string | Uint8Array)[],
  more: object = {},
): Promise<{ readonly status: number; readonly body: unknown }> {
  const body = JSON.stringify({ bytes: bytes.map((each) => Buffer.from(each).toString('base64')), ...more })
  const answer = await fetch(`${site.origin}${lab.path}/client`, { method: 'POST', body })
  return { status: answer.status, body: await answer.json() }
}

/** Plays bytes in a lab and gives the connection's name. */
async function play(
  lab: TestLab,
  bytes: readonly (string | Uint8Array)[],
  more: object = {},
): Promise<string> {
  const answer = await post(lab, bytes, more)
  expect(answer).toMatchObject({ status: 202 })
  return (answer.body as { connection: string }).connection
}

/** The one exchange of this kind, once it is over. */
function over(tap: TapReader, transport: string): Promise<TappedExchangeBytes> {
  return tap.until(() => {
    const [exchange] = tap.exchanges(transport)
    return exchange?.isClosed === true && exchange
  })
}

describe('a scripted client', () => {
  it('asks as anybody does: the tap has its bytes and the answer, under the name it was given', async () => {
    const lab = await site.lab()
    await lab.publish('goal', '球')
    const tap = await tapOf(lab)
    const text = request(`${lab.path}/short-poll?after=0`)
    const connection = await play(lab, [text])
    const exchange = await over(tap, 'short-poll')
    expect(exchange.connection).toBe(connection)
    expect(exchange.sent.toString()).toBe(text)
    expect(exchange.received.toString()).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*"data":"球"\}\],"last":1\}$/)
    // All is answered, so it hangs up by itself.
    expect(await tap.until(() => tap.connections.get(connection)?.how)).toBe('fin')
  })

  it('writes each piece by itself, also where a head is cut', async () => {
    const lab = await site.lab()
    const tap = await tapOf(lab)
    const text = request(`${lab.path}/short-poll`)
    const pieces = [text.slice(0, 3), text.slice(3, 40), text.slice(40)]
    await play(lab, pieces, { everyMs: 1 })
    const exchange = await tap.until(() => tap.exchanges('short-poll').find(({ isClosed }) => isClosed))
    expect(exchange.sent.toString()).toBe(text)
    expect(exchange.sentSlices).toEqual(pieces.map(({ length }) => length))
  })

  it('asks more than once on its connection, and everything has its answer', async () => {
    const lab = await site.lab()
    const tap = await tapOf(lab)
    const texts = [1, 2, 3].map((n) => request(`${lab.path}/short-poll`, 'GET', [`X-N: ${n}`]))
    await play(lab, [texts.join('')])
    const all = await tap.until(() => {
      const found = tap.exchanges('short-poll')
      return found.length === 3 && found.every(({ isClosed }) => isClosed) && found
    })
    expect(all.map(({ sent }) => sent.toString())).toEqual(texts)
    for (const { received } of all) expect(received.toString()).toMatch(/^HTTP\/1.1 200 /)
  })

  it('shakes hands and sends frames once the 101 is there, cut from the head where one piece held both', async () => {
    const lab = await site.lab()
    const tap = await tapOf(lab)
    const frames = [
      clientFrame(PING, 'hi'),
      clientFrame(TEXT, '{"type":"goal","data":1}'),
      clientFrame(CLOSE, Buffer.from([3, 232])),
    ]
    const head = handshake(lab, ['Origin: http://test'])
    await play(lab, [Buffer.concat([Buffer.from(head), frames[0]!]), frames[1]!, frames[2]!], { everyMs: 5 })
    const exchange = await over(tap, 'ws')
    expect(exchange.sent).toEqual(Buffer.concat([Buffer.from(head), ...frames]))
    const answered = serverFrames(exchange.received)
    expect(answered.map(({ opcode }) => opcode)).toEqual([PONG, TEXT, CLOSE])
    expect(answered[2]?.payload.readUInt16BE(0)).toBe(1000)
    expect(await (await fetch(`${site.origin}${lab.path}/short-poll?after=0`)).json()).toMatchObject({
      events: [{ id: 1, type: 'goal', data: 1 }],
    })
  })

  it.each([
    ['an unmasked frame', Buffer.from([0x81, 0x01, 0x41]), 1002],
    ['a reserved opcode', clientFrame(3, ''), 1002],
    ['a reserved bit', clientFrame(TEXT, 'x', true, true), 1002],
    ['a ping too long', clientFrame(PING, 'x'.repeat(126)), 1002],
    ['text that is no UTF-8', clientFrame(TEXT, Buffer.from([0xff])), 1007],
    ['text that is no event', clientFrame(TEXT, 'x'), 1008],
  ])('sends %s and shows what the server does with it', async (_what, bytes, code) => {
    const lab = await site.lab()
    const tap = await tapOf(lab)
    await play(lab, [handshake(lab), bytes], { everyMs: 0, stayMs: 200 })
    const exchange = await over(tap, 'ws')
    expect(exchange.sent.subarray(handshake(lab).length)).toEqual(Buffer.from(bytes))
    const last = serverFrames(exchange.received).at(-1)
    expect([last?.opcode, last?.payload.readUInt16BE(0)]).toEqual([CLOSE, code])
  })

  it('whose handshake is refused sends no byte of what should follow', async () => {
    const lab = await site.lab()
    const tap = await tapOf(lab)
    await play(lab, [handshake(lab, ['Origin: https://elsewhere.example']) + request('/healthz')])
    const foreign = await over(tap, 'ws')
    expect(foreign.received.toString()).toMatch(/^HTTP\/1.1 403 [^]*"foreign-origin"/)
    expect(foreign.sent.toString()).not.toContain('healthz')
  })

  it('stays as long as it is told, then leaves', async () => {
    const lab = await site.lab()
    const tap = await tapOf(lab)
    const connection = await play(lab, [request(`${lab.path}/sse`)], { stayMs: 50 })
    expect(await tap.until(() => tap.connections.get(connection)?.how)).toBe('fin')
    expect(tap.exchanges('sse')[0]?.received.toString()).toContain('retry: 2000')
  })

  it('goes with its lab, and with a drain', async () => {
    const small = await startServer()
    const [one, two] = [await small.lab(), await small.lab()]
    for (const { path } of [one, two]) {
      for (const call of ['sse', 'long-poll']) {
        const bytes = [Buffer.from(request(`${path}/${call}`)).toString('base64')]
        const body = JSON.stringify({ bytes, stayMs: 30_000 })
        expect((await fetch(`${small.origin}${path}/client`, { method: 'POST', body })).status).toBe(202)
      }
      const tap = await readTap(small.origin, path)
      await tap.until(() => tap.exchanges('sse').length + tap.exchanges('long-poll').length === 2)
      tap.close()
    }
    const witness = await rawClient(small.port)
    witness.write(request('/healthz'))
    await witness.answer()
    await fetch(`${small.origin}${one.path}`, { method: 'DELETE' })
    const started = performance.now()
    await small.server.drain()
    expect(small.server.connections).toBe(0)
    expect(performance.now() - started).toBeLessThan(3_500)
    witness.socket.destroy()
  })

  it('is met by faults, conditions and the lab’s limit as anybody is', async () => {
    const small = await startServer({ MAX_CONNECTIONS_PER_LAB: '2' })
    const lab = await small.lab({ wire: { latencyMs: 20 } })
    const tap = await readTap(small.origin, lab.path)
    const body = JSON.stringify({
      bytes: [Buffer.from(request(`${lab.path}/sse`)).toString('base64')],
      stayMs: 30_000,
    })
    const again = (): Promise<Response> =>
      fetch(`${small.origin}${lab.path}/client`, { method: 'POST', body })
    const { connection } = (await (await again()).json()) as { connection: string }
    await tap.until(() => tap.exchanges('sse')[0]?.received.includes('retry'))
    await again()
    const refused = await tap.until(() => {
      const second = tap.exchanges('sse')[1]
      return second?.isClosed === true && second
    })
    expect(refused.received.toString()).toMatch(/^HTTP\/1.1 429 /)
    await fetch(`${small.origin}${lab.path}/faults`, {
      method: 'POST',
      body: '{"kind":"reset","transport":"sse"}',
    })
    expect(await tap.until(() => tap.connections.get(connection)?.how)).toBe('reset')
    tap.close()
    small.server.end()
  })

  it('gets a scripted answer as anybody does', async () => {
    const lab = await site.lab()
    const tap = await tapOf(lab)
    const body = '{"transport":"sse","status":503}'
    await fetch(`${site.origin}${lab.path}/answer`, { method: 'POST', body })
    await play(lab, [request(`${lab.path}/sse`)])
    expect((await over(tap, 'sse')).received.toString()).toMatch(/^HTTP\/1.1 503 /)
  })

  it('is one of four at once, and of those that its address may have', async () => {
    const lab = await site.lab()
    const sse = request(`${lab.path}/sse`)
    for (let i = 0; i < 4; i++) await play(lab, [sse], { stayMs: 30_000 })
    const fifth = await post(lab, [sse])
    expect(fifth).toMatchObject({ status: 429, body: { error: { code: 'too-many-connections' } } })
    const small = await startServer({ MAX_CONNECTIONS_PER_ADDRESS: '1' })
    const other = await small.lab()
    const bytes = [Buffer.from(request(`${other.path}/sse`)).toString('base64')]
    const full = await fetch(`${small.origin}${other.path}/client`, {
      method: 'POST',
      body: JSON.stringify({ bytes }),
    })
    expect([full.status, await full.json()]).toMatchObject([429, { error: { code: 'too-many-connections' } }])
    small.server.end()
  })
})

describe('bytes that are not played', () => {
  const own = (lab: TestLab, path = 'short-poll'): string => request(`${lab.path}/${path}`)

  /** Each gives bytes that reach for something else; `lab` is one's own, `other` somebody else's. */
  const ATTACKS: readonly (readonly [string, string, (lab: TestLab, other: TestLab) => string])[] = [
    ['another lab', 'foreign-target', (_, other) => own(other)],
    ['another lab’s WebSocket', 'foreign-target', (_, other) => handshake(other)],
    ['no lab', 'foreign-target', () => request('/healthz')],
    ['the lab itself', 'foreign-target', (lab) => request(lab.path)],
    ['the observer', 'foreign-target', (lab) => request(`${lab.path}/observe`, 'GET', HANDSHAKE)],
    ['the events', 'foreign-target', (lab) => own(lab, 'events')],
    ['the absolute form', 'foreign-target', (lab) => request(`http://test${lab.path}/sse`)],
    ['the asterisk form', 'foreign-target', () => request('*')],
    ['dots', 'foreign-target', (lab) => own(lab, '../../healthz')],
    ['an escape', 'foreign-target', (lab) => own(lab, '%73se')],
    ['a double slash', 'foreign-target', (lab) => request(`/${lab.path}/sse`)],
    ['a backslash', 'foreign-target', (lab) => own(lab, 'sse\\..\\..')],
    ['a second request to another lab', 'foreign-target', (lab, other) => own(lab) + own(other)],
    ['a second request to /healthz', 'foreign-target', (lab) => own(lab) + request('/healthz')],
    [
      'a second request in absolute form',
      'foreign-target',
      (lab, other) => own(lab) + request(`http://test${other.path}/sse`),
    ],
    [
      'a second request of another Host',
      'foreign-target',
      (lab) => own(lab) + 'GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n',
    ],
    ['a handshake behind a request', 'bad-client', (lab) => own(lab) + handshake(lab)],
    [
      'a request behind an upgrade of another kind',
      'bad-client',
      (lab) =>
        request(`${lab.path}/sse`, 'GET', ['Connection: Upgrade', 'Upgrade: h2c']) + request('/healthz'),
    ],
    ['a POST', 'bad-client', (lab) => request(`${lab.path}/sse`, 'POST')],
    ['a tunnel', 'bad-client', () => request('example.org:443', 'CONNECT')],
    [
      'a request within a body',
      'bad-client',
      (lab) => request(`${lab.path}/sse`, 'GET', ['Content-Length: 30']) + request('/healthz').slice(0, 30),
    ],
    [
      'a request within chunks',
      'bad-client',
      (lab) =>
        request(`${lab.path}/sse`, 'GET', ['Transfer-Encoding: chunked']) + '0\r\n\r\n' + request('/healthz'),
    ],
    [
      'two framings',
      'bad-client',
      (lab) =>
        request(`${lab.path}/sse`, 'GET', ['Content-Length: 0', 'Transfer-Encoding: chunked']) +
        request('/healthz'),
    ],
    [
      'a length behind a space',
      'bad-client',
      (lab) => request(`${lab.path}/sse`, 'GET', ['Content-Length : 4']) + 'GET ',
    ],
    [
      'a fold in a framing line',
      'bad-client',
      (lab) => request(`${lab.path}/sse`, 'GET', ['Transfer-Encoding:\r\n chunked']) + request('/healthz'),
    ],
    [
      'a fold in the first line',
      'bad-client',
      (lab) => `GET ${lab.path}/sse HTTP/1.1\r\n Host: a\r\n\r\n` + request('/healthz'),
    ],
    ['bare line feeds', 'bad-client', (lab) => own(lab).replaceAll('\r\n', '\n') + request('/healthz')],
    [
      'a bare carriage return',
      'bad-client',
      (lab) => request(`${lab.path}/sse`, 'GET', ['X: a\rb']) + request('/healthz'),
    ],
    ['an empty line first', 'bad-client', (lab) => '\r\n' + own(lab)],
    ['half a head', 'bad-client', (lab) => own(lab).slice(0, -2)],
    ['a head and a half', 'bad-client', (lab) => own(lab) + 'GET /he'],
    [
      'something behind a close',
      'bad-client',
      (lab) => request(`${lab.path}/short-poll`, 'GET', ['Connection: close']) + own(lab),
    ],
    ['another protocol', 'bad-client', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['nonsense', 'bad-client', () => '\x16\x03\x01'],
    ['too many', 'bad-client', (lab) => own(lab).repeat(17)],
  ]

  it.each(ATTACKS)('%s: %s', async (_what, code, bytes) => {
    const [lab, other] = [await site.lab(), await site.lab()]
    const taps = [await tapOf(lab), await tapOf(other)]
    const text = bytes(lab, other)
    const answer = await post(lab, [text])
    expect(answer).toMatchObject({
      status: code === 'foreign-target' ? 403 : 400,
      body: { error: { code } },
    })
    // Not a byte of it was played: a question after it is the first that either lab has seen.
    for (const [index, each] of [lab, other].entries()) {
      await (await fetch(`${site.origin}${each.path}/short-poll`)).text()
      await taps[index]!.until(() => taps[index]!.connections.size > 0)
      expect(taps[index]!.all().map(({ transport }) => transport)).toEqual(['short-poll'])
      expect(taps[index]!.connections.size).toBe(1)
    }
  })

  it.each([
    [{}],
    [{ bytes: '' }],
    [{ bytes: [] }],
    [{ bytes: [''] }],
    [{ bytes: ['no!'] }],
    [{ bytes: [1] }],
    [{ bytes: Array.from({ length: 65 }, () => 'YQ==') }],
    [{ bytes: [Buffer.alloc(65_537).toString('base64')] }],
    [{ bytes: ['YQ=='], everyMs: -1 }],
    [{ bytes: ['YQ=='], everyMs: 1_001 }],
    [{ bytes: ['YQ=='], stayMs: '1' }],
    [{ bytes: ['YQ=='], stayMs: 30_001 }],
  ])('because the body is %j', async (body) => {
    const lab = await site.lab()
    const answer = await fetch(`${site.origin}${lab.path}/client`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'bad-client' } }])
  })

  it('because a Host is none, as the server itself says; the path decides whose a request is', async () => {
    const lab = await site.lab()
    const tap = await tapOf(lab)
    await play(lab, [`GET ${lab.path}/short-poll HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n`])
    expect((await over(tap, 'short-poll')).received.toString()).toMatch(/^HTTP\/1.1 400 /)
    await play(lab, [`GET ${lab.path}/sse HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n`], { stayMs: 0 })
    const stream = await over(tap, 'sse')
    expect(stream.received.toString()).toContain('retry: 2000')
  })
})

/** What is no proper request: bytes that make none, heads that never end, bodies too large, upgrades of every kind. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startServer, type TestLab, type TestServer } from '../support/comet.ts'
import { httpClient, request, type HttpAnswer, type HttpClient } from '../support/http-client.ts'
import { rawClient, type RawClient } from '../support/raw-client.ts'
import { readTap } from '../support/tap-reader.ts'

let site: TestServer
beforeAll(async () => {
  const timing = { headTimeoutMs: 300, requestTimeoutMs: 600, checkEveryMs: 100 }
  site = await startServer({}, { timing })
})
afterAll(() => site.server.end())

function codeOf(answer: HttpAnswer): string {
  return (JSON.parse(answer.body) as { error: { code: string } }).error.code
}

const ANY_NUMBER: unknown = expect.any(Number)
const ANY_STRING: unknown = expect.any(String)

const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

async function handshake(target: string, more: readonly string[]): Promise<HttpAnswer> {
  const client = await httpClient(site.port)
  client.send(request(target, 'GET', more))
  const answer = await client.firstHead()
  client.leave()
  return answer
}

async function answerTo(text: string): Promise<HttpAnswer> {
  const client = await httpClient(site.port)
  client.send(text)
  const answer = await client.answer()
  client.leave()
  return answer
}

const EVENT = '{"type":"goal","data":1}'
const post = (path: string): string => request(path, 'POST', [`Content-Length: ${EVENT.length}`]) + EVENT
const chunked = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`

/** The server lives and serves, whatever was sent before. */
async function stillServes(): Promise<void> {
  expect((await fetch(`${site.origin}/healthz`)).status).toBe(200)
}

/** Writes as long as anybody reads; resolves when the connection is gone. */
async function sendAllItTakes({ socket }: RawClient, inChunks = false): Promise<void> {
  const piece = Buffer.alloc(64 * 1024, 'x')
  const bytes = inChunks ? Buffer.concat([Buffer.from('10000\r\n'), piece, Buffer.from('\r\n')]) : piece
  let isOver = false
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  void closed.then(() => (isOver = true))
  while (!isOver) {
    if (socket.write(bytes)) await new Promise((resolve) => setImmediate(resolve))
    else await Promise.race([closed, new Promise((resolve) => socket.once('drain', resolve))])
  }
}

describe('a connection', () => {
  it.each([
    ['nonsense', 'hello\r\n\r\n', 400, 'bad-request'],
    ['a TLS greeting', '\x16\x03\x01\x02\x00\x01\x00', 400, 'bad-request'],
    ['no Host', 'GET /healthz HTTP/1.1\r\n\r\n', 400, 'bad-request'],
    ['two lengths', request('/labs', 'POST', ['Content-Length: 1', 'Content-Length: 2']), 400, 'bad-request'],
    [
      'length and chunks',
      request('/labs', 'POST', ['Content-Length: 1', 'Transfer-Encoding: chunked']),
      400,
      'bad-request',
    ],
    ['a huge head', request('/healthz', 'GET', [`X: ${'x'.repeat(20_000)}`]), 431, 'head-too-large'],
    ['a tunnel', request('example.org:443', 'CONNECT'), 405, 'method-not-allowed'],
    ['a Host that is none', 'GET /labs HTTP/1.1\r\nHost: a b\r\n\r\n', 400, 'bad-request'],
    ['two Hosts', request('/healthz', 'GET', ['host: test']), 400, 'bad-request'],
    [
      'two Hosts and a handshake',
      request('/labs/x/observe', 'GET', ['HOST: b', ...HANDSHAKE]),
      400,
      'bad-request',
    ],
    [
      'HTTP/2 in the form of 1.1',
      'GET /healthz HTTP/2.0\r\nHost: test\r\n\r\n',
      505,
      'http-version-not-supported',
    ],
    ['a request line without a version', 'GET /healthz\r\n\r\n', 505, 'http-version-not-supported'],
  ])('that sends %s is told so, and closed', async (_what, text, status, code) => {
    const client = await httpClient(site.port)
    client.send(text)
    const answer = await client.answer()
    expect([answer.status, codeOf(answer)]).toEqual([status, code])
    expect(answer.header('content-security-policy')).toBeDefined()
    expect(answer.header('connection')).toBe('close')
    await client.closed()
    await stillServes()
  })

  it.each([
    ['nothing', ''],
    ['half a head', 'GET /healthz HTTP/1.1\r\nHost: te'],
  ])('that sends %s gets 408 in time, and is closed', async (_what, text) => {
    const client = await httpClient(site.port)
    client.send(text)
    const answer = await client.answer()
    expect([answer.status, codeOf(answer)]).toEqual([408, 'request-timeout'])
    await client.closed()
  })

  it('that polls is held to the same Host', async () => {
    const lab = await site.lab()
    for (const host of ['a b', 'a@b', 'a/b', '[::1', 'a\r\nHost: a']) {
      const answer = await answerTo(`GET ${lab.path}/short-poll HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
      expect([host, answer.status]).toEqual([host, 400])
    }
    for (const host of ['', 'a', 'a_b.example:80', '[::1]:4321', '127.0.0.1:', 'xn--fiq.cn']) {
      const answer = await answerTo(`GET ${lab.path}/short-poll HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
      expect([host, answer.status]).toEqual([host, 200])
    }
  })

  it.each([
    [
      'HTTP/1.0 with a transfer coding is answered and closed, whatever it asked for',
      (path: string) =>
        `POST ${path} HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n${chunked(EVENT)}`,
      201,
      1,
    ],
    [
      'a head without a Host is refused and closed',
      (path: string) => post(path).replace('Host: test', 'X: y'),
      400,
      0,
    ],
  ])('that brings %s, and nothing behind it is done', async (_, ask, status, published) => {
    const lab = await site.lab()
    const client = await httpClient(site.port)
    client.send(ask(`${lab.path}/events`) + post(`${lab.path}/events`))
    const answer = await client.answer()
    expect([answer.status, answer.header('connection')]).toEqual([status, 'close'])
    expect(await client.closed()).not.toMatch(/HTTP.*HTTP/s)
    expect(await (await fetch(site.origin + lab.path)).json()).toMatchObject({ last: published })
  })

  it('that expects what is not known is told so, and serves on', async () => {
    const client = await httpClient(site.port)
    client.send(request('/labs', 'POST', ['Expect: tea', 'Content-Length: 2']) + '{}')
    const answer = await client.answer()
    expect([answer.status, codeOf(answer)]).toEqual([417, 'expectation-failed'])
    expect(answer.header('content-security-policy')).toBeDefined()
    client.send(request('/healthz'))
    expect((await client.answer()).status).toBe(200)
    client.leave()
  })

  it.each(['tea', '100-continue'])('that expects %s is asked for a Host first', async (expected) => {
    for (const host of ['Host: a b', 'X: y']) {
      const client = await httpClient(site.port)
      client.send(`POST /labs HTTP/1.1\r\n${host}\r\nExpect: ${expected}\r\nContent-Length: 2\r\n\r\n`)
      const answer = await client.answer()
      expect([answer.status, codeOf(answer), answer.header('connection')]).toEqual([
        400,
        'bad-request',
        'close',
      ])
      expect(await client.closed()).not.toContain('HTTP/1.1 100')
    }
  })

  it.each([
    ['a poll', (lab: TestLab) => request(`${lab.path}/short-poll`, 'GET', ['Connection: close']), 200],
    ['a call', () => request('/healthz', 'GET', ['Connection: close']), 200],
    ['a body', () => request('/labs', 'POST', ['Connection: close', 'Content-Length: 2']) + '{}', 201],
    ['HTTP/1.0', () => request('/healthz').replace('HTTP/1.1', 'HTTP/1.0'), 200],
  ])(
    'whose last request, %s, has stray bytes behind it is answered all the same',
    async (_what, text, status) => {
      const lab = await site.lab()
      for (const stray of ['\r\n', 'x', 'hello\r\n\r\n', request('/healthz'), request('a:1', 'CONNECT')]) {
        const client = await httpClient(site.port)
        client.send(text(lab) + stray)
        const [answer, ...more] = (await client.closed()).split(/(?=HTTP\/1\.1 )/)
        expect([answer?.slice(9, 12), more]).toEqual([String(status), []])
      }
    },
  )

  it('whose last request, a poll, is held is answered in its time, whatever comes behind it', async () => {
    const lab = await site.lab()
    const client = await httpClient(site.port)
    client.send(request(`${lab.path}/long-poll`, 'GET', ['Connection: close']) + 'stray')
    client.send('more')
    await answerTo(request('/healthz'))
    await lab.publish()
    expect((await client.answer()).body).toContain('"id":1')
    await client.closed()
  })

  it('that sends on and on behind its last request is cut', async () => {
    const lab = await site.lab()
    const client = await rawClient(site.port)
    client.write(request(`${lab.path}/long-poll`, 'GET', ['Connection: close']) + 'stray')
    await sendAllItTakes(client)
    await lab.publish()
    expect(client.received().length).toBe(0)
  })

  it.each([
    ['what is no request', 'hello\r\n\r\n', 400],
    ['a tunnel', request('example.org:443', 'CONNECT'), 405],
  ])('gets every answer that is due before it is told of %s', async (_what, text, status) => {
    const lab = await site.lab()
    const body = '{"type":"goal"}'
    const post = request(`${lab.path}/events`, 'POST', [`Content-Length: ${body.length}`]) + body
    const client = await httpClient(site.port)
    client.send(post + post + text)
    const statuses = (await client.closed()).match(/(?<=HTTP\/1\.1 )\d+/g)
    expect(statuses).toEqual(['201', '201', String(status)])
  })

  it('that is slow but in time is served', async () => {
    const client = await httpClient(site.port)
    for (const part of ['GET /hea', 'lthz HTTP/1.1\r\n', 'Host: test\r\n\r', '\n']) client.send(part)
    expect((await client.answer()).status).toBe(200)
    client.leave()
  })

  it('over the limit gets 429 and leaves the others alone', async () => {
    const small = await startServer({ MAX_CONNECTIONS: '2' })
    const open: HttpClient[] = [await httpClient(small.port), await httpClient(small.port)]
    for (const client of open) client.send(request('/healthz'))
    for (const client of open) expect((await client.answer()).status).toBe(200)
    const third = await httpClient(small.port)
    third.send(request('/healthz'))
    const answer = await third.answer()
    expect([answer.status, codeOf(answer)]).toEqual([429, 'too-many-connections'])
    expect(answer.header('content-security-policy')).toBeDefined()
    expect(answer.header('referrer-policy')).toBe('no-referrer')
    expect(Number(answer.header('retry-after'))).toBeGreaterThan(0)
    open[0]?.send(request('/healthz'))
    expect((await open[0]?.answer())?.status).toBe(200)
    small.server.end()
  })
})

describe('a body', () => {
  it('that is too large is refused while it comes, and the connection serves on', async () => {
    const lab = await site.lab()
    const client = await httpClient(site.port)
    const size = 300_000
    client.send(request(`${lab.path}/events`, 'POST', [`Content-Length: ${size}`]))
    const refused = await client.answer()
    expect([refused.status, codeOf(refused)]).toEqual([413, 'body-too-large'])
    client.send('x'.repeat(size))
    client.send(request('/healthz'))
    expect((await client.answer()).status).toBe(200)
    client.leave()
  })

  it('in chunks is counted too', async () => {
    const lab = await site.lab()
    const client = await httpClient(site.port)
    client.send(request(`${lab.path}/events`, 'POST', ['Transfer-Encoding: chunked']))
    for (let i = 0; i < 5; i++) client.send(`4000\r\n${'x'.repeat(0x4000)}\r\n`)
    expect((await client.answer()).status).toBe(413)
    client.send('0\r\n\r\n')
    client.send(request('/healthz'))
    expect((await client.answer()).status).toBe(200)
    client.leave()
  })

  it('that stops half-way with its client publishes nothing', async () => {
    const lab = await site.lab()
    const client = await httpClient(site.port)
    client.send(request(`${lab.path}/events`, 'POST', ['Content-Length: 100']) + '{"type":"goal"')
    client.leave()
    await stillServes()
    expect(await (await fetch(`${site.origin}${lab.path}`)).json()).toMatchObject({ last: 0 })
  })

  it.each([
    ['Content-Length: 100', '{"type":"goal"'],
    ['Transfer-Encoding: chunked', 'f\r\n{"type":"goal"}\r\n'],
  ])('with %s whose client says its last half-way is no request', async (framing, body) => {
    const lab = await site.lab()
    const client = await httpClient(site.port)
    client.send(request(`${lab.path}/events`, 'POST', [framing]) + body)
    client.finish()
    expect(codeOf(await client.answer())).toBe('bad-request')
    await client.closed()
    expect(await (await fetch(`${site.origin}${lab.path}`)).json()).toMatchObject({ last: 0 })
  })

  it.each([
    ['Content-Length: 100', '{"type":"goal"'],
    ['Transfer-Encoding: chunked', 'f\r\n{"type":"goal"}\r\n'],
  ])('with %s that stays away gets 408 in time', async (framing, body) => {
    const lab = await site.lab()
    const client = await httpClient(site.port)
    client.send(request(`${lab.path}/events`, 'POST', [framing]) + body)
    const answer = await client.answer()
    expect([answer.status, codeOf(answer)]).toEqual([408, 'request-timeout'])
    await client.closed()
  })

  it('that is refused, and the rest of it stays away, gets no second answer', async () => {
    const lab = await site.lab()
    const client = await httpClient(site.port)
    client.send(request(`${lab.path}/events`, 'POST', ['Content-Length: 300000']) + 'half')
    expect((await client.closed()).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413'])
  })

  it.each([
    ['of an event', 'POST', 'events', 413],
    ['of what takes none', 'DELETE', '', 204],
    ['of a poll', 'GET', 'short-poll', 400],
    ['of an unknown path', 'POST', 'nothing', 404],
    ['of a wrong method', 'PUT', 'events', 405],
  ])('%s that goes on and on is cut a megabyte after its answer', async (_what, method, call, status) => {
    const framings = ['Content-Length: 1000000000', 'Transfer-Encoding: chunked']
    for (const framing of framings) {
      const lab = await site.lab()
      const tap = await readTap(site.origin, lab.path)
      const client = await rawClient(site.port)
      const target = call === '' ? lab.path : `${lab.path}/${call}`
      client.write(request(target, method, [framing]))
      await sendAllItTakes(client, framing.startsWith('T'))
      expect(
        client
          .received()
          .toString()
          .match(/HTTP\/1\.1 \d+/g),
      ).toEqual([`HTTP/1.1 ${status}`])
      const read = Math.max(0, ...tap.all().map(({ sent }) => sent.length))
      expect(read).toBeLessThan(1.5 * 1024 * 1024)
      tap.close()
    }
  })

  it('waits for the go-ahead if its client asked for one', async () => {
    const lab = await site.lab()
    const client = await httpClient(site.port)
    const body = '{"type":"goal"}'
    client.send(
      request(`${lab.path}/events`, 'POST', [`Content-Length: ${body.length}`, 'Expect: 100-continue']),
    )
    expect((await client.firstHead()).head[0]).toBe('HTTP/1.1 100 Continue')
    client.send(body)
    expect((await client.answer()).body).toContain('"id":1')
    client.leave()
  })
})

describe('an Upgrade', () => {
  it('to a WebSocket on observe is granted', async () => {
    const lab = await site.lab()
    const answer = await handshake(`${lab.path}/observe`, HANDSHAKE)
    expect(answer.status).toBe(101)
    expect(answer.header('sec-websocket-accept')).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=')
  })

  it('that is asked for nowhere, to something else, or where there is no WebSocket, is served as the plain request it also is', async () => {
    const lab = await site.lab()
    for (const [target, more] of [
      ['/healthz', HANDSHAKE],
      [`${lab.path}/short-poll`, HANDSHAKE],
      [`${lab.path}/short-poll`, ['Connection: Upgrade', 'Upgrade: h2c']],
    ] as const)
      expect((await answerTo(request(target, 'GET', more))).status).toBe(200)
    expect((await answerTo(request('/nothing', 'GET', HANDSHAKE))).status).toBe(404)
  })

  it('that observe needs and does not get is asked for with 426', async () => {
    const lab = await site.lab()
    for (const more of [[], ['Connection: Upgrade', 'Upgrade: h2c']]) {
      const answer = await answerTo(request(`${lab.path}/observe`, 'GET', more))
      expect([answer.status, codeOf(answer)]).toEqual([426, 'upgrade-required'])
      expect([answer.header('upgrade'), answer.header('connection')]).toEqual(['websocket', 'Upgrade'])
    }
  })

  it('behind a poll that is held does not begin before the poll is answered, and is plain then', async () => {
    const [held, other] = [await site.lab(), await site.lab()]
    const client = await httpClient(site.port)
    client.send(request(`${held.path}/long-poll`) + request(`${other.path}/observe`, 'GET', HANDSHAKE))
    client.send(request('/healthz'))
    // Answered after what was asked before: so both have been read, and neither was answered out of turn.
    await answerTo(request('/healthz'))
    await held.publish()
    expect((await client.answer()).body).toContain('"id":1')
    expect(codeOf(await client.answer())).toBe('upgrade-required')
    expect((await client.answer()).status).toBe(200)
    client.leave()
  })

  it.each([
    ['a tunnel', request('example.org:443', 'CONNECT')],
    ['what is no request', 'hello\r\n\r\n'],
    ['half a head', 'GET /hea'],
  ])('or %s behind a poll that is held is no answer to the poll', async (_what, text) => {
    const lab = await site.lab()
    const client = await httpClient(site.port)
    client.send(request(`${lab.path}/long-poll`) + text)
    expect(await client.closed()).toBe('')
    await stillServes()
  })

  it('in HTTP/1.0 says nothing', async () => {
    const lab = await site.lab()
    const old = request(`${lab.path}/observe`, 'GET', HANDSHAKE).replace('HTTP/1.1', 'HTTP/1.0')
    expect(codeOf(await answerTo(old))).toBe('upgrade-required')
  })

  it.each(['observe', 'ws'])('that %s refuses ends a connection that was to end', async (call) => {
    const lab = await site.lab()
    const old = request(`${lab.path}/${call}`, 'GET', HANDSHAKE).replace('HTTP/1.1', 'HTTP/1.0')
    for (const text of [old, request(`${lab.path}/${call}`, 'GET', ['Connection: close'])]) {
      const client = await httpClient(site.port)
      client.send(text)
      const answer = await client.answer()
      expect([answer.status, answer.header('connection')]).toEqual([426, 'Upgrade, close'])
      await client.closed()
    }
  })

  it.each([
    ['a foreign Origin', 'GET', [...HANDSHAKE, 'Origin: https://example.org'], 403, 'foreign-origin'],
    ['the Origin null', 'GET', [...HANDSHAKE, 'Origin: null'], 403, 'foreign-origin'],
    ['another method', 'POST', HANDSHAKE, 405, 'method-not-allowed'],
    ['no key', 'GET', HANDSHAKE.slice(0, 3), 400, 'bad-handshake'],
    [
      'an old version',
      'GET',
      [...HANDSHAKE.slice(0, 2), 'Sec-WebSocket-Version: 7', ...HANDSHAKE.slice(3)],
      400,
      'bad-handshake',
    ],
  ])('with %s is refused in HTTP', async (_what, method, more, status, code) => {
    const lab = await site.lab()
    const client = await httpClient(site.port)
    client.send(request(`${lab.path}/observe`, method, more))
    const answer = await client.answer()
    expect([answer.status, codeOf(answer)]).toEqual([status, code])
    await client.closed()
  })

  it('with the site’s own Origin is granted, for a lab that is not there it is 404', async () => {
    const lab = await site.lab()
    const own = [...HANDSHAKE, 'Origin: http://test']
    expect((await handshake(`${lab.path}/observe`, own)).status).toBe(101)
    const none = await answerTo(request('/labs/none/observe', 'GET', own))
    expect([none.status, codeOf(none)]).toEqual([404, 'lab-not-found'])
  })
})

describe('an observer', () => {
  interface Message {
    readonly kind: string
    readonly [field: string]: unknown
  }

  async function observe(
    server: TestServer,
    path: string,
  ): Promise<{ socket: WebSocket; until: (kind: string) => Promise<Message> }> {
    const socket = new WebSocket(`${server.origin.replace('http', 'ws')}${path}/observe`)
    const messages: Message[] = []
    let wake = (): void => undefined
    socket.on('message', (data) => {
      messages.push(JSON.parse((data as Buffer).toString()) as Message)
      wake()
    })
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    async function until(kind: string): Promise<Message> {
      for (;;) {
        const index = messages.findIndex((message) => message.kind === kind)
        if (index >= 0) return messages.splice(0, index + 1).at(-1) ?? { kind }
        await new Promise<void>((resolve) => (wake = resolve))
      }
    }
    return { socket, until }
  }

  function closing(socket: WebSocket): Promise<number> {
    return new Promise((resolve) => socket.once('close', resolve))
  }

  it('is welcomed, told of events, and can publish within the rules', async () => {
    const lab = await site.lab()
    const { socket, until } = await observe(site, lab.path)
    expect(await until('welcome')).toMatchObject({ lab: lab.id, now: ANY_NUMBER })
    await until('replayed')
    await lab.publish('goal', 1)
    expect(await until('event')).toMatchObject({ event: { id: 1, type: 'goal', data: 1 } })
    socket.send('{"kind":"publish","type":"card","data":2}')
    expect(await until('event')).toMatchObject({ event: { id: 2, type: 'card', data: 2 } })
    socket.send('{"kind":"publish","type":"heartbeat","data":2}')
    expect(await until('error')).toMatchObject({ error: { code: 'bad-event' } })
    socket.send('not json')
    expect(await until('error')).toMatchObject({ error: { code: ANY_STRING } })
    socket.terminate()
  })

  it('sees the bytes of a poll as they crossed', async () => {
    const lab = await site.lab()
    const { socket, until } = await observe(site, lab.path)
    await until('replayed')
    const client = await httpClient(site.port)
    const asked = request(`${lab.path}/short-poll`)
    client.send(asked)
    await client.answer()
    expect(await until('exchange')).toMatchObject({ transport: 'short-poll', state: 'open' })
    const slice = await until('slice')
    expect(Buffer.from(String(slice['bytes']), 'base64').toString()).toBe(asked)
    socket.terminate()
    client.leave()
  })

  it('counts as one connection of the lab, and is closed when the lab ends', async () => {
    const small = await startServer({ MAX_CONNECTIONS_PER_LAB: '1' })
    const lab = await small.lab()
    const { socket } = await observe(small, lab.path)
    const closed = closing(socket)
    expect((await fetch(`${small.origin}${lab.path}/long-poll`)).status).toBe(429)
    const second = await httpClient(small.port)
    second.send(request(`${lab.path}/observe`, 'GET', HANDSHAKE))
    expect((await second.answer()).status).toBe(429)
    await fetch(`${small.origin}${lab.path}`, { method: 'DELETE' })
    expect(await closed).toBe(1001)
    small.server.end()
  })

  it('that sends too much, or binary, is closed', async () => {
    const lab = await site.lab()
    const large = await observe(site, lab.path)
    const largeClosed = closing(large.socket)
    large.socket.send('x'.repeat(70_000))
    expect(await largeClosed).toBe(1009)
    const binary = await observe(site, lab.path)
    const binaryClosed = closing(binary.socket)
    binary.socket.send(new Uint8Array([1]))
    expect(await binaryClosed).toBe(1003)
  })
})

/** Short and long polling as bytes on a connection: exact heads, cursors, 304, 204, HEAD, gaps, and who leaves. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { httpClient, request, type HttpAnswer, type HttpClient } from '../support/http-client.ts'
import { startServer, type TestLab, type TestServer } from '../support/comet.ts'

let site: TestServer
let client: HttpClient
const clients: HttpClient[] = []

beforeAll(async () => {
  site = await startServer()
  client = await open()
})
afterAll(() => {
  for (const each of clients) each.leave()
  site.server.end()
})

async function open(): Promise<HttpClient> {
  const opened = await httpClient(site.port)
  clients.push(opened)
  return opened
}

function ask(target: string, more: readonly string[] = []): Promise<HttpAnswer> {
  client.send(request(target, 'GET', more))
  return client.answer()
}

const ANY_NUMBER: unknown = expect.any(Number)
const ANY_STRING: unknown = expect.any(String)

const TAIL: readonly unknown[] = [
  "Content-Security-Policy: default-src 'none'; frame-ancestors 'self'",
  'X-Content-Type-Options: nosniff',
  'Referrer-Policy: no-referrer',
  expect.stringMatching(/^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/),
  'Connection: keep-alive',
  'Keep-Alive: timeout=30',
]

function okHead(body: string, last: number): unknown[] {
  return [
    'HTTP/1.1 200 OK',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-cache',
    `ETag: "${last}"`,
    ...TAIL,
  ]
}

/** Resolves when the poll is held: asked before another on its own connection, it was read before that one's answer. */
async function held(lab: TestLab, poll: HttpClient, target: string): Promise<void> {
  poll.send(request(target))
  await ask(`${lab.path}/short-poll`)
}

describe('a short poll', () => {
  it('is answered at once, with this very head', async () => {
    const lab = await site.lab()
    const empty = await ask(`${lab.path}/short-poll?after=0`)
    expect(empty.body).toBe('{"events":[],"last":0}')
    expect(empty.head).toEqual(okHead(empty.body, 0))
    await lab.publish('goal', '球')
    const one = await ask(`${lab.path}/short-poll?after=0`)
    expect(JSON.parse(one.body)).toEqual({
      events: [{ id: 1, type: 'goal', at: ANY_NUMBER, data: '球' }],
      last: 1,
    })
    expect(one.head).toEqual(okHead(one.body, 1))
  })

  it('starts from now without a cursor', async () => {
    const lab = await site.lab()
    await lab.publish()
    expect((await ask(`${lab.path}/short-poll`)).body).toBe('{"events":[],"last":1}')
  })

  it('gets 304 and no body while what the client has still holds', async () => {
    const lab = await site.lab()
    await lab.publish()
    const target = `${lab.path}/short-poll?after=1`
    for (const known of ['"1"', 'W/"1"', '"0", "1"', '*']) {
      const answer = await ask(target, [`If-None-Match: ${known}`])
      expect(answer.head).toEqual([
        'HTTP/1.1 304 Not Modified',
        'Cache-Control: no-cache',
        'ETag: "1"',
        ...TAIL,
      ])
    }
    for (const known of ['"0"', '1', '"11"'])
      expect((await ask(target, [`If-None-Match: ${known}`])).status).toBe(200)
    await lab.publish()
    expect((await ask(target, ['If-None-Match: "1"'])).status).toBe(200)
  })

  it('answers a HEAD with the head alone, and the connection goes on', async () => {
    const lab = await site.lab()
    await lab.publish()
    const whole = await ask(`${lab.path}/short-poll?after=0`)
    client.send(request(`${lab.path}/short-poll?after=0`, 'HEAD'))
    const answer = await client.answer('HEAD')
    expect(answer.head).toEqual(okHead(whole.body, 1))
    expect((await ask(`${lab.path}/short-poll`)).status).toBe(200)
  })

  it('answers pipelined questions in their order', async () => {
    const lab = await site.lab()
    await lab.publish()
    await lab.publish()
    client.send([2, 1, 0].map((after) => request(`${lab.path}/short-poll?after=${after}`)).join(''))
    const answers = [await client.answer(), await client.answer(), await client.answer()]
    expect(answers.map(({ body }) => (JSON.parse(body) as { events: unknown[] }).events.length)).toEqual([
      0, 1, 2,
    ])
  })

  it('is served to HTTP/1.0, and when the target is in absolute form', async () => {
    const lab = await site.lab()
    const old = await open()
    old.send(`GET ${lab.path}/short-poll HTTP/1.0\r\n\r\n`)
    expect(await old.closed()).toMatch(
      /^HTTP\/1\.1 200 OK\r\n[^]*Connection: close\r\n\r\n\{"events":\[\],"last":0\}$/,
    )
    expect((await ask(`http://test${lab.path}/short-poll`)).status).toBe(200)
  })
})

describe('a cursor', () => {
  it.each([
    '-1',
    '+1',
    '1.0',
    '1e0',
    ' 1',
    '0x1',
    '',
    'x',
    '١',
    '9'.repeat(30),
    '2',
    '1&after=1',
    '1&after=',
    '1%00',
  ])('after=%s is refused by both polls', async (after) => {
    const lab = await site.lab()
    await lab.publish()
    for (const transport of ['short-poll', 'long-poll']) {
      const answer = await ask(`${lab.path}/${transport}?after=${encodeURI(after)}`)
      expect(answer.status).toBe(400)
      expect(JSON.parse(answer.body)).toEqual({ error: { code: 'bad-cursor', message: ANY_STRING } })
    }
  })

  it('may be encoded, padded with zeros, and stand among other parameters', async () => {
    const lab = await site.lab()
    await lab.publish()
    for (const query of ['after=%30', 'after=00', 'x=1&after=0', 'after=0&_=123'])
      expect(JSON.parse((await ask(`${lab.path}/short-poll?${query}`)).body)).toMatchObject({
        last: 1,
        events: [{ id: 1 }],
      })
  })

  it('older than the thousand that are kept gets a gap notice first, from both polls', async () => {
    const lab = await site.lab()
    for (let i = 0; i < 1_003; i++) await lab.publish()
    for (const transport of ['short-poll', 'long-poll']) {
      const { events, last } = JSON.parse((await ask(`${lab.path}/${transport}?after=1`)).body) as {
        events: { id: number; type: string; data: unknown }[]
        last: number
      }
      expect(last).toBe(1_003)
      expect(events).toHaveLength(1_001)
      expect(events[0]).toMatchObject({ id: 3, type: 'gap', data: { missed: 2 } })
      expect(events.slice(1).map(({ id }) => id)).toEqual(
        Array.from({ length: 1_000 }, (_, index) => index + 4),
      )
    }
  })

  it('far behind large events gets them in several answers, each with the cursor for the next', async () => {
    const lab = await site.lab()
    for (let i = 0; i < 40; i++) await lab.publish('goal', 'x'.repeat(60_000))
    const seen: number[] = []
    for (let after = 0, rounds = 0; after < 40 && rounds < 10; rounds++) {
      const answer = await ask(`${lab.path}/short-poll?after=${after}`)
      const { events, last } = JSON.parse(answer.body) as { events: { id: number }[]; last: number }
      expect(answer.body.length).toBeLessThan(1_200_000)
      expect(answer.header('etag')).toBe(`"${last}"`)
      seen.push(...events.map(({ id }) => id))
      after = last
    }
    expect(seen).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
  })
})

describe('a poll', () => {
  it('behind one that is held gets a large past in its turn', async () => {
    const lab = await site.lab()
    for (let i = 0; i < 3; i++) await lab.publish('goal', 'x'.repeat(60_000))
    const poll = await open()
    poll.send(request(`${lab.path}/long-poll`) + request(`${lab.path}/short-poll?after=0`).repeat(3))
    poll.send(request(`${lab.path}/long-poll?after=1`))
    await ask(`${lab.path}/short-poll`)
    await lab.publish()
    expect((await poll.answer()).body).toContain('"last":4')
    for (const ids of [
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [2, 3, 4],
    ]) {
      const { events } = JSON.parse((await poll.answer()).body) as { events: { id: number }[] }
      expect(events.map(({ id }) => id)).toEqual(ids)
    }
  })

  it.each(['short-poll', 'long-poll', 'sse', 'iframe-stream?callback=f'])(
    'on %s that has content is refused, and its content is read past: the next request is answered',
    async (call) => {
      const lab = await site.lab()
      for (const [framing, content] of [
        ['Content-Length: 1', 'x'],
        ['Transfer-Encoding: chunked', '1\r\nx\r\n0\r\n\r\n'],
      ] as const) {
        const poll = await open()
        poll.send(request(`${lab.path}/${call}`, 'GET', [framing]) + content)
        expect((await poll.answer()).body).toContain('"bad-request"')
        poll.send(request(`${lab.path}/short-poll`, 'GET', ['Content-Length: 0']))
        expect((await poll.answer()).status).toBe(200)
      }
    },
  )
})

describe('a long poll', () => {
  it('is answered at once when there is something, and never with 304', async () => {
    const lab = await site.lab()
    await lab.publish()
    const answer = await ask(`${lab.path}/long-poll?after=0`, ['If-None-Match: "1"'])
    expect(answer.head).toEqual(okHead(answer.body, 1))
    expect(JSON.parse(answer.body)).toMatchObject({ events: [{ id: 1 }], last: 1 })
  })

  it('waits for the next event; everyone who waits gets the same answer', async () => {
    const lab = await site.lab()
    const polls = [await open(), await open(), await open()]
    for (const poll of polls) await held(lab, poll, `${lab.path}/long-poll?after=0`)
    await lab.publish('goal', '球')
    const answers = await Promise.all(polls.map((poll) => poll.answer()))
    for (const answer of answers) {
      expect(answer.head).toEqual(okHead(answer.body, 1))
      expect(JSON.parse(answer.body)).toMatchObject({ events: [{ id: 1, data: '球' }], last: 1 })
    }
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
  })

  it('gets 204 without a length when its time is up', async () => {
    const lab = await site.lab({ longPollTimeoutMs: 100 })
    const asked = performance.now()
    const answer = await ask(`${lab.path}/long-poll`)
    expect(performance.now() - asked).toBeGreaterThan(98)
    expect(answer.head).toEqual(['HTTP/1.1 204 No Content', 'Cache-Control: no-cache', ...TAIL])
    expect((await ask(`${lab.path}/short-poll`)).status).toBe(200)
  })

  it('feels a shorter time at once', async () => {
    const lab = await site.lab({ longPollTimeoutMs: 120_000 })
    const poll = await open()
    await held(lab, poll, `${lab.path}/long-poll`)
    await fetch(`${site.origin}${lab.path}`, {
      method: 'PATCH',
      body: '{"settings":{"longPollTimeoutMs":100}}',
    })
    expect((await poll.answer()).status).toBe(204)
  })

  it('answers a HEAD at once', async () => {
    const lab = await site.lab()
    client.send(request(`${lab.path}/long-poll`, 'HEAD'))
    expect((await client.answer('HEAD')).status).toBe(204)
    await lab.publish()
    client.send(request(`${lab.path}/long-poll?after=0`, 'HEAD'))
    const answer = await client.answer('HEAD')
    expect([answer.status, Number(answer.header('content-length')) > 20]).toEqual([200, true])
    expect((await ask(`${lab.path}/short-poll`)).status).toBe(200)
  })

  it('ends with its lab', async () => {
    const lab = await site.lab()
    const poll = await open()
    await held(lab, poll, `${lab.path}/long-poll`)
    await fetch(`${site.origin}${lab.path}`, { method: 'DELETE' })
    const answer = await poll.answer()
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([
      404,
      { error: { code: 'lab-not-found' } },
    ])
  })

  it.each([
    ['goes away', (poll: HttpClient) => poll.leave()],
    ['ends its half', (poll: HttpClient) => poll.finish()],
  ])('frees its place when the client %s, a pipelined one behind it too', async (_how, leave) => {
    const small = await startServer({ MAX_CONNECTIONS_PER_LAB: '2' })
    const lab = await small.lab({ longPollTimeoutMs: 120_000 })
    const poll = await httpClient(small.port)
    poll.send(request(`${lab.path}/long-poll`) + request(`${lab.path}/long-poll`))
    const full = async (): Promise<boolean> => {
      const asked = new AbortController()
      const probe = fetch(`${small.origin}${lab.path}/long-poll`, { signal: asked.signal })
      const status = await Promise.race([probe.then((answer) => answer.status), probeDeadline()])
      asked.abort()
      await probe.catch(() => undefined)
      return status === 429
    }
    await until(full, true)
    leave(poll)
    await until(full, false)
    small.server.end()
  })
})

/** A held poll gives no answer: that there is none within this time is what "not full" looks like from outside. */
function probeDeadline(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), 100))
}

async function until(check: () => Promise<boolean>, wanted: boolean): Promise<void> {
  for (let tries = 0; tries < 50; tries++) if ((await check()) === wanted) return
  throw new Error(`Still not ${wanted} after 50 tries`)
}

/** Scripted answers: exact bytes, their order and spacing, what is refused, who ends them, and the tap's copy of each. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deChunk } from '../support/de-chunk.ts'
import { request } from '../support/http-client.ts'
import { rawClient, type RawClient } from '../support/raw-client.ts'
import { readTap } from '../support/tap-reader.ts'
import { startServer, type TestLab, type TestServer } from '../support/comet.ts'

let site: TestServer

beforeAll(async () => {
  site = await startServer()
})
afterAll(() => site.end())

interface Said {
  readonly status: number
  readonly body: unknown
}

async function call(lab: TestLab, path: string, body: unknown, method = 'POST'): Promise<Said> {
  const answer = await fetch(`${site.origin}${lab.path}${path === '' ? '' : `/${path}`}`, {
    method,
    ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) }
}

async function script(lab: TestLab, body: object, waiting = 1): Promise<void> {
  expect(await call(lab, 'answer', body)).toEqual({ status: 202, body: { waiting } })
}

const connect = (text: string): Promise<RawClient> => site.client(text)

function base64(...texts: readonly string[]): string[] {
  return texts.map((text) => Buffer.from(text).toString('base64'))
}

const SECURITY = [
  "Content-Security-Policy: default-src 'none'; frame-ancestors 'self'",
  'X-Content-Type-Options: nosniff',
  'Referrer-Policy: no-referrer',
]
const TAIL: readonly unknown[] = [
  expect.stringMatching(/^Date: /),
  'Connection: keep-alive',
  'Keep-Alive: timeout=30',
]

function headOf(client: RawClient): string[] {
  return client.received().toString('latin1').split('\r\n\r\n')[0]!.split('\r\n')
}

describe('a scripted answer', () => {
  it('is the next one of its transport, with these lines and chunks, once', async () => {
    const lab = await site.lab()
    const tap = await readTap(site.origin, lab.path)
    const chunks = ['retry: 100\n', 'data: 球\n\n', 'da', 'ta: x\r\n\r\n']
    await script(lab, {
      transport: 'sse',
      status: 200,
      headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Demo-Note': 'a b' },
      chunks: base64(...chunks),
    })
    const poll = await connect(request(`${lab.path}/short-poll`))
    expect(await poll.answer()).toContain('{"events":[],"last":0}')
    const client = await connect(request(`${lab.path}/sse`))
    await client.answer()
    expect(headOf(client)).toEqual([
      'HTTP/1.1 200 OK',
      'Content-Type: text/event-stream; charset=utf-8',
      'X-Demo-Note: a b',
      'Cache-Control: no-cache, no-transform',
      'X-Accel-Buffering: no',
      ...SECURITY,
      'Transfer-Encoding: chunked',
      ...TAIL,
    ])
    const body = deChunk(client.received())
    expect([body.isWhole, body.chunks.map(String)]).toEqual([true, chunks])

    client.write(request(`${lab.path}/sse`))
    await client.untilText('retry: 2000')
    const tapped = await tap.until(() => {
      const all = tap.exchanges('sse')
      return all[1]?.received.includes('retry: 2000\n\n\r\n') === true && all
    })
    expect(Buffer.concat(tapped.map(({ sent }) => sent))).toEqual(client.sent)
    expect(Buffer.concat(tapped.map(({ received }) => received))).toEqual(client.received())
    tap.close()
  })

  it('waits in line: a 503, a 204, then what there really is, on one connection', async () => {
    const lab = await site.lab()
    await lab.publish()
    await script(lab, { transport: 'long-poll', status: 503, headers: { 'Retry-After': '1' } })
    await script(lab, { transport: 'long-poll', status: 204 }, 2)
    const client = await connect(request(`${lab.path}/long-poll?after=0`))
    expect((await client.answer()).split('\r\n')).toEqual([
      'HTTP/1.1 503 Service Unavailable',
      'Retry-After: 1',
      'Content-Type: application/json; charset=utf-8',
      'Cache-Control: no-cache, no-transform',
      'X-Accel-Buffering: no',
      ...SECURITY,
      'Content-Length: 0',
      ...TAIL,
      '',
      '',
    ])
    client.write(request(`${lab.path}/long-poll?after=0`))
    const empty = await client.answer()
    expect(empty).toMatch(/^HTTP\/1.1 204 No Content\r\n/)
    expect(empty).not.toMatch(/Content-Length|Transfer-Encoding|Content-Type:/)
    client.write(request(`${lab.path}/long-poll?after=0`))
    expect(await client.answer()).toContain('"id":1')
  })

  it('is played even where the cursor is none: what was asked does not matter', async () => {
    const lab = await site.lab()
    await script(lab, { transport: 'short-poll', status: 418, chunks: base64('no') })
    const client = await connect(request(`${lab.path}/short-poll?after=x`))
    expect(await client.answer()).toMatch(/^HTTP\/1.1 418 [^]*\r\n2\r\nno\r\n0\r\n\r\n$/)
  })

  it('gives a HEAD its head alone, and is used up by it', async () => {
    const lab = await site.lab()
    await script(lab, { transport: 'sse', status: 200, chunks: base64('data: x\n\n'), hold: true })
    const client = await connect(request(`${lab.path}/sse`, 'HEAD'))
    expect(await client.answer('HEAD')).toMatch(/Transfer-Encoding: chunked[^]*\r\n\r\n$/)
    client.write(request(`${lab.path}/short-poll`))
    expect(await client.answer()).toMatch(/^HTTP\/1.1 200 OK[^]*"last":0\}$/)
  })

  it('goes to HTTP/1.0 without chunks, to the end of the connection', async () => {
    const lab = await site.lab()
    await script(lab, { transport: 'sse', status: 200, chunks: base64('data: x\n', '\n') })
    const client = await connect(`GET ${lab.path}/sse HTTP/1.0\r\n\r\n`)
    await client.closed()
    expect(client.received().toString()).toMatch(/Connection: close\r\n\r\ndata: x\n\n$/)
  })

  it.each([0, 5])('comes chunk by chunk, each a slice of its own, %i ms apart', async (everyMs) => {
    const lab = await site.lab()
    const tap = await readTap(site.origin, lab.path)
    await script(lab, { transport: 'sse', status: 200, chunks: base64('a', 'b', 'c'), everyMs })
    const client = await connect(request(`${lab.path}/sse`))
    await client.answer()
    const sizes = await tap.until(() => {
      const [exchange] = tap.exchanges('sse')
      return exchange?.isClosed === true && exchange.slices
    })
    const bytes = client.received().toString('latin1')
    const head = bytes.indexOf('\r\n\r\n') + 4
    expect(sizes).toEqual([head, 6, 6, 6, 5])
    tap.close()
  })

  it('waits for its turn behind a poll that is held', async () => {
    const lab = await site.lab()
    await script(lab, { transport: 'short-poll', status: 500, chunks: base64('later') })
    const tap = await readTap(site.origin, lab.path)
    const client = await connect(request(`${lab.path}/long-poll`) + request(`${lab.path}/short-poll`))
    await tap.until(() => tap.exchanges('short-poll').length === 1)
    tap.close()
    await lab.publish()
    expect(await client.answer()).toContain('"id":1')
    expect(await client.answer()).toContain('later')
  })

  it('may lead to another transport of its own lab, and nowhere else', async () => {
    const lab = await site.lab()
    const other = await site.lab()
    await script(lab, {
      transport: 'sse',
      status: 307,
      headers: { Location: `${lab.path}/short-poll?after=0` },
    })
    expect(await (await fetch(`${site.origin}${lab.path}/sse`)).json()).toEqual({ events: [], last: 0 })
    for (const location of [
      'https://example.org/',
      '//example.org/',
      '/',
      `${other.path}/sse`,
      `${lab.path}/../../healthz`,
      `${lab.path}/sse/../../../x`,
      `${lab.path}/sse\\..`,
      `${lab.path}/sse?x#y`,
      `${lab.path}/observe`,
      `http://127.0.0.1${lab.path}/sse`,
    ]) {
      const body = { transport: 'sse', status: 302, headers: { Location: location } }
      expect([location, (await call(lab, 'answer', body)).status]).toEqual([location, 400])
    }
  })
})

describe('a scripted answer that is held', () => {
  const HELD = { transport: 'sse', status: 200, chunks: base64('data: x\n\n'), hold: true }

  it('stays open after its chunks and counts as a connection until its client leaves', async () => {
    const small = await startServer({ MAX_CONNECTIONS_PER_LAB: '1' })
    const lab = await small.lab()
    for (let i = 0; i < 2; i++) {
      const body = JSON.stringify(HELD)
      await fetch(`${small.origin}${lab.path}/answer`, { method: 'POST', body })
    }
    const held = await rawClient(small.port)
    held.write(request(`${lab.path}/sse`))
    await held.untilText('data: x\n\n\r\n')
    const second = await rawClient(small.port)
    second.write(request(`${lab.path}/sse`))
    expect(await second.answer()).toMatch(/^HTTP\/1.1 429 /)
    held.end()
    await held.closed()
    // The refusal has used nothing up: what waits is there for the next that is let in.
    second.write(request(`${lab.path}/sse`))
    await second.untilText('data: x\n\n\r\n')
    expect(second.received().toString()).not.toContain('\r\n0\r\n\r\n')
    second.socket.destroy()
    small.server.end()
  })

  it.each([
    ['the lab’s end', (lab: TestLab) => call(lab, '', undefined, 'DELETE')],
    ['a restart', (lab: TestLab) => call(lab, 'faults', { kind: 'restart', downMs: 0 })],
  ])('ends with its last chunk at %s', async (_what, happen) => {
    const lab = await site.lab()
    await script(lab, HELD)
    const client = await connect(request(`${lab.path}/sse`))
    await client.untilText('data: x')
    await happen(lab)
    expect(await client.answer()).toMatch(/data: x\n\n\r\n0\r\n\r\n$/)
  })

  it('ends with its last chunk in a drain, chunks still to come or not', async () => {
    const other = await startServer()
    const lab = await other.lab()
    for (const more of [{}, { hold: false, everyMs: 10_000, chunks: base64('data: x\n\n', 'never') }]) {
      const body = JSON.stringify({ ...HELD, ...more })
      await fetch(`${other.origin}${lab.path}/answer`, { method: 'POST', body })
    }
    const held = [await rawClient(other.port), await rawClient(other.port)]
    for (const each of held) {
      each.write(request(`${lab.path}/sse`))
      await each.untilText('data: x')
    }
    const drained = other.server.drain()
    for (const each of held) expect(await each.answer()).toMatch(/data: x\n\n\r\n0\r\n\r\n$/)
    await drained
  })

  it.each([
    ['reset', 'reset'],
    ['fin', 'end'],
  ] as const)('is met by the fault %s as any answer is', async (kind, end) => {
    const lab = await site.lab()
    const tap = await readTap(site.origin, lab.path)
    await script(lab, HELD)
    const client = await connect(request(`${lab.path}/sse`))
    await client.untilText('data: x\n\n\r\n')
    expect(await call(lab, 'faults', { kind, transport: 'sse' })).toEqual({
      status: 202,
      body: { affected: 1 },
    })
    expect(await client.closed()).toBe(end)
    const tapped = await tap.until(() => {
      const [exchange] = tap.exchanges('sse')
      return exchange?.isClosed === true && exchange
    })
    expect([tapped.sent, tapped.received]).toEqual([client.sent, client.received()])
    tap.close()
  })

  it('is stalled and goes on, and nothing is lost', async () => {
    const lab = await site.lab()
    await script(lab, { ...HELD, hold: false, everyMs: 20, chunks: base64('a', 'b', 'c') })
    const client = await connect(request(`${lab.path}/sse`))
    await client.untilText('1\r\na\r\n')
    await call(lab, 'faults', { kind: 'stall', transport: 'sse' })
    await call(lab, 'faults', { kind: 'resume', transport: 'sse' })
    expect(await client.answer()).toMatch(/1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n$/)
  })
})

describe('what cannot be scripted', () => {
  const SSE = { transport: 'sse', status: 200 }
  it.each([
    [{}],
    [null],
    [[]],
    [{ transport: 'ws', status: 200 }],
    [{ transport: 'iframe-stream', status: 200 }],
    [{ transport: 'events', status: 200 }],
    [{ transport: 'sse' }],
    [{ transport: 'sse', status: 101 }],
    [{ transport: 'sse', status: 199 }],
    [{ transport: 'sse', status: 600 }],
    [{ transport: 'sse', status: 200.5 }],
    [{ transport: 'sse', status: '200' }],
    [{ ...SSE, headers: [] }],
    [{ ...SSE, headers: { 'Content-Length': '3' } }],
    [{ ...SSE, headers: { 'transfer-encoding': 'chunked' } }],
    [{ ...SSE, headers: { Connection: 'close' } }],
    [{ ...SSE, headers: { 'Keep-Alive': 'timeout=1' } }],
    [{ ...SSE, headers: { Trailer: 'X' } }],
    [{ ...SSE, headers: { Upgrade: 'h2c' } }],
    [{ ...SSE, headers: { 'Set-Cookie': 'a=b' } }],
    [{ ...SSE, headers: { 'Set-Cookie2': 'a=b' } }],
    [{ ...SSE, headers: { 'Clear-Site-Data': '"*"' } }],
    [{ ...SSE, headers: { 'Strict-Transport-Security': 'max-age=1' } }],
    [{ ...SSE, headers: { 'WWW-Authenticate': 'Basic' } }],
    [{ ...SSE, headers: { Refresh: '0;url=https://example.org' } }],
    [{ ...SSE, headers: { Link: '</x>;rel=preload' } }],
    [{ ...SSE, headers: { 'Content-Encoding': 'gzip' } }],
    [{ ...SSE, headers: { 'Content-Disposition': 'attachment' } }],
    [{ ...SSE, headers: { 'Content-Security-Policy': 'default-src *' } }],
    [{ ...SSE, headers: { 'X-Content-Type-Options': 'none' } }],
    [{ ...SSE, headers: { 'X-Accel-Redirect': '/etc/passwd' } }],
    [{ ...SSE, headers: { 'X-Sendfile': '/etc/passwd' } }],
    [{ ...SSE, headers: { 'X-Sendfile2': '/etc/passwd' } }],
    [{ ...SSE, headers: { 'Service-Worker-Allowed': '/' } }],
    [{ ...SSE, headers: { 'Bad Name': 'x' } }],
    [{ ...SSE, headers: { 'X-A:': 'x' } }],
    [{ ...SSE, headers: { '': 'x' } }],
    [{ ...SSE, headers: { 'X-A': 'a\r\nSet-Cookie: b' } }],
    [{ ...SSE, headers: { 'X-A': 'a\nb' } }],
    [{ ...SSE, headers: { 'X-A': 'a\0' } }],
    [{ ...SSE, headers: { 'X-A': '球' } }],
    [{ ...SSE, headers: { 'X-A': ' a' } }],
    [{ ...SSE, headers: { 'X-A': 'a'.repeat(1_025) } }],
    [{ ...SSE, headers: { 'X-A': 1 } }],
    [{ ...SSE, headers: { 'X-A': '1', 'x-a': '2' } }],
    [{ ...SSE, headers: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`X-A${i}`, '1'])) }],
    [{ ...SSE, headers: { 'Content-Type': 'text/html' } }],
    [{ ...SSE, headers: { 'content-type': 'TEXT/HTML; charset=utf-8' } }],
    [{ ...SSE, headers: { 'Content-Type': 'application/xhtml+xml' } }],
    [{ ...SSE, headers: { 'Content-Type': 'image/svg+xml' } }],
    [{ ...SSE, headers: { 'Content-Type': 'text/xml' } }],
    [{ ...SSE, headers: { 'Content-Type': 'text/javascript' } }],
    [{ ...SSE, headers: { 'Content-Type': 'text/event-stream, text/html' } }],
    [{ ...SSE, headers: { 'Content-Type': 'text/plain;a=b' } }],
    [{ ...SSE, headers: { 'Content-Type': 'multipart/x-mixed-replace; boundary=x' } }],
    [{ ...SSE, chunks: 'YQ==' }],
    [{ ...SSE, chunks: ['no!'] }],
    [{ ...SSE, chunks: [''] }],
    [{ ...SSE, chunks: [1] }],
    [{ ...SSE, chunks: Array.from({ length: 257 }, () => 'YQ==') }],
    [{ ...SSE, chunks: [Buffer.alloc(65_537).toString('base64')] }],
    [{ ...SSE, everyMs: -1 }],
    [{ ...SSE, everyMs: 10_001 }],
    [{ ...SSE, everyMs: '1' }],
    [{ ...SSE, everyMs: 10_000, chunks: Array.from({ length: 32 }, () => 'YQ==') }],
    [{ ...SSE, hold: 1 }],
    [{ ...SSE, status: 204, chunks: ['YQ=='] }],
    [{ ...SSE, status: 205, hold: true }],
    [{ ...SSE, status: 304, chunks: ['YQ=='] }],
  ])('%j gets 400', async (body) => {
    const lab = await site.lab()
    expect(await call(lab, 'answer', body)).toMatchObject({
      status: 400,
      body: { error: { code: 'bad-answer' } },
    })
    // Nothing of it waits: the stream is the lab's own.
    const client = await connect(request(`${lab.path}/sse`))
    await client.untilText('retry: 2000')
  })

  it('is what is too large to be read, or too much to wait', async () => {
    const lab = await site.lab()
    expect(await call(lab, 'answer', { ...SSE, chunks: ['A'.repeat(200_000)] })).toMatchObject({
      status: 413,
      body: { error: { code: 'body-too-large' } },
    })
    const large = Buffer.alloc(64 * 1024, 65).toString('base64')
    for (let i = 1; i <= 4; i++) await script(lab, { ...SSE, chunks: [large] }, i)
    expect(await call(lab, 'answer', { ...SSE, chunks: ['YQ=='] })).toMatchObject({
      status: 429,
      body: { error: { code: 'too-many-answers' } },
    })
    for (let i = 5; i <= 8; i++) await script(lab, SSE, i)
    expect(await call(lab, 'answer', SSE)).toMatchObject({ body: { error: { code: 'too-many-answers' } } })
    await script(lab, { transport: 'short-poll', status: 500 })
    expect((await call(lab, 'answer', undefined, 'DELETE')).status).toBe(204)
    const client = await connect(request(`${lab.path}/short-poll`))
    expect(await client.answer()).toMatch(/^HTTP\/1.1 200 /)
    await script(lab, SSE)
  })

  it('is nothing from a foreign page, for a lab that is not there, or with another method', async () => {
    const lab = await site.lab()
    for (const path of ['answer', 'client']) {
      const target = `${site.origin}${lab.path}/${path}`
      const headers = { Origin: 'https://elsewhere.example' }
      const foreign = await fetch(target, { method: 'POST', headers, body: JSON.stringify(SSE) })
      expect([foreign.status, await foreign.json()]).toMatchObject([
        403,
        { error: { code: 'foreign-origin' } },
      ])
      expect((await fetch(`${site.origin}/labs/x/${path}`, { method: 'POST', body: '{}' })).status).toBe(404)
      const wrong = await fetch(target)
      expect([wrong.status, wrong.headers.get('allow')]).toEqual([
        405,
        path === 'answer' ? 'POST, DELETE' : 'POST',
      ])
    }
  })
})

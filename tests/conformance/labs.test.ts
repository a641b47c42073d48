/** The labs' calls, from outside: what `contract.md` says under Labs, Errors and Limits. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, NO_CONDITIONS } from '../../src/contract/settings.ts'
import { startServer, type TestServer } from '../support/comet.ts'
import { httpClient, request } from '../support/http-client.ts'

let site: TestServer
beforeAll(async () => {
  site = await startServer()
})
afterAll(() => site.server.end())

function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  return fetch(`${site.origin}${path}`, { method, headers, ...(text === undefined ? {} : { body: text }) })
}

async function errorOf(answer: Response): Promise<{ status: number; code: string }> {
  const { error } = (await answer.json()) as { error: { code: string; message: string } }
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(error.message.length).toBeGreaterThan(10)
  return { status: answer.status, code: error.code }
}

const ANY_NUMBER: unknown = expect.any(Number)
const ANY_ID: unknown = expect.stringMatching(/^[\w-]{22}$/)

const DEFAULTS = {
  ...DEFAULT_SETTINGS,
  feed: 'match',
  eventsPerMinute: 12,
  longPollTimeoutMs: 25_000,
  heartbeatMs: 15_000,
  retryMs: 2_000,
  deflate: false,
  greet: false,
  wire: {
    ...NO_CONDITIONS,
    ...{ latencyMs: 0, jitterMs: 0, bytesPerSecond: 0, bufferBytes: 0, idleTimeoutMs: 0 },
  },
}

describe('healthz', () => {
  it('says ok', async () => {
    const answer = await call('GET', '/healthz')
    expect([answer.status, await answer.text()]).toEqual([200, '{"status":"ok"}'])
  })
})

describe('a lab', () => {
  it.each([['{}'], [''], ['{"settings":{}}']])('is made from %j with the defaults', async (body) => {
    const answer = await call('POST', '/labs', body)
    expect(answer.status).toBe(201)
    const lab = (await answer.json()) as { id: string }
    expect(lab).toEqual({ id: ANY_ID, settings: DEFAULTS, last: 0 })
    expect(answer.headers.get('location')).toBe(`/labs/${lab.id}`)
  })

  it('shows its settings and its newest id', async () => {
    const lab = await site.lab({ wire: { latencyMs: 10 } })
    await lab.publish()
    const got: unknown = await (await call('GET', lab.path)).json()
    const settings = { ...DEFAULTS, feed: 'manual', wire: { ...DEFAULTS.wire, latencyMs: 10 } }
    expect(got).toEqual({ id: lab.id, settings, last: 1 })
  })

  it('merges what a PATCH brings, and answers with the whole', async () => {
    const lab = await site.lab({ wire: { latencyMs: 10 } })
    const answer = await call('PATCH', lab.path, { settings: { heartbeatMs: 500, wire: { jitterMs: 5 } } })
    expect(answer.status).toBe(200)
    const whole = {
      ...DEFAULTS,
      feed: 'manual',
      heartbeatMs: 500,
      wire: { ...DEFAULTS.wire, latencyMs: 10, jitterMs: 5 },
    }
    expect(await answer.json()).toEqual({ ...whole, settings: whole })
  })

  it('changes nothing when a PATCH is wrong', async () => {
    const lab = await site.lab()
    for (const settings of [
      { retryMs: 1 },
      { wire: { latencyMs: 5_001 } },
      { heartbeatMs: 600, colour: 'red' },
    ])
      expect(await errorOf(await call('PATCH', lab.path, { settings }))).toEqual({
        status: 400,
        code: 'bad-settings',
      })
    expect(await (await call('GET', lab.path)).json()).toMatchObject({
      settings: { ...DEFAULTS, feed: 'manual' },
    })
  })

  it('is gone after a DELETE', async () => {
    const lab = await site.lab()
    const answer = await call('DELETE', lab.path)
    expect([answer.status, answer.headers.get('content-length')]).toEqual([204, null])
    const gone = { status: 404, code: 'lab-not-found' }
    for (const path of ['', '/short-poll', '/long-poll', '/observe'])
      expect(await errorOf(await call('GET', lab.path + path))).toEqual(gone)
    expect(await errorOf(await call('DELETE', lab.path))).toEqual(gone)
    expect(await errorOf(await call('POST', `${lab.path}/events`, { type: 'goal' }))).toEqual(gone)
  })

  it('is reached by its id alone', async () => {
    for (const path of ['/labs/x', '/labs/x/short-poll', '/labs/..%2fx/long-poll', '/labs/%00'])
      expect(await errorOf(await call('GET', path))).toEqual({ status: 404, code: 'lab-not-found' })
  })
})

describe('an event', () => {
  it('is answered whole', async () => {
    const lab = await site.lab()
    const answer = await call('POST', `${lab.path}/events`, { type: 'goal', data: { by: '林' } })
    expect(answer.status).toBe(201)
    const event: unknown = await answer.json()
    expect(event).toEqual({ id: 1, type: 'goal', at: ANY_NUMBER, data: { by: '林' } })
    const polled = (await (await call('GET', `${lab.path}/short-poll?after=0`)).json()) as {
      events: unknown[]
    }
    expect(polled.events).toEqual([event])
  })

  it('is published once for one Idempotency-Key, also when both requests come at once', async () => {
    const lab = await site.lab()
    const send = (key: string, type = 'goal'): Promise<Response> =>
      call('POST', `${lab.path}/events`, { type }, { 'Idempotency-Key': key })
    const answers = await Promise.all([send('a'), send('a'), send('a', 'card')])
    const texts = await Promise.all(answers.map((answer) => answer.text()))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(texts).size).toBe(1)
    expect(await (await send('b')).json()).toMatchObject({ id: 2 })
    expect(await errorOf(await send('x'.repeat(256)))).toEqual({ status: 400, code: 'bad-idempotency-key' })
  })

  it('is refused with a reserved or malformed type, and when it is no JSON', async () => {
    const lab = await site.lab()
    const cases: [unknown, string][] = [
      [{ type: 'heartbeat' }, 'bad-event'],
      [{ type: 'Goal!' }, 'bad-event'],
      [{}, 'bad-event'],
      ['', 'bad-event'],
      ['"goal"', 'bad-event'],
      ['{"type":"goal"', 'bad-json'],
      [`${'['.repeat(30_000)}`, 'bad-json'],
      [`{"type":"goal","data":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, 'bad-event'],
    ]
    for (const [body, code] of cases)
      expect(await errorOf(await call('POST', `${lab.path}/events`, body))).toEqual({ status: 400, code })
    const notUtf8 = new Uint8Array([0x22, 0xff, 0x22])
    const answer = await fetch(`${site.origin}${lab.path}/events`, { method: 'POST', body: notUtf8 })
    expect(await errorOf(answer)).toEqual({ status: 400, code: 'bad-json' })
    expect(await (await call('GET', lab.path)).json()).toMatchObject({ last: 0 })
  })

  it('may be sent with any content type', async () => {
    const lab = await site.lab()
    for (const type of ['application/json', 'text/plain', 'image/png'])
      expect(
        (await call('POST', `${lab.path}/events`, { type: 'goal' }, { 'Content-Type': type })).status,
      ).toBe(201)
  })
})

describe('limits', () => {
  it('on labs', async () => {
    const small = await startServer({ MAX_LABS: '1' })
    await small.lab()
    const answer = await fetch(`${small.origin}/labs`, { method: 'POST' })
    expect(await errorOf(answer)).toEqual({ status: 429, code: 'too-many-labs' })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    small.server.end()
  })

  it('on events a minute', async () => {
    const small = await startServer({ MAX_EVENTS_PER_MINUTE: '2' })
    const lab = await small.lab()
    await lab.publish()
    await lab.publish()
    const answer = await fetch(`${small.origin}${lab.path}/events`, {
      method: 'POST',
      body: '{"type":"goal"}',
    })
    expect(await errorOf(answer)).toEqual({ status: 429, code: 'too-many-events' })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(50)
    small.server.end()
  })

  it('on what a lab holds', async () => {
    const small = await startServer({ MAX_CONNECTIONS_PER_LAB: '1' })
    const lab = await small.lab()
    const first = await httpClient(small.port)
    first.send(request(`${lab.path}/long-poll`))
    // Answered after the first was read, since it was asked later: so the first is held by now.
    await fetch(`${small.origin}${lab.path}/short-poll`)
    let second = await fetch(`${small.origin}${lab.path}/long-poll`)
    expect(await errorOf(second)).toEqual({ status: 429, code: 'too-many-connections' })
    second = await fetch(`${small.origin}${lab.path}/short-poll`)
    expect(second.status).toBe(200)
    await lab.publish()
    expect((await first.answer()).status).toBe(200)
    small.server.end()
  })

  it('on bodies, while they come in', async () => {
    const lab = await site.lab()
    const large = JSON.stringify({ type: 'goal', data: 'x'.repeat(64 * 1024) })
    expect(await errorOf(await call('POST', `${lab.path}/events`, large))).toEqual({
      status: 413,
      code: 'body-too-large',
    })
    const fits = JSON.stringify({ type: 'goal', data: 'x'.repeat(63 * 1024) })
    expect((await call('POST', `${lab.path}/events`, fits)).status).toBe(201)
    const settings = `{"settings":{}${' '.repeat(9 * 1024)}}`
    for (const [method, path] of [
      ['POST', '/labs'],
      ['PATCH', lab.path],
    ] as const)
      expect(await errorOf(await call(method, path, settings))).toEqual({
        status: 413,
        code: 'body-too-large',
      })
  })
})

describe('an Origin', () => {
  const own = (): string => site.origin
  it.each([
    ['absent', () => undefined, 201],
    ['its own', own, 201],
    ['another port', () => 'http://127.0.0.1:1', 403],
    ['another scheme', () => own().replace('http', 'https'), 403],
    ['null', () => 'null', 403],
    ['a page elsewhere', () => 'https://example.org', 403],
  ])('that is %s', async (_name, origin, status) => {
    const lab = await site.lab()
    const value = origin()
    const headers: Record<string, string> = value === undefined ? {} : { Origin: value }
    expect((await call('POST', `${lab.path}/events`, { type: 'goal' }, headers)).status).toBe(status)
    expect((await call('POST', '/labs', {}, headers)).status).toBe(status)
    expect((await call('PATCH', lab.path, {}, headers)).status).toBe(status === 201 ? 200 : 403)
    expect((await call('GET', lab.path, undefined, headers)).status).toBe(200)
    const removed = await call('DELETE', lab.path, undefined, headers)
    expect(removed.status).toBe(status === 201 ? 204 : 403)
    if (status === 403) expect(await errorOf(removed)).toEqual({ status: 403, code: 'foreign-origin' })
  })

  it('that is listed may act', async () => {
    const open = await startServer({ ALLOWED_ORIGINS: 'https://example.org' })
    const answer = await fetch(`${open.origin}/labs`, {
      method: 'POST',
      headers: { Origin: 'https://example.org' },
    })
    expect(answer.status).toBe(201)
    open.server.end()
  })
})

describe('a path or method that is not there', () => {
  it.each([
    ['GET', '/nothing'],
    ['POST', '/nothing'],
    ['GET', '/labs/x/nothing'],
    ['GET', '/labs/x/short-poll/more'],
    ['GET', '/labs/'],
  ])('%s %s: 404 not-found', async (method, path) => {
    expect(await errorOf(await call(method, path))).toEqual({ status: 404, code: 'not-found' })
  })

  it.each([
    ['POST', '/healthz', 'GET, HEAD'],
    ['GET', '/labs', 'POST'],
    ['PUT', '/labs/x', 'GET, HEAD, PATCH, DELETE'],
    ['GET', '/labs/x/events', 'POST'],
    ['POST', '/labs/x/short-poll', 'GET, HEAD'],
    ['DELETE', '/labs/x/long-poll', 'GET, HEAD'],
    ['POST', '/labs/x/observe', 'GET, HEAD'],
    ['POST', '/labs/x/sse', 'GET, HEAD'],
    ['POST', '/labs/x/ws', 'GET, HEAD'],
    ['GET', '/labs/x/faults', 'POST'],
    ['OPTIONS', '/labs/x/long-poll', 'GET, HEAD'],
  ])('%s %s: 405, use %s', async (method, path, allow) => {
    const answer = await call(method, path)
    expect(answer.headers.get('allow')).toBe(allow)
    expect(await errorOf(answer)).toEqual({ status: 405, code: 'method-not-allowed' })
  })
})

describe('every answer', () => {
  it('carries a policy, nosniff and no-referrer', async () => {
    const lab = await site.lab()
    for (const path of ['/healthz', '/labs', lab.path, `${lab.path}/short-poll`, '/nothing']) {
      const { headers } = await call('GET', path)
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
  })
})

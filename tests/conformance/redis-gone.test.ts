/**
 * Redis is gone, or has lost something: what needs it gets a 503 and is told when to come again, what is open stays open and
 * catches up, ids go on where they were, and what nobody has any more is told by a gap. Needs redis-server on the machine.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findRedis, NO_REDIS } from '../../scripts/redis.ts'
import type { TestLab } from '../support/comet.ts'
import { endChildren, runChild, startChild } from '../support/child-server.ts'
import { request } from '../support/http-client.ts'
import { startInstance, type TestInstance } from '../support/instances.ts'
import { rawClient, type RawClient } from '../support/raw-client.ts'
import { HANDSHAKE, requestFor } from '../support/raw-transports.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'
import { clientFrame } from '../support/ws-frames.ts'
import { openWatch } from '../support/watcher.ts'

const program = findRedis()
const stops: (() => unknown)[] = []
let redis: TestRedis
beforeEach((context) => {
  if (program === undefined && process.env['CI']) throw new Error(NO_REDIS)
  context.skip(program === undefined, NO_REDIS)
})
afterEach(async () => {
  endChildren()
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function setUp(
  lines: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly [TestInstance, TestInstance, TestLab]> {
  redis = await startRedis(program ?? '', lines)
  stops.push(() => redis.stop())
  const instances = [
    await startInstance(redis.url, environment),
    await startInstance(redis.url, environment),
  ] as const
  stops.push(() => Promise.all(instances.map((each) => each.end())))
  return [...instances, await instances[0].lab()]
}

async function send({ port }: { readonly port: number }, text: string): Promise<RawClient> {
  const client = await rawClient(port)
  stops.push(() => client.socket.destroy())
  client.write(text)
  return client
}

async function ask(
  at: { readonly port: number },
  method: string,
  target: string,
  body?: object,
  more: readonly string[] = [],
): Promise<string> {
  const text = body === undefined ? '' : JSON.stringify(body)
  const client = await send(at, request(target, method, [`Content-Length: ${text.length}`, ...more]) + text)
  return client.answer()
}

/** Publishes with one key until it is acknowledged; gives the id. */
async function insist(at: TestInstance, lab: TestLab, data: unknown): Promise<number> {
  for (;;) {
    const answer = await ask(at, 'POST', `${lab.path}/events`, { type: 'goal', data }, [
      `Idempotency-Key: ${String(data)}`,
    ])
    const id = /"id":(\d+),/.exec(answer)?.[1]
    if (id !== undefined) return Number(id)
    expect(answer).toMatch(/^HTTP\/1\.1 503 /)
  }
}

function idsIn(text: string): number[] {
  return [...text.matchAll(/"id":(\d+),/g)].map(([, id]) => Number(id))
}

const UNAVAILABLE = /^HTTP\/1\.1 503 [^]+\r\nRetry-After: \d+\r\n[^]+"code":"store-unavailable"/

describe('while Redis is gone', () => {
  it('whatever needs it is told so, and open streams stay and catch up', async () => {
    const [one, two, lab] = await setUp()
    expect(await insist(one, lab, 'a')).toBe(1)
    const streams = [
      await send(two, requestFor(lab, 'sse')),
      await send(one, requestFor(lab, 'iframe-stream')),
    ]
    const ws = await send(two, requestFor(lab, 'ws'))
    const observer = await send(one, request(`${lab.path}/observe`, 'GET', HANDSHAKE))
    const held = await send(two, requestFor(lab, 'long-poll', 1))
    for (const each of [...streams, ws]) await each.untilText('"id":1,')
    await observer.untilText('"replayed"')
    await redis.kill()
    for (const [method, target, body] of [
      ['POST', '/labs', {}],
      ['GET', lab.path, undefined],
      ['PATCH', lab.path, { settings: { retryMs: 500 } }],
      ['POST', `${lab.path}/events`, { type: 'goal' }],
      ['POST', `${lab.path}/faults`, { kind: 'resume', transport: 'all' }],
      ['DELETE', lab.path, undefined],
      ['GET', `${lab.path}/short-poll?after=0`, undefined],
      ['GET', '/labs/AAAAAAAAAAAAAAAAAAAAAA/sse', undefined],
    ] as const)
      expect([target, await ask(two, method, target, body)]).toEqual([
        target,
        expect.stringMatching(UNAVAILABLE),
      ])
    expect(await (await send(one, requestFor(lab, 'ws'))).answer()).toMatch(UNAVAILABLE)
    observer.write(clientFrame(1, '{"kind":"publish","type":"goal","data":1}'))
    await observer.untilText('store-unavailable')
    expect(await ask(one, 'GET', '/healthz')).toMatch(/^HTTP\/1\.1 200 /)

    await redis.start()
    expect(await insist(one, lab, 'b')).toBe(2)
    for (const each of [...streams, ws]) {
      await each.untilText('"id":2,')
      expect(idsIn(each.received().toString('latin1'))).toEqual([1, 2])
    }
    expect(idsIn(await held.answer())).toEqual([2])
  })

  it('a WebSocket that publishes is told to try again later, and one that only reads stays', async () => {
    const [one, , lab] = await setUp()
    const [speaker, reader] = [await send(one, requestFor(lab, 'ws')), await send(one, requestFor(lab, 'ws'))]
    for (const each of [speaker, reader]) await each.untilText('\r\n\r\n')
    await redis.kill()
    speaker.write(clientFrame(1, '{"type":"goal","data":1}'))
    await speaker.until(speaker.received().length + 4)
    expect(speaker.received().indexOf(Uint8Array.of(0x03, 0xf5))).toBeGreaterThan(0)
    await redis.start()
    expect(await insist(one, lab, 'b')).toBe(1)
    await reader.untilText('"id":1,')
  })

  it('one that stands still is as good as gone, and nothing is repeated when it goes on', async () => {
    const [one, two, lab] = await setUp()
    const sse = await send(two, requestFor(lab, 'sse'))
    await sse.untilText('retry')
    redis.freeze()
    const first = ask(one, 'POST', `${lab.path}/events`, { type: 'goal', data: 'x' }, ['Idempotency-Key: x'])
    expect(await first).toMatch(UNAVAILABLE)
    expect(await ask(two, 'GET', `${lab.path}/short-poll`)).toMatch(UNAVAILABLE)
    redis.thaw()
    // It may have been published when Redis went on, though nobody could be told: with its key it is there once.
    expect(await insist(one, lab, 'x')).toBe(1)
    expect(await insist(two, lab, 'y')).toBe(2)
    await sse.untilText('"id":2,')
    expect(idsIn(sse.received().toString())).toEqual([1, 2])
  })
})

describe('a Redis that has lost something', () => {
  it('is given back all that instances still have, and ids go on', async () => {
    const [one, two, lab] = await setUp(['appendonly no'])
    for (let i = 1; i <= 5; i++) expect(await insist(i % 2 ? one : two, lab, i)).toBe(i)
    const sse = await send(two, requestFor(lab, 'sse'))
    await sse.untilText('"id":5,')
    await redis.restart()
    expect(await redis.say(`EXISTS comet:lab:${lab.id}`)).toMatch(/^:[01]/)
    expect(await insist(two, lab, 6)).toBe(6)
    await sse.untilText('"id":6,')
    for (const at of [one, two])
      expect(idsIn(await ask(at, 'GET', `${lab.path}/short-poll?after=0`))).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('also where it was emptied while it ran', async () => {
    const [one, two, lab] = await setUp()
    for (let i = 1; i <= 3; i++) await insist(one, lab, i)
    await ask(two, 'GET', `${lab.path}/short-poll`)
    await redis.say('FLUSHALL')
    expect(await insist(two, lab, 4)).toBe(4)
    expect(idsIn(await ask(one, 'GET', `${lab.path}/short-poll?after=0`))).toEqual([1, 2, 3, 4])
  })

  it('knows a link to watch by again', async () => {
    const [one, two, lab] = await setUp()
    const path = await openWatch(one.origin, lab.path)
    await ask(two, 'GET', lab.path)
    await redis.say('FLUSHALL')
    expect(await insist(two, lab, 1)).toBe(1)
    for (const at of [one, two]) expect(await ask(at, 'GET', path)).toMatch(/^HTTP\/1\.1 426 /)
  })

  it('tells a reader by a gap of what nobody has any more', async () => {
    const [one, two, lab] = await setUp()
    const sse = await send(two, requestFor(lab, 'sse'))
    await sse.untilText('retry')
    for (let i = 1; i <= 4; i++) await insist(one, lab, i)
    await sse.untilText('"id":4,')
    // As if the last second had not reached the disk, of a list that only this instance's readers knew more of.
    await redis.say(`LTRIM comet:lab:${lab.id}:events 4 -1`)
    await redis.say(`HSET comet:lab:${lab.id} last 9 gone 9 goneAt 1780000000000 bytes 0`)
    expect(await insist(one, lab, 'after')).toBe(10)
    await sse.untilText('"id":10,')
    const text = sse.received().toString()
    expect(text).toContain('{"id":9,"type":"gap","at":1780000000000,"data":{"missed":5}}')
    expect(idsIn(text)).toEqual([1, 2, 3, 4, 9, 10])
  })

  it('tells every reader by a gap where all who knew more went with it, and gives no id a second time', async () => {
    const [one, two, lab] = await setUp(['appendonly no'])
    for (let i = 1; i <= 2; i++) await insist(one, lab, i)
    expect(await redis.say('SAVE')).toMatch(/^\+OK/)
    for (let i = 3; i <= 4; i++) await insist(two, lab, i)
    await redis.kill()
    await Promise.all([one.end(), two.end()])
    await redis.start()
    const three = await startInstance(redis.url)
    stops.push(() => three.end())
    // One reader has what was lost, one has not.
    const streams = await Promise.all(
      [4, 2].map((after) => send(three, request(`${lab.path}/sse?after=${after}`))),
    )
    for (const each of streams) await each.untilText('"gap"')
    const next = await insist(three, lab, 'after')
    expect(next).toBeGreaterThan(5)
    for (const [i, stream] of streams.entries()) {
      const text = await stream.untilText(`"id":${next},`)
      expect(idsIn(text)).toEqual([next - 1, next])
      expect(text).toContain(`"data":{"missed":${next - 1 - [4, 2][i]!}}`)
    }
  })

  it('tells of nothing where it keeps all and was only started again', async () => {
    const [one, two, lab] = await setUp()
    for (let i = 1; i <= 3; i++) await insist(one, lab, i)
    await redis.kill()
    await Promise.all([one.end(), two.end()])
    await redis.start()
    const three = await startInstance(redis.url)
    stops.push(() => three.end())
    expect(idsIn(await ask(three, 'GET', `${lab.path}/short-poll?after=0`))).toEqual([1, 2, 3])
    expect(await insist(three, lab, 4)).toBe(4)
  })

  it('does not get a lab back that was ended', async () => {
    const [one, two, lab] = await setUp()
    await ask(two, 'GET', lab.path)
    await ask(one, 'DELETE', lab.path)
    expect(await ask(two, 'GET', lab.path)).toMatch(/^HTTP\/1\.1 404 /)
    expect(await redis.say(`EXISTS comet:lab:${lab.id}`)).toMatch(/^:0/)
  })
})

describe('an instance that is killed', () => {
  it('is missed within seconds: its connections count no more, and another makes what happens by itself', async () => {
    const [one] = await setUp([], { MAX_CONNECTIONS_PER_LAB: '2' })
    const child = await runChild({ environment: { REDIS_URL: redis.url } })
    const busy = await ask(child, 'POST', '/labs', { settings: { feed: 'ticker', eventsPerMinute: 3_000 } })
    const path = `/labs/${/"id":"([\w-]{22})"/.exec(busy)?.[1] ?? ''}`
    const there = await send(child, request(`${path}/sse`, 'GET'))
    const here = await send(one, request(`${path}/sse`, 'GET'))
    for (const each of [there, here]) await each.untilText('"id":')
    const third = async (): Promise<string> => {
      const client = await send(one, request(`${path}/sse`, 'GET'))
      const head = await client.untilText('\r\n\r\n')
      client.socket.destroy()
      return head
    }
    // What is held on one instance is told to the others a moment later.
    while (!(await third()).startsWith('HTTP/1.1 429 '));
    child.child.kill('SIGKILL')
    const before = idsIn(here.received().toString()).at(-1) ?? 0
    // The lease has to run out first.
    await here.untilText(`"id":${before + 50},`)
    const ids = idsIn(here.received().toString())
    expect(ids).toEqual(Array.from({ length: ids.length }, (_, i) => ids[0]! + i))
    // Its connection counts until it is missed.
    while (!(await third()).startsWith('HTTP/1.1 200 '));
  }, 60_000)

  it('leaves nothing of a lab in Redis that does not go by itself', async () => {
    const [, , lab] = await setUp()
    const keys = (await redis.say('KEYS *')).match(/comet:lab:\S+/g) ?? []
    expect(keys.length).toBeGreaterThan(0)
    for (const key of keys) {
      const ttl = Number((await redis.say(`PTTL ${key}`)).slice(1))
      expect([key, ttl > 0 && ttl <= 62_000]).toEqual([key, true])
    }
    expect(keys.some((key) => key.includes(lab.id))).toBe(true)
  })
})

it('does not start where nobody answers, and says so', async () => {
  redis = await startRedis(program ?? '')
  const { url } = redis
  await redis.stop()
  const { ended, printed } = startChild({ environment: { REDIS_URL: url } })
  expect(await ended).toBe(1)
  expect(printed()).toContain('No Redis answers at REDIS_URL')
})

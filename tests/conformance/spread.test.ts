/**
 * A reader whose page calls one instance, whose transports come to another and who observes a third sees the very bytes, answers
 * and ends that a reader of a single server without Redis sees. Needs redis-server on the machine.
 */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findRedis, NO_REDIS } from '../../scripts/redis.ts'
import { TRANSPORTS } from '../../src/wire/trace/transports.ts'
import { startServer, type TestServer } from '../support/comet.ts'
import { request } from '../support/http-client.ts'
import { startInstance } from '../support/instances.ts'
import { rawClient, type RawClient } from '../support/raw-client.ts'
import { openTransport } from '../support/raw-transports.ts'
import { startRedis } from '../support/redis.ts'
import { readTap } from '../support/tap-reader.ts'
import { clientFrame } from '../support/ws-frames.ts'

const program = findRedis()
const stops: (() => unknown)[] = []
beforeEach((context) => {
  if (program === undefined && process.env['CI']) throw new Error(NO_REDIS)
  context.skip(program === undefined, NO_REDIS)
})
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

interface Places {
  readonly page: TestServer
  readonly transports: TestServer
  readonly observer: TestServer
}

it('sees on three instances what is seen on one', async () => {
  const alone = await startServer()
  stops.push(() => alone.server.end())
  const redis = await startRedis(program ?? '')
  stops.push(() => redis.stop())
  const start = () => startInstance(redis.url)
  const three = await Promise.all([start(), start(), start()])
  stops.push(() => Promise.all(three.map((each) => each.end())))
  const [page, transports, observer] = three

  const expected = await seen({ page: alone, transports: alone, observer: alone })
  const spread = await seen({ page, transports, observer })
  expect(spread.page).toEqual(expected.page)
  expect(spread.readers).toEqual(expected.readers)
  expect(spread.tap).toEqual(expected.tap)
  // What was played is there at all.
  expect(expected.page.filter((each) => each.startsWith('202 '))).toHaveLength(8)
  expect(Object.keys(expected.tap)).toEqual([...TRANSPORTS, 'events'])
})

/** What page, readers and observer have of one play of everything that a page can do, without names, times and lengths. */
async function seen({ page, transports, observer }: Places): Promise<{
  readonly page: readonly string[]
  readonly readers: readonly string[]
  readonly tap: Readonly<Record<string, readonly string[]>>
}> {
  const lab = await page.lab({ retryMs: 700 })
  const told: string[] = []
  const plain = (text: string): string =>
    text
      .replaceAll(lab.id, 'LAB')
      .replace(/"at":[\d.]+/g, '"at":0')
      .replace(/Date: .*/g, 'Date: then')
      .replace(/nonce(-|=")[\w+/=-]+/g, 'nonce$1N')
      .replace(/"connection":"[^"]+"/, '"connection":"c"')
      // A time has one digit more or less, and so has what says a length.
      .replace(/^[\da-f]+\r$/gm, 'N\r')
      .replace(/Content-Length: \d+/g, 'Content-Length: N')
      .replace(/.(?=\{"id":)/gs, '_')

  async function ask(at: TestServer, method: string, path: string, body?: object, more: string[] = []) {
    const client = await rawClient(at.port)
    const text = body === undefined ? '' : JSON.stringify(body)
    client.write(request(lab.path + path, method, [`Content-Length: ${text.length}`, ...more]) + text)
    const answer = plain(await client.answer())
    client.socket.destroy()
    return answer
  }
  async function call(method: string, path: string, body?: object, more: string[] = []): Promise<void> {
    const answer = await ask(page, method, path, body, more)
    told.push(`${answer.slice(9, 12)} ${method} ${path} ${answer.slice(answer.indexOf('\r\n\r\n') + 4)}`)
  }
  const publish = (data: unknown, ...more: string[]) => call('POST', '/events', { type: 'goal', data }, more)

  const tap = await readTap(observer.origin, lab.path)
  stops.push(() => tap.close())
  const closed = (transport: string, count: number) =>
    tap.until(() => tap.exchanges(transport).filter(({ isClosed }) => isClosed).length >= count)
  const readers: Record<string, RawClient> = {}
  for (const transport of ['sse', 'iframe-stream', 'ws', 'long-poll'] as const) {
    readers[transport] = await openTransport(transports, lab, transport)
    stops.push(() => readers[transport]?.socket.destroy())
  }
  const [sse, iframe, ws] = [readers['sse']!, readers['iframe-stream']!, readers['ws']!]

  await publish('one', 'Idempotency-Key: k')
  await publish('again', 'Idempotency-Key: k')
  await closed('long-poll', 1)
  ws.write(clientFrame(1, JSON.stringify({ type: 'goal', data: 'two' })))
  for (const each of [sse, iframe, ws]) await each.untilText('"two"')
  await call('PATCH', '', { settings: { retryMs: 900, wire: { latencyMs: 1 } } })
  await call('PATCH', '', { settings: { retryMs: 1 } })
  await call('PATCH', '', { settings: { wire: { latencyMs: 0 } } })
  await call('GET', '')
  await publish('three')
  await call('POST', '/events', { type: 'gap' })

  const polls: string[] = []
  const poll = async (path: string, ...more: string[]) =>
    polls.push(await ask(transports, 'GET', path, undefined, more))
  await call('POST', '/answer', { transport: 'short-poll', status: 503, headers: { 'Retry-After': '1' } })
  await call('POST', '/answer', { transport: 'sse', status: 200, chunks: ['ZGF0YTogeAoK'] })
  await poll('/short-poll?after=1')
  await poll('/short-poll?after=1')
  await poll('/short-poll?after=3', 'If-None-Match: "3"')
  await poll('/long-poll?after=2')
  await poll('/long-poll?after=4')
  await poll('/sse')
  await poll('/sse?after=0&once=1', 'Last-Event-ID: 2')
  await closed('short-poll', 3)
  await closed('sse', 2)

  const bytes = Buffer.from(request(`${lab.path}/short-poll?after=0`)).toString('base64')
  await call('POST', '/client', { bytes: [bytes], stayMs: 0 })
  await closed('short-poll', 4)

  await call('POST', '/faults', { kind: 'stall', transport: 'sse' })
  await publish('four')
  for (const each of [iframe, ws]) await each.untilText('"four"')
  await call('POST', '/faults', { kind: 'resume', transport: 'sse' })
  await sse.untilText('"four"')
  await call('POST', '/faults', { kind: 'reset', transport: 'iframe-stream' })
  await closed('iframe-stream', 1)
  await call('POST', '/faults', { kind: 'ws-close', code: 4000, reason: 'so' })
  await ws.untilText('so')
  ws.write(clientFrame(8, Uint8Array.of(0x0f, 0xa0)))
  await closed('ws', 1)
  await call('POST', '/faults', { kind: 'restart', downMs: 60_000 })
  await closed('sse', 3)
  await poll('/short-poll?after=0')
  await tap.until(() => tap.exchanges('short-poll').at(-1)?.received.includes('restarting'))
  await tap.until(() => tap.exchanges('events').filter(({ isClosed }) => isClosed).length >= 5)

  const byTransport = Object.fromEntries(
    [...TRANSPORTS, 'events'].map((transport) => [
      transport,
      tap
        .exchanges(transport)
        .map(({ sent, received }) => plain(`${sent.toString()}\n${received.toString()}`)),
    ]),
  )
  tap.close()
  await call('DELETE', '')
  await call('GET', '')
  const received = [sse, iframe, ws].map((each) => plain(each.received().toString('latin1')))
  return { page: told, readers: [...received, ...polls], tap: byTransport }
}

/**
 * A reader whose page, transports and observer land on different instances sees what they would on one: events, settings,
 * faults and the whole tap, in order a connection, and no byte of another lab. Needs redis-server on the machine.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findRedis, NO_REDIS } from '../../scripts/redis.ts'
import { TRANSPORTS } from '../../src/wire/trace/transports.ts'
import type { TestLab } from '../support/comet.ts'
import { request } from '../support/http-client.ts'
import { startInstance, type TestInstance } from '../support/instances.ts'
import { rawClient, type RawClient } from '../support/raw-client.ts'
import { requestFor } from '../support/raw-transports.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'
import { readTap, type TapReader } from '../support/tap-reader.ts'
import { clientFrame, serverFrames } from '../support/ws-frames.ts'

const program = findRedis()
let redis: TestRedis
beforeAll(async () => {
  if (program !== undefined) redis = await startRedis(program)
})
afterAll(() => (program === undefined ? undefined : redis.stop()))

const stops: (() => unknown)[] = []
beforeEach((context) => {
  if (program === undefined && process.env['CI']) throw new Error(NO_REDIS)
  context.skip(program === undefined, NO_REDIS)
})
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function instances(count: number, environment: Record<string, string> = {}): Promise<TestInstance[]> {
  const started = await Promise.all(
    Array.from({ length: count }, () => startInstance(redis.url, environment)),
  )
  stops.push(() => Promise.all(started.map((each) => each.end())))
  return started
}

async function send({ port }: TestInstance, text: string): Promise<RawClient> {
  const client = await rawClient(port)
  stops.push(() => client.socket.destroy())
  client.write(text)
  return client
}

async function ask(at: TestInstance, method: string, target: string, body?: object): Promise<string> {
  const text = body === undefined ? '' : JSON.stringify(body)
  const client = await send(at, request(target, method, [`Content-Length: ${text.length}`]) + text)
  return client.answer()
}

async function tapOf(at: TestInstance, lab: TestLab): Promise<TapReader> {
  const tap = await readTap(at.origin, lab.path)
  stops.push(() => tap.close())
  return tap
}

/** What a client got, without its own requests’ heads differing: events by id, from any transport. */
function idsIn(text: string): number[] {
  return [...text.matchAll(/"id":(\d+),/g)].map(([, id]) => Number(id))
}

describe('three instances', () => {
  it('serve one lab: each transport on any of them has each event once, in order, whoever it was published at', async () => {
    const [one, two, three] = (await instances(3)) as [TestInstance, TestInstance, TestInstance]
    const lab = await one.lab()
    const streams = await Promise.all(
      [one, two, three].flatMap((at) =>
        (['sse', 'iframe-stream', 'ws'] as const).map((transport) => send(at, requestFor(lab, transport))),
      ),
    )
    for (const stream of streams) await stream.untilText('\r\n\r\n')
    for (let i = 1; i <= 12; i++) {
      const answer = await ask([one, two, three][i % 3]!, 'POST', `${lab.path}/events`, {
        type: 'goal',
        data: i,
      })
      expect(answer).toContain(`{"id":${i},`)
      // Whoever asks next, anywhere, has it: also without waiting.
      expect(
        idsIn(await ask([one, two, three][(i + 1) % 3]!, 'GET', `${lab.path}/short-poll?after=${i - 1}`)),
      ).toEqual([i])
      expect(
        idsIn(await ask([one, two, three][(i + 2) % 3]!, 'GET', `${lab.path}/long-poll?after=${i - 1}`)),
      ).toEqual([i])
    }
    for (const stream of streams) {
      await stream.untilText('"id":12,')
      expect(idsIn(stream.received().toString())).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
    }
  })

  it('answer a cursor, a Last-Event-ID and a held poll wherever they come', async () => {
    const [one, two, three] = (await instances(3)) as [TestInstance, TestInstance, TestInstance]
    const lab = await one.lab()
    for (let i = 0; i < 3; i++) await lab.publish()
    const sse = await send(two, request(`${lab.path}/sse?after=0`, 'GET', ['Last-Event-ID: 2']))
    await sse.untilText('"id":3,')
    expect(idsIn(sse.received().toString())).toEqual([3])
    const held = await send(three, requestFor(lab, 'long-poll', 3))
    const tap = await tapOf(one, lab)
    await tap.until(() => tap.exchanges('long-poll').length === 1)
    await lab.publish()
    expect(idsIn(await held.answer())).toEqual([4])
    expect(await ask(two, 'GET', `${lab.path}/sse?after=9`)).toMatch(/^HTTP\/1\.1 400 [^]+bad-cursor/)
  })

  it('change settings, break and end what is open on the others', async () => {
    const [one, two, three] = (await instances(3)) as [TestInstance, TestInstance, TestInstance]
    const lab = await one.lab()
    const sse = await send(two, requestFor(lab, 'sse'))
    const ws = await send(three, requestFor(lab, 'ws'))
    for (const each of [sse, ws]) await each.untilText('\r\n\r\n')
    await ask(one, 'PATCH', lab.path, { settings: { heartbeatMs: 500 } })
    expect(await ask(three, 'GET', lab.path)).toContain('"heartbeatMs":500')
    await sse.untilText('event: heartbeat')
    const closed = await ask(two, 'POST', `${lab.path}/faults`, {
      kind: 'ws-close',
      code: 4001,
      reason: 'so',
    })
    expect(closed).toMatch(/^HTTP\/1\.1 202 [^]+{"affected":1}/)
    await ws.untilText('so')
    expect(serverFrames(ws.received()).at(-1)?.payload.readUInt16BE(0)).toBe(4001)
    expect(await ask(three, 'POST', `${lab.path}/faults`, { kind: 'restart', downMs: 60_000 })).toContain(
      '"affected":',
    )
    expect(await sse.answer()).toMatch(/\r\n0\r\n\r\n$/)
    for (const at of [one, two, three])
      expect(await ask(at, 'GET', `${lab.path}/short-poll`)).toMatch(/^HTTP\/1\.1 503 [^]+restarting/)
    expect(await ask(two, 'DELETE', lab.path)).toMatch(/^HTTP\/1\.1 204 /)
    for (const at of [one, two, three]) expect(await ask(at, 'GET', lab.path)).toMatch(/^HTTP\/1\.1 404 /)
  })

  it('give the next request of a transport the answer that was scripted, whoever was told it', async () => {
    const [one, two, three] = (await instances(3)) as [TestInstance, TestInstance, TestInstance]
    const lab = await one.lab()
    const script = (at: TestInstance, status: number, transport = 'long-poll') =>
      ask(at, 'POST', `${lab.path}/answer`, { transport, status })
    expect(await script(one, 503)).toMatch(/^HTTP\/1\.1 202 [^]+\{"waiting":1\}/)
    expect(await script(two, 418)).toContain('{"waiting":2}')
    const status = async (at: TestInstance, path: string) =>
      (await ask(at, 'GET', `${lab.path}/${path}`)).slice(9, 12)
    expect(await status(two, 'short-poll')).toBe('200')
    expect(await status(three, 'long-poll')).toBe('503')
    expect(await status(one, 'long-poll')).toBe('418')
    await lab.publish()
    expect(await status(two, 'long-poll?after=0')).toBe('200')
    // As many may wait as on one instance, and to forget them is to forget them all.
    for (let i = 0; i < 8; i++) await script([one, two, three][i % 3]!, 503)
    expect(await script(two, 503)).toMatch(/^HTTP\/1\.1 429 [^]+too-many-answers/)
    expect(await ask(three, 'DELETE', `${lab.path}/answer`)).toMatch(/^HTTP\/1\.1 204 /)
    expect(await status(one, 'long-poll?after=0')).toBe('200')
  })

  it('have conditions act on the first request that one of them sees of a lab', async () => {
    const [one, two] = (await instances(2)) as [TestInstance, TestInstance]
    const lab = await one.lab({ wire: { latencyMs: 120 } })
    const tap = await tapOf(one, lab)
    const poll = await send(two, requestFor(lab, 'short-poll'))
    await poll.answer()
    await tap.until(() => tap.exchanges('short-poll')[0]?.isClosed)
    const [first] = tap.times('short-poll')
    expect(first!.arrived - first!.left).toBeGreaterThanOrEqual(119)
  })
})

describe('a tap over three instances', () => {
  it('is whole: the bytes of each exchange are those that crossed, whichever instance had it and whenever the observer came', async () => {
    const all = (await instances(3)) as [TestInstance, TestInstance, TestInstance]
    const [one, two, three] = all
    const lab = await one.lab()
    const other = await two.lab()
    const early = await tapOf(one, lab)
    const clients: { readonly transport: string; readonly sent: string; readonly client: RawClient }[] = []
    for (const at of all)
      for (const transport of TRANSPORTS) {
        const text = requestFor(lab, transport)
        clients.push({ transport, sent: text, client: await send(at, text) })
        // Beside them a lab that nobody observes here: nothing of it may be told.
        await send(at, requestFor(other, transport))
      }
    for (let i = 0; i < 6; i++) {
      await ask(all[i % 3]!, 'POST', `${lab.path}/events`, { type: 'goal', data: `of ours ${i}` })
      await ask(all[(i + 1) % 3]!, 'POST', `${other.path}/events`, { type: 'goal', data: `foreign ${i}` })
    }
    for (const { transport, client } of clients)
      if (transport !== 'short-poll' && transport !== 'long-poll') await client.untilText('of ours 5')
    const late = await tapOf(three, lab)
    for (const tap of [early, late]) {
      for (const transport of TRANSPORTS) {
        const mine = clients.filter((each) => each.transport === transport)
        await tap.until(() => {
          // Two may have had the same answer.
          const seen = tap.exchanges(transport).map(({ received }) => received.toString('latin1'))
          return (
            seen.length === mine.length &&
            mine.every(({ client }) => seen.includes(client.received().toString('latin1')))
          )
        })
        expect(tap.exchanges(transport)).toHaveLength(mine.length)
        expect(new Set(tap.exchanges(transport).map(({ sent }) => sent.toString()))).toEqual(
          new Set(mine.map(({ sent }) => sent)),
        )
      }
      await tap.until(() => tap.exchanges('events').length === 6)
      for (const { sent, received } of tap.all()) {
        const text = sent.toString('latin1') + received.toString('latin1')
        expect(text).not.toContain('foreign')
        expect(text).not.toContain(other.id)
      }
    }
    expect(new Set(late.connections.keys())).toEqual(new Set(early.connections.keys()))
    // Late as it came, it was told in the order in which it happened.
    const opened = late.opened()
    expect(opened).toEqual(opened.toSorted((a, b) => a - b))
  })

  it('goes on in order while a WebSocket on another instance is spoken to, both ways', async () => {
    const [one, two] = (await instances(2)) as [TestInstance, TestInstance]
    const lab = await one.lab()
    const tap = await tapOf(one, lab)
    const socket = await send(two, requestFor(lab, 'ws'))
    await socket.untilText('\r\n\r\n')
    for (let i = 1; i <= 40; i++) {
      socket.write(clientFrame(1, JSON.stringify({ type: 'goal', data: `said ${i}` })))
      await socket.untilText(`said ${i}`)
    }
    await tap.until(() => tap.exchanges('ws')[0]?.received.equals(socket.received()))
    const [{ sent } = { sent: Buffer.of() }] = tap.exchanges('ws')
    expect(sent.length).toBeGreaterThan(40 * 20)
    socket.socket.destroy()
    await tap.until(() => tap.exchanges('ws')[0]?.isClosed)
  })

  it('says how far the clocks of other instances may be off, and nothing of its own', async () => {
    const [one, two] = (await instances(2)) as [TestInstance, TestInstance]
    const lab = await one.lab()
    const tap = await tapOf(one, lab)
    await ask(one, 'GET', `${lab.path}/short-poll`)
    await ask(two, 'GET', `${lab.path}/short-poll`)
    await tap.until(() => tap.connections.size === 2)
    const within = [...tap.within.values()]
    expect(within.filter((each) => each === undefined)).toHaveLength(1)
    const [off] = within.filter((each) => each !== undefined)
    expect(off).toBeGreaterThan(0)
    expect(off).toBeLessThan(1_000)
  })

  it('closes what was open on an instance that is gone', async () => {
    const [one, two] = (await instances(2)) as [TestInstance, TestInstance]
    const lab = await one.lab()
    const tap = await tapOf(one, lab)
    const sse = await send(two, requestFor(lab, 'sse'))
    await sse.untilText('retry')
    await tap.until(() => tap.exchanges('sse').length === 1)
    await two.end()
    await tap.until(() => tap.exchanges('sse')[0]?.isClosed)
  })
})

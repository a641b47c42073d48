/** Whoever has vanished is let go, on every transport; what has lasted long ends well and is gone on with, nothing lost. */
import { afterEach, describe, expect, it } from 'vitest'
import { startServer, type TestLab, type TestServer } from '../support/comet.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { request } from '../support/http-client.ts'
import { rawClient, type RawClient } from '../support/raw-client.ts'
import { HANDSHAKE, openTransport, requestFor } from '../support/raw-transports.ts'
import { readTap } from '../support/tap-reader.ts'
import { eventually } from '../support/tapped-server.ts'
import { clientFrame, serverFrames } from '../support/ws-frames.ts'

const [CLOSE, PING, PONG] = [8, 9, 10]

const servers: TestServer[] = []
const clients: RawClient[] = []
afterEach(() => {
  for (const client of clients.splice(0)) client.socket.destroy()
  for (const { server } of servers.splice(0)) server.end()
})

async function start(...parts: Parameters<typeof startServer>): Promise<TestServer> {
  const site = await startServer(...parts)
  servers.push(site)
  return site
}

/** An open WebSocket of a lab: `ws`, or its observer. */
async function openSocket(site: TestServer, lab: TestLab, call: string): Promise<RawClient> {
  const client = await rawClient(site.port)
  clients.push(client)
  client.write(request(`${lab.path}/${call}`, 'GET', HANDSHAKE))
  await client.untilText('\r\n\r\n')
  return client
}

function pingsIn(client: RawClient): number {
  return serverFrames(client.received()).filter(({ opcode }) => opcode === PING).length
}

async function pinged(client: RawClient, times: number): Promise<void> {
  while (pingsIn(client) < times) await client.until(client.received().length + 1)
}

const PING_EVERY_MS = 30_000

describe.each([
  ['a WebSocket of the feed', 'ws'],
  ['an observer', 'observe'],
])('%s', (_what, call) => {
  it('that answers no two pings is ended', async () => {
    const clock = createFakeClock()
    const site = await start({}, { clock })
    const lab = await site.lab({ heartbeatMs: 120_000 })
    const client = await openSocket(site, lab, call)
    for (const times of [1, 2]) {
      clock.advance(PING_EVERY_MS)
      await pinged(client, times)
    }
    clock.advance(PING_EVERY_MS)
    await client.closed()
    expect(pingsIn(client)).toBe(2)
    const tap = await readTap(site.origin, lab.path)
    const how = Array.from(tap.connections.values(), (connection) => connection.how)
    expect(how).toEqual(call === 'ws' ? ['timeout'] : [])
    tap.close()
  })

  it('that answers every other ping lives, however long', async () => {
    const clock = createFakeClock()
    const site = await start({}, { clock })
    const lab = await site.lab({ heartbeatMs: 120_000 })
    const client = await openSocket(site, lab, call)
    for (let times = 1; times <= 6; times++) {
      clock.advance(PING_EVERY_MS)
      await pinged(client, times)
      if (times % 2 === 1) continue
      client.write(clientFrame(PONG, ''))
      // The server's own answer to a ping of ours: the pong before it has been read then.
      client.write(clientFrame(PING, String(times)))
      await client.untilText(String.fromCharCode(0x80 | PONG, 1) + times)
    }
    expect(client.socket.readyState).toBe('open')
  })
})

describe('a WebSocket', () => {
  it.each([false, true])('counts the pings of heartbeats as well (deflate: %s)', async (deflate) => {
    const clock = createFakeClock()
    const site = await start({}, { clock })
    const lab = await site.lab({ heartbeatMs: 5_000, deflate })
    const client = await rawClient(site.port)
    clients.push(client)
    const offer = deflate ? ['Sec-WebSocket-Extensions: permessage-deflate'] : []
    client.write(request(`${lab.path}/ws`, 'GET', [...HANDSHAKE, ...offer]))
    await client.untilText('\r\n\r\n')
    for (const times of [1, 2]) {
      clock.advance(5_000)
      await pinged(client, times)
    }
    clock.advance(5_000)
    await client.closed()
    expect(pingsIn(client)).toBe(2)
  })

  it('whose heartbeats follow quickly is given some seconds all the same', async () => {
    const clock = createFakeClock()
    const site = await start({}, { clock })
    const lab = await site.lab({ heartbeatMs: 500 })
    const client = await openSocket(site, lab, 'ws')
    for (let times = 1; times <= 8; times++) {
      clock.advance(500)
      await pinged(client, times)
    }
    client.write(clientFrame(PONG, ''))
    client.write(clientFrame(PING, 'here'))
    await client.untilText('here')
    for (let times = 9; times <= 16; times++) {
      clock.advance(500)
      await pinged(client, times)
    }
    clock.advance(5_000)
    await client.closed()
  })

  it('that a fault has stalled is not taken for gone, and answers once the stall is over', async () => {
    const clock = createFakeClock()
    const site = await start({}, { clock })
    const lab = await site.lab({ heartbeatMs: 120_000 })
    const client = await openSocket(site, lab, 'ws')
    const fault = (kind: string) =>
      fetch(`${site.origin}${lab.path}/faults`, {
        method: 'POST',
        body: JSON.stringify({ kind, transport: 'ws' }),
      })
    await fault('stall')
    for (let minute = 0; minute < 10; minute++) clock.advance(60_000)
    await fault('resume')
    await pinged(client, 1)
    clock.advance(30_000)
    client.write(clientFrame(PING, 'here'))
    await client.untilText('here')
  })
})

describe('an observer', () => {
  it('that leaves a Close unanswered is ended soon', async () => {
    const site = await start({}, { timing: { closeTimeoutMs: 200 } })
    const lab = await site.lab()
    const client = await openSocket(site, lab, 'observe')
    await fetch(`${site.origin}${lab.path}`, { method: 'DELETE' })
    await client.closed()
    expect(serverFrames(client.received()).at(-1)?.opcode).toBe(CLOSE)
  })
})

describe.each(['sse', 'iframe-stream'] as const)('a stream (%s)', (transport) => {
  it('ends with its last chunk after its lifetime; by cursor nothing is lost, and the connection serves on', async () => {
    const clock = createFakeClock()
    const site = await start({ STREAM_LIFETIME_MS: '60000' }, { clock })
    const lab = await site.lab({ heartbeatMs: 120_000 })
    const client = await openTransport(site, lab, transport)
    clients.push(client)
    await lab.publish('goal', 'before')
    clock.advance(59_000)
    await lab.publish('goal', 'late')
    await client.untilText('"late"')
    clock.advance(1_000)
    const first = await client.answer()
    expect(first.endsWith('\r\n0\r\n\r\n')).toBe(true)
    await lab.publish('goal', 'between')
    client.write(requestFor(lab, transport, 2))
    await lab.publish('goal', 'after')
    const all = await client.untilText('"after"')
    const ids = all.match(/"id":\d+/g) ?? []
    expect(ids).toEqual(['"id":1', '"id":2', '"id":3', '"id":4'])
    expect((await (await fetch(`${site.origin}${lab.path}`)).json()) as object).toMatchObject({ last: 4 })
  })

  it('that has been ended already, and whose reader takes nothing, is not ended twice', async () => {
    const clock = createFakeClock()
    const mistakes: unknown[] = []
    const report = (...parts: unknown[]): void => void mistakes.push(parts)
    const site = await start({ STREAM_LIFETIME_MS: '20000' }, { clock, report })
    const lab = await site.lab()
    const client = await openTransport(site, lab, transport)
    clients.push(client)
    client.socket.pause()
    for (let i = 0; i < 200; i++) await lab.publish('goal', 'x'.repeat(60_000))
    await fetch(`${site.origin}${lab.path}/faults`, {
      method: 'POST',
      body: '{"kind":"restart","downMs":0}',
    })
    clock.advance(20_000)
    client.socket.resume()
    expect((await client.answer()).endsWith('\r\n0\r\n\r\n')).toBe(true)
    expect(mistakes).toEqual([])
  })

  it('of HTTP/1.0 ends with its connection', async () => {
    const clock = createFakeClock()
    const site = await start({ STREAM_LIFETIME_MS: '60000' }, { clock })
    const lab = await site.lab()
    const client = await rawClient(site.port)
    clients.push(client)
    client.write(requestFor(lab, transport).replace('HTTP/1.1', 'HTTP/1.0'))
    await lab.publish()
    await client.untilText('"id":1')
    clock.advance(60_000)
    expect(await client.closed()).toBe('end')
  })

  it('that is left before its time is up leaves no timer', async () => {
    const clock = createFakeClock()
    const site = await start({}, { clock })
    const lab = await site.lab()
    const before = clock.pending
    const client = await openTransport(site, lab, transport)
    expect(clock.pending).toBeGreaterThan(before)
    client.socket.destroy()
    await eventually(() => clock.pending === before)
  })
})

describe('a peer that has vanished', () => {
  it.each([
    ['short-poll', 0],
    ['long-poll', 0],
    ['sse', 0],
    ['iframe-stream', 0],
    ['ws', 3],
    ['observe', 3],
  ] as const)('is let go on %s', async (call, waits) => {
    const clock = createFakeClock()
    const site = await start(
      { STREAM_LIFETIME_MS: '60000' },
      { clock, timing: { keepAliveMs: 100, checkEveryMs: 50 } },
    )
    const lab = await site.lab({ heartbeatMs: 120_000, longPollTimeoutMs: 60_000 })
    const client =
      call === 'observe' ? await openSocket(site, lab, call) : await openTransport(site, lab, call)
    clients.push(client)
    // As if its cable had been pulled: it reads nothing, answers nothing, and ends nothing.
    client.socket.pause()
    await eventually(() => site.server.connections === 1)
    for (let wait = 0; wait < Math.max(1, waits); wait++) {
      clock.advance(waits > 0 ? PING_EVERY_MS : 60_000)
      // The ping has left before the next is due.
      await new Promise((resolve) => setImmediate(resolve))
    }
    await eventually(() => site.server.connections === 0)
    // Nobody is there any more, so the lab ends in a minute.
    clock.advance(120_000)
    expect((await fetch(`${site.origin}${lab.path}`)).status).toBe(404)
  })
})

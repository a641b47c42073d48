/**
 * The peer ends: it says its last and waits (half-closed), breaks off (reset), or is only no more there (half-open; that is in
 * `ends.test.ts`, beside what bounds it). What each transport promises then to it, and to everyone else.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TRANSPORTS } from '../../../src/wire/trace/transports.ts'
import { startServer, type TestLab, type TestServer } from '../../support/comet.ts'
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts'
import { request } from '../../support/http-client.ts'
import { rawClient, type RawClient } from '../../support/raw-client.ts'
import { HANDSHAKE, openTransport, requestFor } from '../../support/raw-transports.ts'
import { readTap } from '../../support/tap-reader.ts'

let site: TestServer
let clock: FakeClock
const clients: RawClient[] = []

beforeAll(async () => {
  clock = createFakeClock()
  site = await startServer({}, { clock })
})
afterAll(() => {
  for (const client of clients) client.socket.destroy()
  site.server.end()
})

async function open(lab: TestLab, call: (typeof TRANSPORTS)[number] | 'observe'): Promise<RawClient> {
  if (call !== 'observe') {
    const client = await openTransport(site, lab, call)
    clients.push(client)
    return client
  }
  const client = await rawClient(site.port)
  clients.push(client)
  client.write(request(`${lab.path}/observe`, 'GET', HANDSHAKE))
  await client.untilText('"replayed"')
  return client
}

function saying(connection: 'close' | 'keep-alive', request: string): string {
  return request.replace('\r\n\r\n', `\r\nConnection: ${connection}\r\n\r\n`)
}

/** The lab has nobody left: it ends a minute after the last connection, and no sooner. */
async function expectEmpty(lab: TestLab): Promise<void> {
  clock.advance(59_000)
  expect((await fetch(`${site.origin}${lab.path}`)).status).toBe(200)
  clock.advance(60_000)
  expect((await fetch(`${site.origin}${lab.path}`)).status).toBe(404)
}

describe('a reset', () => {
  it.each([...TRANSPORTS, 'observe'] as const)(
    'of %s frees its place at once; the others have the next event',
    async (call) => {
      const [lab, other] = [await site.lab(), await site.lab()]
      const bystanders = [await open(lab, 'sse'), await open(other, 'ws')]
      const client = await open(lab, call)
      const tap = await readTap(site.origin, lab.path)
      client.reset()
      if (call !== 'observe')
        await tap.until(() => [...tap.connections.values()].some(({ how }) => how === 'reset'))
      tap.close()
      for (const each of [lab, other]) await each.publish()
      for (const bystander of bystanders) await bystander.untilText('"id":1')
    },
  )

  it.each([...TRANSPORTS, 'observe'] as const)('of %s leaves nobody in the lab', async (call) => {
    const lab = await site.lab()
    const client = await open(lab, call)
    const { connections } = site.server
    client.reset()
    // Our own end is closed before the server has seen the reset.
    await expect.poll(() => site.server.connections, { timeout: 10_000 }).toBeLessThan(connections)
    await expectEmpty(lab)
  })
})

describe('a peer that has said its last', () => {
  it.each(['short-poll', 'long-poll'] as const)(
    'gets the answer of %s that is due, and then the end',
    async (transport) => {
      const lab = await site.lab()
      await lab.publish()
      const client = await rawClient(site.port)
      client.write(saying('close', requestFor(lab, transport)))
      client.end()
      expect(await client.answer()).toMatch(/^HTTP\/1\.1 200 [^]*"last":1/)
      expect(await client.closed()).toBe('end')
    },
  )

  it.each([
    ['long-poll', 'keep-alive'],
    ['sse', 'keep-alive'],
    ['sse', 'close'],
    ['iframe-stream', 'keep-alive'],
    ['iframe-stream', 'close'],
  ] as const)(
    'has left %s (%s), for a page that leaves does the same: its place is free',
    async (transport, connection) => {
      const lab = await site.lab()
      const tap = await readTap(site.origin, lab.path)
      const client = await rawClient(site.port)
      clients.push(client)
      client.write(saying(connection, requestFor(lab, transport)))
      await tap.until(() => tap.exchanges(transport).length > 0)
      tap.close()
      client.end()
      expect(await client.closed()).toBe('end')
      await expectEmpty(lab)
    },
  )

  it('has what it asked for by long poll with Connection: close, once there is an event', async () => {
    const lab = await site.lab({ longPollTimeoutMs: 120_000 })
    const tap = await readTap(site.origin, lab.path)
    const client = await rawClient(site.port)
    clients.push(client)
    client.write(saying('close', requestFor(lab, 'long-poll')))
    client.end()
    await tap.until(() => tap.exchanges('long-poll').length > 0)
    for (let seconds = 0; seconds < 60; seconds++) clock.advance(1_000)
    await lab.publish()
    expect(await client.answer()).toMatch(/^HTTP\/1\.1 200 [^]*"id":1/)
    tap.close()
  })

  it.each(['ws', 'observe'] as const)(
    'without a Close frame on %s is answered with the end',
    async (call) => {
      const lab = await site.lab()
      const [client, bystander] = [await open(lab, call), await open(lab, call)]
      client.end()
      expect(await client.closed()).toBe('end')
      await lab.publish()
      await bystander.untilText('"id":1')
    },
  )
})

/** A proxy that cuts every byte from the next, and one that joins all it can: the same bytes, the same events, the same tap. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { TRANSPORTS, type Transport } from '../../../src/wire/trace/transports.ts'
import { startServer, type TestLab, type TestServer } from '../../support/comet.ts'
import { cuttingProxy, type CuttingProxy } from '../../support/cutting-proxy.ts'
import { request } from '../../support/http-client.ts'
import { rawClient, type RawClient } from '../../support/raw-client.ts'
import { requestFor } from '../../support/raw-transports.ts'
import { readTap } from '../../support/tap-reader.ts'
import { clientFrame } from '../../support/ws-frames.ts'

let site: TestServer
let proxy: CuttingProxy | undefined
const clients: RawClient[] = []

beforeAll(async () => {
  site = await startServer()
})
afterEach(() => {
  for (const client of clients.splice(0)) client.socket.destroy()
  proxy?.close()
})
afterAll(() => site.server.end())

async function through(how: 'cut' | 'join'): Promise<RawClient> {
  proxy = await cuttingProxy(site.port, how)
  const client = await rawClient(proxy.port)
  clients.push(client)
  return client
}

async function pass(): Promise<void> {
  proxy?.flush()
  await new Promise((resolve) => setImmediate(resolve))
}

/** Resolves with what a client has once it holds a text; what the proxy holds back is passed on meanwhile, all at once. */
async function untilText(client: RawClient, text: string): Promise<void> {
  const found = client.untilText(text)
  let isFound = false
  void found.then(() => (isFound = true))
  while (!isFound) await pass()
  await found
}

async function expectSameInTap(lab: TestLab, transport: Transport, client: RawClient): Promise<void> {
  const tap = await readTap(site.origin, lab.path)
  const joined = (side: 'sent' | 'received'): Buffer =>
    Buffer.concat(tap.exchanges(transport).map((exchange) => exchange[side]))
  await tap.until(() => joined('received').length >= client.received().length)
  while (client.received().length < joined('received').length) await pass()
  expect(joined('received')).toEqual(client.received())
  expect(joined('sent')).toEqual(client.sent)
  tap.close()
}

describe.each(['cut', 'join'] as const)('a proxy that can %s', (how) => {
  it.each(TRANSPORTS)('changes nothing on %s', async (transport) => {
    const lab = await site.lab()
    await lab.publish('goal', '球 "1"')
    const client = await through(how)
    client.write(requestFor(lab, transport))
    await untilText(client, '"id":1')
    if (transport === 'short-poll' || transport === 'long-poll') {
      // Two more in one go: the second begins where the first ends, wherever that is cut.
      client.write(requestFor(lab, transport) + requestFor(lab, transport))
      await lab.publish()
      let answers = 0
      while (answers < 3) {
        await pass()
        answers = client.received().toString('latin1').split('HTTP/1.1 200 OK').length - 1
      }
      await untilText(client, '"last"')
    } else {
      if (transport === 'ws') {
        client.write(clientFrame(1, '{"type":"note","data":"up"}'))
        client.write(clientFrame(2, 'echo'))
        await untilText(client, '"up"')
        await untilText(client, 'echo')
      }
      const id = await lab.publish('goal', 'down')
      await untilText(client, `"id":${id}`)
    }
    await expectSameInTap(lab, transport, client)
  })

  it('changes nothing on what a page sends: an event is published once', async () => {
    const lab = await site.lab()
    const client = await through(how)
    const body = '{"type":"goal","data":"up"}'
    const post = request(`${lab.path}/events`, 'POST', [`Content-Length: ${body.length}`]) + body
    client.write(post + post)
    await untilText(client, '"id":2')
    expect(await (await fetch(`${site.origin}${lab.path}`)).json()).toMatchObject({ last: 2 })
  })
})

/** A lab that greets: one event when the first of its transports opens, and no other. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { TRANSPORTS, type Transport } from '../../src/wire/trace/transports.ts'
import { startServer, type TestLab, type TestServer } from '../support/comet.ts'
import { request } from '../support/http-client.ts'
import { rawClient, type RawClient } from '../support/raw-client.ts'
import { HANDSHAKE, requestFor } from '../support/raw-transports.ts'

let site: TestServer
beforeAll(async () => {
  site = await startServer()
})
afterAll(() => site.server.end())

async function typesIn(lab: TestLab): Promise<readonly string[]> {
  const answer = await fetch(`${site.origin}${lab.path}/long-poll?after=0`)
  const { events } = (await answer.json()) as { events: readonly { readonly type: string }[] }
  return events.map(({ type }) => type)
}

async function opened(lab: TestLab, transport: Transport): Promise<RawClient> {
  const client = await rawClient(site.port)
  client.write(requestFor(lab, transport))
  await client.untilText('\r\n\r\n')
  return client
}

async function ask(text: string): Promise<string> {
  const client = await rawClient(site.port)
  client.write(text)
  const answer = await client.answer()
  client.socket.destroy()
  return answer
}

it.each(TRANSPORTS)('is greeted where %s opens first, once', async (transport) => {
  const lab = await site.lab({ greet: true })
  const first = await opened(lab, transport)
  // Its answer may be older than the greeting that it causes.
  if (transport !== 'short-poll') await first.untilText('"type":"greeting"')
  const second = await opened(lab, 'sse')
  await lab.publish('goal')
  expect(await typesIn(lab)).toEqual(['greeting', 'goal'])
  for (const client of [first, second]) client.socket.destroy()
})

it('is not made by what is no opened transport', async () => {
  const lab = await site.lab({ greet: true })
  const observer = await rawClient(site.port)
  observer.write(request(`${lab.path}/observe`, 'GET', HANDSHAKE))
  await observer.untilText('"replayed"')
  expect((await fetch(`${site.origin}${lab.path}/sse`, { method: 'HEAD' })).status).toBe(200)
  for (const text of [
    request(lab.path),
    request(`${lab.path}/sse?after=9`),
    request(`${lab.path}/ws`),
    request(`${lab.path}/ws?after=9`, 'GET', HANDSHAKE),
  ])
    await ask(text)
  await lab.publish('goal')
  // The first that opens is the one that asks.
  expect(await typesIn(lab)).toEqual(['goal'])
  expect(await typesIn(lab)).toEqual(['goal', 'greeting'])
  observer.socket.destroy()
})

it('is not made by a lab that is told to greet when one has opened', async () => {
  const lab = await site.lab()
  await ask(requestFor(lab, 'short-poll'))
  const body = JSON.stringify({ settings: { greet: true } })
  expect((await fetch(`${site.origin}${lab.path}`, { method: 'PATCH', body })).status).toBe(200)
  await ask(requestFor(lab, 'short-poll'))
  await lab.publish('goal')
  expect(await typesIn(lab)).toEqual(['goal'])
})

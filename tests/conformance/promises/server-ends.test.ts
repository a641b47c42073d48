/** The server ends, in each of the ways it can: killed, asked once to go down, asked twice. What each transport's reader is promised then. */
import { afterEach, expect, it } from 'vitest'
import { TRANSPORTS } from '../../../src/wire/trace/transports.ts'
import { endChildren, runChild, type Running } from '../../support/child-server.ts'
import type { TestLab } from '../../support/comet.ts'
import { request } from '../../support/http-client.ts'
import { rawClient, type RawClient } from '../../support/raw-client.ts'
import { HANDSHAKE, openTransport, requestFor } from '../../support/raw-transports.ts'
import { clientFrame, serverFrames } from '../../support/ws-frames.ts'

afterEach(endChildren)

const LAST_CHUNK = '\r\n0\r\n\r\n'

/** One reader on each transport, short polling between two polls, and an observer. */
async function openAll(server: Running, lab: TestLab): Promise<ReadonlyMap<string, RawClient>> {
  const readers = new Map<string, RawClient>()
  for (const transport of TRANSPORTS) readers.set(transport, await openTransport(server, lab, transport))
  const observer = await rawClient(server.port)
  observer.write(request(`${lab.path}/observe`, 'GET', HANDSHAKE))
  await observer.untilText('"replayed"')
  return readers.set('observe', observer)
}

async function ask(port: number, text: string): Promise<string> {
  const client = await rawClient(port)
  client.write(text)
  const answer = await client.answer()
  client.socket.destroy()
  return answer
}

it('killed: every connection breaks off at once; the server that comes back does not know the lab, and says so on every path', async () => {
  const first = await runChild()
  const lab = await first.lab()
  const readers = await openAll(first, lab)
  first.child.kill('SIGKILL')
  expect(await first.ended).toBeNull()
  for (const [name, reader] of readers) {
    await reader.closed()
    const got = reader.received().toString('latin1')
    // Nobody was told anything: no last chunk, no Close frame, no answer to the held poll.
    expect([name, got.endsWith(LAST_CHUNK)]).toEqual([name, false])
    if (name === 'long-poll') expect(got).toBe('')
    if (name === 'ws') expect(serverFrames(reader.received())).toEqual([])
  }

  const again = await runChild({ environment: { PORT: String(first.port) } })
  const calls = [
    ...TRANSPORTS.map((transport) => requestFor(lab, transport)),
    request(`${lab.path}/observe`, 'GET', HANDSHAKE),
    request(lab.path),
    request(`${lab.path}/events`, 'POST', ['Content-Length: 15']) + '{"type":"goal"}',
  ]
  for (const call of calls)
    expect(await ask(again.port, call)).toMatch(/^HTTP\/1\.1 404 [^]*"code":"lab-not-found"/)
  const other = await again.lab()
  expect([other.id === lab.id, await other.publish()]).toEqual([false, 1])
})

it('asked to go down: what is open ends well, with all that was published before; new requests are told to come back', async () => {
  const server = await runChild()
  const lab = await server.lab()
  const readers = await openAll(server, lab)
  // On its way through five seconds of latency when the signal comes: that is lifted, and the event arrives.
  await ask(server.port, patch(lab, { wire: { latencyMs: 5_000 } }))
  // By the observer's socket, which no condition delays.
  readers.get('observe')!.write(clientFrame(1, '{"kind":"publish","type":"goal","data":null}'))
  await readers.get('observe')!.untilText('"kind":"event"')
  server.child.kill('SIGTERM')
  const [sse, iframe, poll, ws, observer, idle] = [
    'sse',
    'iframe-stream',
    'long-poll',
    'ws',
    'observe',
    'short-poll',
  ].map((name) => readers.get(name)!)
  for (const stream of [sse!, iframe!]) {
    const all = await stream.answer()
    expect([all.includes('"id":1'), all.endsWith(LAST_CHUNK)]).toEqual([true, true])
  }
  expect(await poll!.answer()).toMatch(/^HTTP\/1\.1 200 [^]*"id":1/)
  for (const socket of [ws!, observer!]) {
    const close = await closing(socket)
    socket.write(clientFrame(8, close))
    expect(close.readUInt16BE(0)).toBe(1001)
    expect(await socket.closed()).toBe('end')
    expect(socket.received().toString()).toContain('"id":1')
  }
  idle!.write(requestFor(lab, 'short-poll', 1))
  await idle!.answer()
  idle!.write(requestFor(lab, 'sse', 1))
  await idle!.closed()
  expect(await server.ended).toBe(0)
})

it('asked to go down: a poll that is held without an event gets 204, one that comes then 503', async () => {
  const server = await runChild()
  const lab = await server.lab()
  const held = await openTransport(server, lab, 'long-poll')
  const late = await openTransport(server, lab, 'short-poll')
  await late.answer()
  server.child.kill('SIGTERM')
  expect(await held.answer()).toMatch(/^HTTP\/1\.1 204 /)
  late.write(requestFor(lab, 'long-poll'))
  expect(await late.answer()).toMatch(/^HTTP\/1\.1 503 [^]*\r\nRetry-After: 1\r\n[^]*"draining"/)
  expect(await server.ended).toBe(0)
})

it('asked twice: ends at once, and every connection with it', async () => {
  const server = await runChild()
  const lab = await server.lab()
  const readers = await openAll(server, lab)
  server.child.kill('SIGTERM')
  await readers.get('sse')!.answer()
  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(143)
  for (const reader of readers.values()) await reader.closed()
})

function patch(lab: TestLab, settings: object): string {
  const body = JSON.stringify({ settings })
  return request(lab.path, 'PATCH', [`Content-Length: ${body.length}`]) + body
}

/** The payload of the Close frame, once it is there. */
async function closing(client: RawClient): Promise<Buffer> {
  for (;;) {
    const close = serverFrames(client.received()).find(({ opcode }) => opcode === 8)
    if (close !== undefined) return close.payload
    await client.until(client.received().length + 1)
  }
}

/** WebSocket messages that are begun and not finished, on both kinds of WebSocket: bounded in fragments and in time. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestLab, type TestServer } from '../support/comet.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'
import { request } from '../support/http-client.ts'
import type { RawClient } from '../support/raw-client.ts'
import { clientFrame, serverFrames, type ServerFrame } from '../support/ws-frames.ts'

const [CONTINUATION, TEXT, CLOSE, PING] = [0, 1, 8, 9]
const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

let site: TestServer
let clock: FakeClock

beforeAll(async () => {
  clock = createFakeClock()
  site = await startServer({}, { clock })
})
afterAll(() => site.end())

async function connect(lab: TestLab, call: string): Promise<RawClient> {
  const client = await site.client(request(`${lab.path}/${call}`, 'GET', HANDSHAKE))
  await client.untilText('\r\n\r\n')
  return client
}

/** Resolves with the first frame that `isWanted` names. */
async function frame(client: RawClient, isWanted: (frame: ServerFrame) => boolean): Promise<ServerFrame> {
  for (;;) {
    const found = serverFrames(client.received()).find(isWanted)
    if (found !== undefined) return found
    await client.until(client.received().length + 1)
  }
}

async function closing(client: RawClient): Promise<{ code: number; reason: string }> {
  const { payload } = await frame(client, ({ opcode }) => opcode === CLOSE)
  return { code: payload.readUInt16BE(0), reason: payload.toString('utf8', 2) }
}

/** A text in fragments of one byte, the last of them final unless it is to go on. */
function byteByByte(text: string, isWhole = true): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat(
    Array.from(bytes, (_, i) =>
      clientFrame(i === 0 ? TEXT : CONTINUATION, bytes.subarray(i, i + 1), isWhole && i === bytes.length - 1),
    ),
  )
}

/** What each kind of WebSocket answers in text, and what it is asked with; as long as there may be fragments. */
const ASKED: Readonly<Record<string, string>> = {
  ws: '{"type":"goal","data":"here"}'.padEnd(256),
  observe: '{"kind":"publish","type":"goal","data":"here"}'.padEnd(256),
}

describe.each(Object.keys(ASKED))('on %s a message', (call) => {
  it('may come in 256 fragments, and pings between them', async () => {
    const client = await connect(await site.lab(), call)
    const bytes = byteByByte(ASKED[call]!)
    client.write(bytes.subarray(0, 700))
    client.write(clientFrame(PING, 'between'))
    client.write(bytes.subarray(700))
    expect((await frame(client, ({ payload }) => payload.includes('"id":1'))).payload.toString()).toContain(
      '"here"',
    )
  })

  it('in more fragments is the end of the connection, with the reason', async () => {
    const client = await connect(await site.lab(), call)
    client.write(byteByByte('x'.repeat(13_700), false))
    expect(await closing(client)).toEqual({ code: 1008, reason: 'A message has at most 256 fragments' })
  })

  it('that is not whole after 30 s is the end of the connection, with the reason; others go on', async () => {
    const lab = await site.lab()
    const client = await connect(lab, call)
    const other = await connect(lab, call)
    client.write(byteByByte('{"type"', false))
    client.write(clientFrame(PING, 'read'))
    await frame(client, ({ payload }) => payload.toString() === 'read')
    clock.advance(30_000)
    expect(await closing(client)).toEqual({ code: 1008, reason: 'A message is to be whole within 30 s' })
    other.write(clientFrame(TEXT, ASKED[call]!))
    await frame(other, ({ payload }) => payload.includes('"id":1'))
  })
})

describe('an observer that pings and takes nothing for a while', () => {
  it('gets a pong to its latest ping', async () => {
    const client = await connect(await site.lab(), 'observe')
    client.write(Buffer.concat(Array.from({ length: 500 }, (_, i) => clientFrame(PING, `ping ${i}`))))
    expect((await frame(client, ({ payload }) => payload.toString() === 'ping 499')).opcode).toBe(10)
  })
})

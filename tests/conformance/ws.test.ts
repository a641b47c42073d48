/** WebSocket as bytes on a connection: handshake, frames both ways, closes from both sides, and the tap's copy. */
import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { request } from '../support/http-client.ts'
import { rawClient, type RawClient } from '../support/raw-client.ts'
import { readTap, type TapReader } from '../support/tap-reader.ts'
import { startServer, type TestLab, type TestServer } from '../support/comet.ts'
import { clientFrame, serverFrames, type ServerFrame } from '../support/ws-frames.ts'

const [TEXT, BINARY, CLOSE, PING, PONG, CONTINUATION] = [1, 2, 8, 9, 10, 0]

let site: TestServer
const clients: RawClient[] = []
const taps: TapReader[] = []

beforeAll(async () => {
  site = await startServer()
})
afterAll(() => {
  for (const each of clients) each.socket.destroy()
  for (const each of taps) each.close()
  site.server.end()
})

const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

async function connect(target: string, more: readonly string[] = [], port = site.port): Promise<RawClient> {
  const client = await rawClient(port)
  clients.push(client)
  client.write(request(target, 'GET', [...HANDSHAKE, ...more]))
  await client.untilText('\r\n\r\n')
  return client
}

/** Resolves when this frame is there, counted from the first. */
async function frame(client: RawClient, index: number): Promise<ServerFrame> {
  for (;;) {
    const found = serverFrames(client.received())[index]
    if (found !== undefined) return found
    await client.until(client.received().length + 1)
  }
}

function text(each: ServerFrame): string {
  expect([each.fin, each.opcode]).toEqual([true, TEXT])
  return each.payload.toString('utf8')
}

function closing(each: ServerFrame): { code: number; reason: string } {
  expect(each.opcode).toBe(CLOSE)
  return { code: each.payload.readUInt16BE(0), reason: each.payload.toString('utf8', 2) }
}

async function tapOf(lab: TestLab): Promise<TapReader> {
  const tap = await readTap(site.origin, lab.path)
  taps.push(tap)
  return tap
}

/** Every byte of a WebSocket is in the tap, both ways, and no other. */
async function expectTapped(tap: TapReader, client: RawClient): Promise<void> {
  const whole = await tap.until(() => {
    const [exchange] = tap.exchanges('ws')
    if (exchange === undefined) return undefined
    return exchange.received.length >= client.received().length && exchange.sent.length >= client.sent.length
      ? exchange
      : undefined
  })
  expect(whole.received).toEqual(client.received())
  expect(whole.sent).toEqual(client.sent)
}

describe('a WebSocket', () => {
  it('opens with this very head, and names no protocol or extension', async () => {
    const lab = await site.lab()
    const client = await connect(`${lab.path}/ws`, [
      'Sec-WebSocket-Protocol: chat',
      'Sec-WebSocket-Extensions: permessage-deflate',
    ])
    expect(client.received().toString()).toBe(
      [
        'HTTP/1.1 101 Switching Protocols',
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
        '\r\n',
      ].join('\r\n'),
    )
  })

  it('gets what it missed and each event as one text frame, as long as it may be', async () => {
    const lab = await site.lab()
    const tap = await tapOf(lab)
    const data = ['', '球 🏟 "\n</script>\u2028', 'x'.repeat(200), 'y'.repeat(64_000)]
    await lab.publish('goal', data[0])
    const client = await connect(`${lab.path}/ws?after=0`)
    for (const each of data.slice(1)) await lab.publish('goal', each)
    for (const [index, each] of data.entries()) {
      expect(JSON.parse(text(await frame(client, index)))).toMatchObject({ id: index + 1, data: each })
    }
    await expectTapped(tap, client)
  })

  it('starts from now without a cursor, and tells of a gap', async () => {
    const lab = await site.lab()
    for (let i = 0; i < 1_002; i++) await lab.publish()
    const late = await connect(`${lab.path}/ws`)
    const far = await connect(`${lab.path}/ws?after=0`)
    await lab.publish()
    expect(JSON.parse(text(await frame(late, 0)))).toMatchObject({ id: 1_003 })
    expect(JSON.parse(text(await frame(far, 0)))).toMatchObject({ id: 2, type: 'gap', data: { missed: 2 } })
    expect(JSON.parse(text(await frame(far, 1)))).toMatchObject({ id: 3 })
    expect(JSON.parse(text(await frame(far, 1_001)))).toMatchObject({ id: 1_003 })
  })

  it('publishes a text message on every transport, fragments and pings between them and all', async () => {
    const lab = await site.lab()
    const tap = await tapOf(lab)
    const client = await connect(`${lab.path}/ws`)
    const message = Buffer.from('{"type":"goal","data":"球"}')
    client.write(clientFrame(TEXT, message.subarray(0, 24), false))
    client.write(clientFrame(PING, 'are you there'))
    await client.trickle(clientFrame(CONTINUATION, message.subarray(24)))
    const pong = await frame(client, 0)
    expect([pong.opcode, pong.payload.toString()]).toEqual([PONG, 'are you there'])
    expect(JSON.parse(text(await frame(client, 1)))).toMatchObject({ id: 1, type: 'goal', data: '球' })
    const poll = await fetch(`${site.origin}${lab.path}/short-poll?after=0`)
    expect(await poll.json()).toMatchObject({ events: [{ id: 1, type: 'goal', data: '球' }] })
    client.write(clientFrame(PONG, 'unasked'))
    client.write(clientFrame(TEXT, '{"type":"card"}'))
    expect(JSON.parse(text(await frame(client, 2)))).toMatchObject({ id: 2, type: 'card', data: null })
    await expectTapped(tap, client)
  })

  it('echoes a binary message, an empty one and a large one too', async () => {
    const lab = await site.lab()
    const client = await connect(`${lab.path}/ws`)
    const sent = [Buffer.alloc(0), Buffer.from([0, 255, 128]), Buffer.alloc(64 * 1024, 7)]
    for (const each of sent) client.write(clientFrame(BINARY, each))
    for (const [index, each] of sent.entries()) {
      const echo = await frame(client, index)
      expect([echo.fin, echo.opcode]).toEqual([true, BINARY])
      expect(echo.payload.equals(each)).toBe(true)
    }
  })

  it.each([
    ['no JSON', clientFrame(TEXT, 'hello'), 1008],
    ['no event', clientFrame(TEXT, '{"type":"Goal"}'), 1008],
    ['a reserved type', clientFrame(TEXT, '{"type":"heartbeat"}'), 1008],
    ['a list', clientFrame(TEXT, '[]'), 1008],
    ['invalid UTF-8', clientFrame(TEXT, Buffer.from([0x22, 0xc3, 0x28, 0x22])), 1007],
    ['a text too large', clientFrame(TEXT, 'x'.repeat(65_537)), 1009],
    ['a binary too large', clientFrame(BINARY, Buffer.alloc(65_537)), 1009],
    ['an unknown opcode', clientFrame(3, ''), 1002],
    ['a reserved bit', clientFrame(TEXT, '{}', true, true), 1002],
    ['an unmasked frame', Buffer.from([0x81, 0x02, 0x7b, 0x7d]), 1002],
  ])('that sends %s is closed, with the code for it', async (_what, bytes, code) => {
    const lab = await site.lab()
    const tap = await tapOf(lab)
    const client = await connect(`${lab.path}/ws`)
    client.write(bytes)
    const close = closing(await frame(client, 0))
    expect(close.code).toBe(code)
    if (code === 1008) expect(close.reason.length).toBeGreaterThan(20)
    client.write(clientFrame(CLOSE, Buffer.from([code >> 8, code & 255])))
    expect(await client.closed()).toBe('end')
    expect(serverFrames(client.received())).toHaveLength(1)
    await expectTapped(tap, client)
    expect(await (await fetch(`${site.origin}${lab.path}`)).json()).toMatchObject({ last: 0 })
  })

  it('answers a close with a close and ends', async () => {
    const lab = await site.lab()
    const tap = await tapOf(lab)
    const client = await connect(`${lab.path}/ws`)
    client.write(clientFrame(CLOSE, Buffer.concat([Buffer.from([0x0f, 0xa0]), Buffer.from('done')])))
    expect(closing(await frame(client, 0)).code).toBe(4000)
    expect(await client.closed()).toBe('end')
    await tap.until(() => tap.exchanges('ws')[0]?.isClosed)
    await expectTapped(tap, client)
  })

  it('pings into silence, and says so where script can see it', async () => {
    const lab = await site.lab({ heartbeatMs: 500 })
    const client = await connect(`${lab.path}/ws`)
    expect((await frame(client, 0)).opcode).toBe(PING)
    expect(text(await frame(client, 1))).toBe('{"type":"heartbeat"}')
  })

  it('compresses only where the lab asks for it', async () => {
    const lab = await site.lab({ deflate: true })
    const tap = await tapOf(lab)
    const client = await connect(`${lab.path}/ws`, ['Sec-WebSocket-Extensions: permessage-deflate'])
    expect(client.received().toString()).toContain('\r\nSec-WebSocket-Extensions: permessage-deflate\r\n')
    const bare = await connect(`${lab.path}/ws`)
    expect(bare.received().toString()).not.toContain('Extensions')
    await lab.publish('goal', '球球球')
    const compressed = await frame(client, 0)
    expect([compressed.rsv1, compressed.opcode]).toEqual([true, TEXT])
    // RFC 7692 7.2.2: the four bytes that end every flush are left out on the wire.
    const inflated = inflateRawSync(Buffer.concat([compressed.payload, Buffer.from([0, 0, 255, 255])]), {
      finishFlush: 2,
    })
    expect(inflated.toString('utf8')).toBe(text(await frame(bare, 0)))
    const { sent, received } = await tap.until(() => {
      const [first] = tap.exchanges('ws')
      return first?.received.length === client.received().length && first
    })
    expect([received, sent]).toEqual([client.received(), client.sent])
  })

  it('closes with 1001 when the lab ends', async () => {
    const lab = await site.lab()
    const client = await connect(`${lab.path}/ws`)
    await fetch(`${site.origin}${lab.path}`, { method: 'DELETE' })
    expect(closing(await frame(client, 0))).toEqual({ code: 1001, reason: 'The lab has ended' })
  })

  it('closes with 1001 in a drain', async () => {
    const other = await startServer()
    const lab = await other.lab()
    const client = await connect(`${lab.path}/ws`, [], other.port)
    const drained = other.server.drain()
    expect(closing(await frame(client, 0)).code).toBe(1001)
    client.write(clientFrame(CLOSE, Buffer.from([0x03, 0xe9])))
    expect(await client.closed()).toBe('end')
    await drained
  })

  it('that reads none of its echoes is dropped', async () => {
    const small = await startServer({}, { timing: { stallTimeoutMs: 1_000 } })
    const lab = await small.lab()
    const client = await connect(`${lab.path}/ws`, [], small.port)
    client.socket.pause()
    const echo = clientFrame(BINARY, Buffer.alloc(60_000))
    let isOver = false
    const ended = new Promise<void>((resolve) => client.socket.once('close', () => resolve()))
    // Written until the connection takes no more, for as long as it lives; the server drops it for taking nothing.
    void ended.then(() => (isOver = true))
    while (!isOver) {
      if (!client.socket.write(echo)) {
        await Promise.race([ended, new Promise((resolve) => client.socket.once('drain', resolve))])
      }
    }
    expect((await fetch(`${small.origin}${lab.path}`)).status).toBe(200)
    small.server.end()
  })
})

describe('a handshake', () => {
  it.each([
    ['a foreign Origin', 'ws', ['Origin: https://elsewhere.example'], 403, 'foreign-origin'],
    ['Origin null', 'ws', ['Origin: null'], 403, 'foreign-origin'],
    ['a bad cursor', 'ws?after=x', [], 400, 'bad-cursor'],
    ['a cursor ahead', 'ws?after=9', [], 400, 'bad-cursor'],
  ])('with %s is refused', async (_what, call, more, status, code) => {
    const lab = await site.lab()
    const client = await connect(`${lab.path}/${call}`, more)
    const answer = await client.answer()
    expect([answer.startsWith(`HTTP/1.1 ${status} `), answer.includes(`"${code}"`)]).toEqual([true, true])
    expect(await client.closed()).toBe('end')
  })

  it('from this site is taken; one for no lab, without a key, or of another version is not', async () => {
    const lab = await site.lab()
    const own = await connect(`${lab.path}/ws`, ['Origin: http://test'])
    expect(own.received().toString()).toMatch(/^HTTP\/1.1 101 /)
    const nowhere = await connect(`/labs/${'x'.repeat(22)}/ws`)
    expect(await nowhere.answer()).toMatch(/^HTTP\/1.1 404 /)
    const keyless = await rawClient(site.port)
    keyless.write(request(`${lab.path}/ws`, 'GET', HANDSHAKE.slice(0, 3)))
    expect(await keyless.answer()).toMatch(/^HTTP\/1.1 400 [^]*bad-handshake/)
    const old = await rawClient(site.port)
    old.write(
      request(`${lab.path}/ws`, 'GET', [...HANDSHAKE.slice(0, 2), 'Sec-WebSocket-Version: 7', HANDSHAKE[3]!]),
    )
    expect(await old.answer()).toMatch(/Sec-WebSocket-Version: 13\r\n/)
  })

  it('that asks for none gets 426, and a full lab 429', async () => {
    const small = await startServer({ MAX_CONNECTIONS_PER_LAB: '1' })
    const lab = await small.lab()
    const plain = await fetch(`${small.origin}${lab.path}/ws`)
    expect([plain.status, plain.headers.get('upgrade'), await plain.json()]).toMatchObject([
      426,
      'websocket',
      { error: { code: 'upgrade-required' } },
    ])
    const first = await connect(`${lab.path}/ws`, [], small.port)
    const second = await connect(`${lab.path}/ws`, [], small.port)
    expect(await second.answer()).toMatch(/^HTTP\/1.1 429 /)
    first.write(clientFrame(CLOSE, ''))
    await first.closed()
    const third = await connect(`${lab.path}/ws`, [], small.port)
    expect(third.received().toString()).toMatch(/^HTTP\/1.1 101 /)
    small.server.end()
  })
})

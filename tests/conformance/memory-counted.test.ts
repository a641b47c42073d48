/**
 * What the budget counts is what memory takes: each kind of thing that a stranger can make the server keep is filled in
 * turn, in a process of its own, and after a collection the count is held against the heap and what it holds outside.
 */
import { constants, deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { request } from '../support/http-client.ts'
import { startMeasured, type MeasuredServer } from '../support/measured.ts'
import { rawClient, type RawClient } from '../support/raw-client.ts'
import { createNoise } from '../support/seeded-noise.ts'
import { clientFrame } from '../support/ws-frames.ts'

/**
 * Counted too little, the process would be at risk; counted far too much, requests would be refused without need. What
 * many share, as an event that waits for many readers, is counted for each.
 */
const [LEAST, MOST] = [0.8, 2.5]

const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Extensions: permessage-deflate',
]
const [TEXT, CONTINUATION, BINARY, PING] = [1, 0, 2, 9]

let server: MeasuredServer
let clients: RawClient[] = []
let labs: string[] = []

beforeAll(start)
afterAll(() => server.end())

async function start(): Promise<void> {
  server = await startMeasured()
  // Code that has run once has taken its own memory.
  await filled(async () => {
    const path = await lab()
    await publish(path, 20, 'x'.repeat(1_000))
    await Promise.all(['short-poll', 'long-poll', 'sse'].map((call) => open(request(`${path}/${call}`))))
    await open(request(`${path}/ws`, 'GET', HANDSHAKE))
  })
}

async function lab(settings: object = {}): Promise<string> {
  const body = JSON.stringify({ settings: { feed: 'manual', ...settings } })
  const made = await fetch(`${server.origin}/labs`, { method: 'POST', body })
  expect(made.status).toBe(201)
  const path = `/labs/${((await made.json()) as { id: string }).id}`
  labs.push(path)
  return path
}

async function publish(path: string, events: number, data: unknown, headers = {}): Promise<void> {
  const body = JSON.stringify({ type: 'goal', data })
  for (let i = 0; i < events; i++) {
    const key = Object.keys(headers).length > 0 ? { 'Idempotency-Key': `${'k'.repeat(200)}${i}` } : {}
    const made = await fetch(`${server.origin}${path}/events`, { method: 'POST', body, headers: key })
    expect(made.status).toBe(201)
    await made.arrayBuffer()
  }
}

/** A connection that has sent this; it takes nothing where it is `deaf`. */
async function open(bytes: string | Uint8Array, isDeaf = false): Promise<RawClient> {
  const client = await rawClient(server.port)
  client.socket.on('error', () => undefined)
  clients.push(client)
  if (isDeaf) client.socket.pause()
  client.write(bytes)
  return client
}

async function webSocket(path: string, isDeaf = false): Promise<RawClient> {
  const client = await open(request(path, 'GET', HANDSHAKE))
  await client.untilText('\r\n\r\n')
  if (isDeaf) client.socket.pause()
  return client
}

function post(path: string, body: object): Promise<Response> {
  return fetch(`${server.origin}${path}`, { method: 'POST', body: JSON.stringify(body) })
}

/** What `fill` makes the server keep: counted, and in memory. All connections are gone and all labs ended afterwards. */
async function filled(
  fill: () => Promise<void>,
): Promise<{ counted: number; taken: number; resident: number }> {
  const before = await server.measure()
  await fill()
  const after = await server.measure()
  // On a slow wire a mere end would come seconds later.
  for (const client of clients) client.socket.resetAndDestroy()
  for (const path of labs) await fetch(`${server.origin}${path}`, { method: 'DELETE' })
  clients = []
  labs = []
  // What goes late would be taken from what the next fills. A few connections stay, for the next fetch.
  while ((await server.now()).countedBytes > before.countedBytes + 100_000)
    await new Promise((resolve) => setTimeout(resolve, 20))
  // On a busy machine what the one before took may be let go of only while this one fills.
  const emptied = await server.measure()
  return {
    counted: after.countedBytes - before.countedBytes,
    taken: after.memoryBytes - Math.min(before.memoryBytes, emptied.memoryBytes),
    resident: after.residentBytes - before.residentBytes,
  }
}

const KINDS: Readonly<Record<string, () => Promise<void>>> = {
  async 'large events'() {
    await publish(await lab(), 65, 'x'.repeat(60_000))
  },
  async 'events in Chinese'() {
    await publish(await lab(), 65, '球'.repeat(20_000))
  },
  async 'small events that readers have had'() {
    for (let i = 0; i < 3; i++) {
      const path = await lab()
      for (const call of ['sse', 'iframe-stream?callback=f']) await open(request(`${path}/${call}`))
      await webSocket(`${path}/ws`)
      await publish(path, 900, 'x'.repeat(190))
    }
  },
  async 'large events that ten readers have had'() {
    const path = await lab()
    for (const call of [
      'sse',
      'iframe-stream?callback=f',
      'iframe-stream?callback=g',
      'iframe-stream?callback=h',
    ])
      for (let i = 0; i < 2; i++) await open(request(`${path}/${call}`))
    for (let i = 0; i < 2; i++) await webSocket(`${path}/ws`)
    await publish(path, 65, 'x'.repeat(60_000))
  },
  async 'labs in which nothing happens'() {
    for (let i = 0; i < 100; i++) await lab()
  },
  async 'a log of small slices'() {
    for (let i = 0; i < 3; i++) {
      const path = await lab()
      const client = await open('')
      for (let n = 0; n < 700; n++) {
        client.write(request(`${path}/short-poll`))
        await client.answer()
      }
    }
  },
  async 'a log of large slices'() {
    for (let i = 0; i < 6; i++) {
      const path = await lab()
      await publish(path, 8, 'x'.repeat(60_000))
      for (let n = 0; n < 4; n++)
        await fetch(`${server.origin}${path}/short-poll?after=0`).then((each) => each.text())
    }
  },
  async 'answers to keys'() {
    await publish(await lab(), 900, 'x'.repeat(700), { key: true })
  },
  async 'scripted answers'() {
    const chunks = Array.from({ length: 256 }, () => 'eA==')
    for (let i = 0; i < 20; i++) {
      const path = await lab()
      for (let n = 0; n < 8; n++) await post(`${path}/answer`, { transport: 'sse', status: 200, chunks })
    }
  },
  async 'connections that have asked once'() {
    for (let i = 0; i < 200; i++) await (await open(request('/healthz'))).answer()
  },
  async 'open streams'() {
    const path = await lab()
    for (let i = 0; i < 200; i++) await (await open(request(`${path}/sse`))).untilText('retry')
  },
  async 'open WebSockets'() {
    const path = await lab()
    for (let i = 0; i < 150; i++) await webSocket(`${path}/ws`)
  },
  async 'open WebSockets on a slow wire'() {
    const path = await lab({ wire: { latencyMs: 1 } })
    for (let i = 0; i < 150; i++) await webSocket(`${path}/ws`)
  },
  async 'requests behind one that is held'() {
    const path = await lab()
    for (let i = 0; i < 30; i++) await open(request(`${path}/long-poll`) + request('/healthz').repeat(100))
  },
  async 'more requests behind one that is held than are read'() {
    const path = await lab()
    for (let i = 0; i < 20; i++)
      await open(request(`${path}/long-poll`) + request('/x', 'OPTIONS').repeat(1_600))
  },
  async 'what nobody can tell apart, behind one that is held'() {
    const path = await lab()
    for (let i = 0; i < 20; i++)
      await open(
        request(`${path}/long-poll`) + request('/x').repeat(300) + request('/x', 'PURGE').repeat(1_300),
      )
  },
  async 'heads in pieces of a byte'() {
    const clients: RawClient[] = []
    for (let i = 0; i < 20; i++) clients.push(await open('GET / HTTP/1.1\r\nX: '))
    for (let n = 0; n < 600; n++) {
      for (const client of clients) client.write('x')
      await fetch(`${server.origin}/healthz`).then((each) => each.text())
    }
  },
  async 'frames on a slow wire, a read each'() {
    const path = await lab({ wire: { latencyMs: 5_000 } })
    const clients: RawClient[] = []
    for (let i = 0; i < 60; i++) clients.push(await open(request(`${path}/ws`, 'GET', HANDSHAKE)))
    for (let n = 0; n < 150; n++) {
      for (const client of clients) client.write(clientFrame(BINARY, 'x'))
      await fetch(`${server.origin}/healthz`).then((each) => each.text())
    }
  },
  async 'bodies in chunks of one byte'() {
    const path = await lab()
    const head = request(`${path}/events`, 'POST', ['Transfer-Encoding: chunked'])
    for (let i = 0; i < 30; i++) await open(head + '1\r\nx\r\n'.repeat(40_000))
  },
  async 'messages in fragments of one byte'() {
    const path = await lab()
    const fragment = clientFrame(CONTINUATION, 'x', false)
    for (let i = 0; i < 60; i++) {
      const client = await webSocket(`${path}/ws`)
      client.write(Buffer.concat([clientFrame(TEXT, 'x', false), ...Array<Buffer>(200).fill(fragment)]))
    }
  },
  async 'messages of which the end is missing'() {
    const path = await lab()
    for (let i = 0; i < 60; i++) {
      const client = await webSocket(`${path}/ws`)
      client.write(clientFrame(BINARY, Buffer.alloc(60_000)).subarray(0, 59_000))
    }
  },
  async 'polls that nobody reads'() {
    const path = await lab()
    await publish(path, 60, 'x'.repeat(60_000))
    for (let i = 0; i < 30; i++) await open(request(`${path}/short-poll?after=0`).repeat(20), true)
  },
  async 'streams that nobody reads'() {
    const path = await lab()
    for (let i = 0; i < 20; i++) await open(request(`${path}/iframe-stream?callback=f`), true)
    await publish(path, 150, 'x'.repeat(60_000))
  },
  async 'what is owed to observers that read nothing'() {
    for (let i = 0; i < 4; i++) {
      const path = await lab()
      await webSocket(`${path}/observe`, true)
      await publish(path, 40, '球'.repeat(20_000))
    }
  },
  async 'what a stalled wire holds'() {
    const path = await lab()
    const clients: RawClient[] = []
    for (let i = 0; i < 40; i++) clients.push(await webSocket(`${path}/ws`))
    await post(`${path}/faults`, { kind: 'stall', transport: 'ws' })
    // One read each, since something else is answered in between.
    for (let n = 0; n < 150; n++) {
      for (const client of clients) client.write(clientFrame(PING, ''))
      await fetch(`${server.origin}/healthz`).then((each) => each.text())
    }
  },
  async 'what a buffering proxy holds'() {
    const path = await lab({ wire: { bufferBytes: 1_048_576 } })
    for (let i = 0; i < 20; i++) await open(request(`${path}/sse`))
    await publish(path, 900, 'x')
  },
}

describe('what is counted', () => {
  it.each(Object.keys(KINDS))('is what is taken by %s', async (kind) => {
    const { counted, taken } = await filled(KINDS[kind]!)
    expect(taken).toBeGreaterThan(500_000)
    expect(counted / taken).toBeGreaterThan(LEAST)
    expect(counted / taken).toBeLessThan(MOST)
  })

  it.each([
    ['small messages', Buffer.from('to be echoed'), 1],
    ['large ones', Buffer.from(createNoise(1).bytes(63_000)), 60_000],
  ])(
    'is what is taken by WebSockets that compress %s, as the system sees it: zlib keeps its own',
    async (_what, content, echoBytes) => {
      // What others have filled and left, the system gives again without taking more.
      server.end()
      await start()
      const { counted, resident } = await filled(async () => {
        const path = await lab({ deflate: true })
        const message = compressed(content)
        for (let i = 0; i < 80; i++) {
          const client = await webSocket(`${path}/ws`)
          client.write(clientFrame(BINARY, message, true, true))
          await client.until(client.received().length + echoBytes)
        }
      })
      expect(counted).toBeGreaterThan(80 * 200_000)
      expect(counted / resident).toBeGreaterThan(LEAST)
      expect(counted / resident).toBeLessThan(MOST)
    },
  )

  it('is never less than what a hundred messages take that inflate to 30 MB each', async () => {
    const before = await server.measure()
    const path = await lab({ deflate: true })
    const bomb = clientFrame(BINARY, compressed(Buffer.alloc(30_000_000)), true, true)
    const clients: RawClient[] = []
    for (let i = 0; i < 100; i++) clients.push(await webSocket(`${path}/ws`))
    for (const client of clients) client.write(bomb)
    for (let looks = 0; looks < 10; looks++) {
      const { countedBytes, memoryBytes } = await server.now()
      expect(memoryBytes - before.memoryBytes).toBeLessThan(countedBytes - before.countedBytes)
    }
    await filled(() => Promise.resolve())
  })
})

/** A compressed message, without the four bytes that end every flush (RFC 7692 7.2.1). */
function compressed(content: Uint8Array): Buffer {
  return deflateRawSync(content, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4)
}

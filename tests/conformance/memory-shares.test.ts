/** Whatever one address makes this server keep, another has room: at no time is more than a share of the budget that address's. */
import { afterEach, describe, expect, it } from 'vitest'
import { startServer, type TestLab, type TestServer } from '../support/comet.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { httpClient, request, type HttpAnswer } from '../support/http-client.ts'
import { rawClient, type RawClient } from '../support/raw-client.ts'
import { clientFrame } from '../support/ws-frames.ts'

const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]
const [TEXT, BINARY] = [1, 2]
const OTHER = '127.0.0.2'

const leaving: (() => void)[] = []
afterEach(() => {
  for (const leave of leaving.splice(0)) leave()
})

async function open(site: TestServer, text: string): Promise<RawClient> {
  const client = await rawClient(site.port)
  client.socket.on('error', () => undefined)
  leaving.push(() => client.socket.destroy())
  client.write(text)
  return client
}

async function ask(site: TestServer, text: string, localAddress?: string): Promise<HttpAnswer> {
  const client = await httpClient(site.port, localAddress)
  client.send(text)
  const answer = await client.answer()
  client.leave()
  return answer
}

function post(path: string, body: string, more: readonly string[] = []): string {
  return request(path, 'POST', [`Content-Length: ${body.length}`, ...more]) + body
}

const EVENT = JSON.stringify({ type: 'goal', data: 'x'.repeat(60_000) })

/** What one address does, again and again. */
const FLOODS: Readonly<Record<string, (site: TestServer, lab: TestLab) => Promise<unknown>>> = {
  async 'labs in which somebody is'(site) {
    const made = await ask(site, post('/labs', '{"settings":{"feed":"manual"}}'))
    const path = made.header('location')
    if (path === undefined) return
    await open(site, request(`${path}/sse`))
    for (let i = 0; i < 20; i++) await ask(site, post(`${path}/events`, EVENT))
  },
  'requests behind a poll that is held': (site, { path }) =>
    open(site, request(`${path}/long-poll`) + request('/x').repeat(1_500)),
  async 'heads that come byte by byte and have no end'(site) {
    const client = await open(site, 'GET /healthz HTTP/1.1\r\nX: ')
    await client.trickle('x'.repeat(150))
  },
  'bodies that have no end': (site, { path }) => open(site, post(`${path}/events`, EVENT).slice(0, -1)),
  async 'messages that have no end'(site, { path }) {
    const client = await open(site, request(`${path}/ws`, 'GET', HANDSHAKE))
    client.write(clientFrame(BINARY, Buffer.alloc(60_000)).subarray(0, 59_000))
    client.write(clientFrame(TEXT, 'x', false))
  },
  'streams that nobody reads': async (site, { path }) => {
    const client = await open(site, request(`${path}/sse?after=0`))
    client.socket.pause()
    await ask(site, post(`${path}/events`, EVENT))
  },
}

describe('while one address floods this server with', () => {
  it.each(Object.keys(FLOODS))('%s, another has what it asks for', async (flood) => {
    const limits = { MAX_CONNECTIONS_PER_LAB: '4000', MAX_CONNECTIONS_PER_ADDRESS: '3000' }
    // Nothing is swept: what only the next second would take away is there.
    const site = await startServer({ MAX_MEMORY_MB: '16', ...limits }, { clock: createFakeClock() })
    leaving.push(() => site.server.end())
    const { budget } = site.server
    const lab = await site.lab({ longPollTimeoutMs: 120_000 })
    let most = 0
    for (let i = 0; i < 250; i++) {
      await FLOODS[flood]?.(site, lab).catch(() => undefined)
      most = Math.max(most, budget.heldBytes)
    }
    // The flood was one: it has come to what it may have.
    expect(most).toBeGreaterThan(budget.limitBytes / 4)
    expect(most).toBeLessThan(budget.limitBytes * 0.7)
    const made = await ask(site, post('/labs', '{"settings":{"feed":"manual"}}'), OTHER)
    expect(made.status).toBe(201)
    const { status } = await ask(site, post(`${made.header('location')}/events`, EVENT), OTHER)
    expect(status).toBe(201)
  })
})

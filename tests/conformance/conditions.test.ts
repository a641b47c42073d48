/** The conditions of the wire from outside: what a reader behind them gets, and when. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { request } from '../support/http-client.ts'
import type { RawClient } from '../support/raw-client.ts'
import { readTap } from '../support/tap-reader.ts'
import { startServer, type TestLab, type TestServer } from '../support/comet.ts'
import { serverFrames } from '../support/ws-frames.ts'

let site: TestServer

beforeAll(async () => {
  site = await startServer()
})
afterAll(() => site.end())

const open = (text: string): Promise<RawClient> => site.client(text)

function patch(lab: TestLab, wire: object): Promise<Response> {
  const body = JSON.stringify({ settings: { wire } })
  return fetch(`${site.origin}${lab.path}`, { method: 'PATCH', body })
}

const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

describe('a buffering proxy', () => {
  it('keeps a stream silent until it has its fill; polls and WebSockets pass', async () => {
    const lab = await site.lab({ wire: { bufferBytes: 2_000 } })
    const sse = await open(request(`${lab.path}/sse`))
    const ws = await open(request(`${lab.path}/ws`, 'GET', HANDSHAKE))
    await ws.untilText('\r\n\r\n')
    await lab.publish('goal', 'small')
    await ws.untilText('small')
    const poll = await open(request(`${lab.path}/short-poll?after=0`))
    expect(await poll.answer()).toContain('small')
    expect(sse.received().length).toBe(0)
    await lab.publish('goal', 'x'.repeat(2_000))
    const text = await sse.untilText('id: 2\n')
    expect(text).toMatch(/^HTTP\/1.1 200 OK[^]*retry[^]*id: 1\n/)
    await patch(lab, { bufferBytes: 0 })
    await lab.publish()
    await sse.untilText('id: 3\n')
    expect(serverFrames(ws.received())).toHaveLength(3)
  })

  it('gives a stream up whole when it ends', async () => {
    const lab = await site.lab({ wire: { bufferBytes: 1_000_000 } })
    const sse = await open(request(`${lab.path}/sse?after=0&once=1`))
    await lab.publish()
    expect(await sse.answer()).toMatch(/retry[^]*id: 1\n[^]*\r\n0\r\n\r\n$/)
  })
})

describe('an idle time-out', () => {
  it('drops a silent stream, tells the tap so, and spares one with heartbeats', async () => {
    const lab = await site.lab({ heartbeatMs: 120_000 })
    const tap = await readTap(site.origin, lab.path)
    const silent = await open(request(`${lab.path}/sse`))
    await silent.untilText('retry')
    await patch(lab, { idleTimeoutMs: 700 })
    await silent.closed()
    await tap.until(() => tap.exchanges('sse')[0]?.isClosed)
    tap.close()
    const beating = await site.lab({ heartbeatMs: 500, wire: { idleTimeoutMs: 700 } })
    const alive = await open(request(`${beating.path}/sse`))
    await alive.untilText('heartbeat')
    await alive.until(alive.received().length + 1)
    await beating.publish()
    await alive.untilText('id: 1\n')
  })
})

describe('a narrow line', () => {
  it('brings bytes one after another, and the tap has the same', async () => {
    const lab = await site.lab({ wire: { bytesPerSecond: 20_000 } })
    const tap = await readTap(site.origin, lab.path)
    const asked = performance.now()
    const sse = await open(request(`${lab.path}/sse?after=0&once=1`))
    await lab.publish('goal', 'x'.repeat(6_000))
    expect(await sse.answer()).toMatch(/\r\n0\r\n\r\n$/)
    // 6,500 bytes at 20,000 a second.
    expect(performance.now() - asked).toBeGreaterThan(320)
    await tap.until(() => tap.exchanges('sse')[0]?.isClosed)
    expect(tap.exchanges('sse')[0]?.received).toEqual(sse.received())
    tap.close()
  })
})

/** What the owner does to connections through a tap, all of them or one. */
import { createServer, type ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NO_CONDITIONS } from '../../../src/contract/settings.ts'
import type { Tap } from '../../../server/tap/tap.ts'
import { rawClient, type RawClient } from '../../support/raw-client.ts'
import { listen, ownersPage, tapOf, type OwnersPage } from '../../support/tap-bench.ts'

const streams: ServerResponse[] = []
const app = createServer((_, response) => {
  streams.push(response)
  response.writeHead(200, { 'Content-Type': 'text/event-stream' })
  response.write('data: 1\n\n')
})
let tap: Tap
let page: OwnersPage
beforeEach(async () => {
  tap = await tapOf(`http://127.0.0.1:${await listen(app)}`)
  page = ownersPage(tap)
  await page.until('replayed')
})
afterEach(() => {
  page.close()
  tap.close()
  app.closeAllConnections()
  app.close()
  streams.length = 0
})

async function stream(): Promise<RawClient> {
  const client = await rawClient(Number(new URL(tap.address).port))
  client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await client.untilText('data: 1')
  return client
}

const wire = (change: object) => ({ ...NO_CONDITIONS, ...change })

describe('the owner', () => {
  it('resets one connection, and the other goes on', async () => {
    const [one, other] = [await stream(), await stream()]
    page.send({ kind: 'fault', fault: 'reset', connection: 'c1' })
    expect(await one.closed()).toBe('reset')
    expect(await page.until('fault')).toMatchObject({ affected: 1 })
    expect(await page.until('connection', ({ state }) => state === 'closed')).toMatchObject({
      connection: 'c1',
      how: 'reset',
    })
    streams[1]?.write('data: 2\n\n')
    await other.untilText('data: 2')
    page.send({ kind: 'fault', fault: 'fin' })
    expect(await other.closed()).toBe('end')
  })

  it('stalls, and lets go on: all arrives, in order', async () => {
    const client = await stream()
    page.send({ kind: 'fault', fault: 'stall' })
    await page.until('fault')
    streams[0]?.write('data: 2\n\n')
    streams[0]?.write('data: 3\n\n')
    await fetch(tap.inspector.replace(/#.*/, ''))
    expect(client.received().toString()).not.toContain('data: 2')
    page.send({ kind: 'fault', fault: 'resume' })
    await client.untilText('data: 3')
    expect(client.received().toString()).toMatch(/data: 1[^]*data: 2[^]*data: 3/)
  })

  it('refuses, as where nobody listens, and takes again', async () => {
    const held = await stream()
    page.send({ kind: 'refuse', on: true })
    await page.until('state', ({ refuses }) => refuses)
    await expect(fetch(tap.address)).rejects.toThrow()
    streams[0]?.write('data: 2\n\n')
    await held.untilText('data: 2')
    const seen = page.messages.length
    page.send({ kind: 'refuse', on: false })
    await page.until('state', (state) => !state.refuses && page.messages.indexOf(state) >= seen)
    await (await stream()).untilText('data: 1')
  })

  it('adds latency, of which the times tell, and buffers what is no tunnel', async () => {
    page.send({ kind: 'conditions', wire: wire({ latencyMs: 50 }) })
    await page.until('conditions', ({ wire: { latencyMs } }) => latencyMs === 50)
    const client = await stream()
    const slice = await page.until('slice')
    expect(slice.arrived - slice.left).toBeGreaterThanOrEqual(50)
    page.send({ kind: 'conditions', wire: wire({ bufferBytes: 4096 }), connection: 'c1' })
    await page.until('conditions', ({ connection }) => connection === 'c1')
    streams[0]?.write('data: 2\n\n')
    streams[0]?.write(`: ${'.'.repeat(5000)}\n\n`)
    await client.untilText('data: 2')
    const held = await page.until('slice', ({ bytes }) => atob(bytes).includes('data: 2'))
    const next = await page.until('slice', ({ bytes }) => atob(bytes).includes(': ....'))
    expect(held.arrived).toBeGreaterThanOrEqual(next.left)
  })

  it('lets a silent connection run into an idle time-out', async () => {
    const client = await stream()
    page.send({ kind: 'conditions', wire: wire({ idleTimeoutMs: 500 }) })
    await page.until('conditions', ({ wire: { idleTimeoutMs } }) => idleTimeoutMs === 500)
    const closed = client.closed()
    expect(await page.until('connection', ({ state }) => state === 'closed')).toMatchObject({
      how: 'timeout',
    })
    await closed
  })
})

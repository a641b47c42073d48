/** The labs on a server that another program listens with, as `npm run dev` has it: real connections, nothing of the host lost. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { systemClock } from '../../server/clock.ts'
import { attachLabs } from '../../server/dev.ts'
import { readConfig } from '../../server/config.ts'
import { createCometServer } from '../../server/server.ts'
import { request } from '../support/http-client.ts'
import { readTap } from '../support/tap-reader.ts'

let host: Server
let origin: string

beforeAll(async () => {
  host = createServer((incoming, outgoing) => outgoing.end(`the host at ${incoming.url}`))
  const theirs = new WebSocketServer({ noServer: true })
  host.on('upgrade', (incoming, socket, head) => {
    if (incoming.url === '/reload')
      theirs.handleUpgrade(incoming, socket, head, (webSocket) => webSocket.send('reload'))
  })
  const read = readConfig({})
  if (read.kind === 'mistakes') throw new Error(read.mistakes.join(' '))
  createCometServer(read.config, { clock: systemClock, report: console.error }).attachTo(host)
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
})
afterAll(() => {
  host.close()
  host.closeAllConnections()
})

function firstMessages(path: string, count: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`)
    const got: string[] = []
    socket.on('error', reject).on('message', (data) => {
      if (got.push((data as Buffer).toString()) === count) {
        socket.terminate()
        resolve(got)
      }
    })
  })
}

describe('an attached server', () => {
  it('answers its own paths and leaves the others to the host', async () => {
    expect(await (await fetch(`${origin}/healthz`)).text()).toBe('{"status":"ok"}')
    expect((await fetch(`${origin}/labs`, { method: 'POST' })).status).toBe(201)
    expect((await fetch(`${origin}/labs/x`)).status).toBe(404)
    for (const path of ['/', '/labsx', '/healthz2', '/long-polling/'])
      expect(await (await fetch(`${origin}${path}`)).text()).toBe(`the host at ${path}`)
  })

  it('plays clients, though it listens nowhere itself', async () => {
    const { id } = (await (await fetch(`${origin}/labs`, { method: 'POST' })).json()) as { id: string }
    const tap = await readTap(origin, `/labs/${id}`)
    const bytes = [Buffer.from(request(`/labs/${id}/short-poll`)).toString('base64')]
    await fetch(`${origin}/labs/${id}/client`, { method: 'POST', body: JSON.stringify({ bytes }) })
    const exchange = await tap.until(() => tap.exchanges('short-poll').find(({ isClosed }) => isClosed))
    expect(exchange.received.toString()).toMatch(/^HTTP\/1.1 200 OK\r\n/)
    tap.close()
  })

  it('observes real connections, and leaves the host’s WebSockets alone', async () => {
    const { id } = (await (await fetch(`${origin}/labs`, { method: 'POST' })).json()) as { id: string }
    await (await fetch(`${origin}/labs/${id}/short-poll`)).text()
    const messages = await firstMessages(`/labs/${id}/observe`, 5)
    const kinds = messages.map((message) => (JSON.parse(message) as { kind: string }).kind)
    expect(kinds.slice(0, 5)).toEqual(['welcome', 'connection', 'exchange', 'slice', 'slice'])
    expect(await firstMessages('/reload', 1)).toEqual(['reload'])
  })

  it('answers an upgrade on a lab’s path that is none of ours', async () => {
    const refused = firstMessages('/labs/x/short-poll', 1)
    await expect(refused).rejects.toThrow('426')
  })

  it('is not made on a server that is none', () => {
    const config = { logger: { error: console.error } }
    expect(() => attachLabs({ httpServer: null, config })).toThrow('plain HTTP/1.1')
    expect(() => attachLabs({ httpServer: {}, config })).toThrow('plain HTTP/1.1')
  })
})

/** Who may see what crosses a tap, and tell it what to do: the page with the key, from its own address, and nobody else. */
import { request as httpRequest } from 'node:http'
import { createServer } from 'node:http'
import { networkInterfaces } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Tap } from '../../../server/tap/tap.ts'
import { listen, ownersPage, tapOf } from '../../support/tap-bench.ts'

const app = createServer((_, response) => response.end('here'))
let upstream = ''
let tap: Tap
beforeEach(async () => {
  upstream = `http://127.0.0.1:${await listen(app)}`
  tap = await tapOf(upstream)
})
afterEach(() => {
  tap.close()
  app.close()
})

/** The status of a request to the inspector, as anything on this machine can send it. */
function statusOf(headers: Record<string, string>, path = '/'): Promise<number> {
  const { port } = new URL(tap.inspector)
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ port, host: '127.0.0.1', path, headers, setHost: false }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.on('error', reject)
    asked.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve(response.statusCode ?? 0)
    })
    asked.end()
  })
}

const UPGRADE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

describe("a tap's inspector", () => {
  it('answers only what was sent to its very address', async () => {
    const { host, port } = new URL(tap.inspector)
    expect(await statusOf({ Host: host })).toBe(404)
    for (const other of [`evil.example:${port}`, `localhost:${port}`, '127.0.0.1', `127.0.0.1:${port}.`, ''])
      expect(await statusOf({ Host: other })).toBe(421)
    expect(await statusOf({ Host: host }, `http://evil.example/`)).toBe(421)
  })

  it('upgrades only for a page from there', async () => {
    const { host, origin } = new URL(tap.inspector)
    const path = '/tap/observe'
    expect(await statusOf({ Host: host, Origin: origin, ...UPGRADE }, path)).toBe(101)
    for (const other of ['http://evil.example', 'null', tap.address, origin.replace('http', 'https')])
      expect(await statusOf({ Host: host, Origin: other, ...UPGRADE }, path)).toBe(403)
    expect(await statusOf({ Host: host, ...UPGRADE }, path)).toBe(403)
    expect(await statusOf({ Host: host, Origin: origin, ...UPGRADE }, '/elsewhere')).toBe(404)
  })

  it('says nothing before the key, and nothing to another', async () => {
    const wrong = ownersPage(tap, { key: 'A'.repeat(22) })
    expect(await wrong.closed).toBe(4003)
    expect(wrong.messages).toEqual([])
    const url = new URL(tap.inspector)
    const silent = new WebSocket(`ws://${url.host}/tap/observe`, { origin: url.origin })
    const heard: unknown[] = []
    silent.on('message', (data) => heard.push(data))
    silent.on('open', () => silent.send(JSON.stringify({ kind: 'clear' })))
    expect(await new Promise((resolve) => silent.on('close', resolve))).toBe(4003)
    expect(heard).toEqual([])
  })

  it('has a key of 128 bits and more, another each time, and nowhere but in the fragment', async () => {
    const { hash, pathname, search } = new URL(tap.inspector)
    const other = await tapOf(upstream)
    expect(Buffer.from(hash.slice(5), 'base64url').length).toBeGreaterThanOrEqual(16)
    expect(new URL(other.inspector).hash).not.toBe(hash)
    expect(pathname + search).toBe('/inspector/')
    other.close()
  })

  it('has one owner: the newest page with the key', async () => {
    const first = ownersPage(tap)
    await first.until('replayed')
    const second = ownersPage(tap)
    await second.until('replayed')
    expect(await first.closed).toBe(4001)
    await fetch(tap.address)
    await second.until('exchange', ({ state }) => state === 'closed')
    expect(first.messages.some(({ kind }) => kind === 'exchange')).toBe(false)
    second.close()
  })

  it('takes only requests that it knows, and goes on', async () => {
    const page = ownersPage(tap)
    await page.until('replayed')
    page.send({ kind: 'fault', fault: 'everything' } as never)
    page.send({ kind: 'conditions', wire: { latencyMs: -1 } } as never)
    await page.until('error')
    page.send({ kind: 'refuse', on: false })
    await page.until('state')
    page.close()
  })

  it('tells the past to a page that comes late, and bodies no further than their heads', async () => {
    const pages = createServer((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' })
      response.end(`<p>${'secret '.repeat(1000)}`)
    })
    const other = await tapOf(`http://127.0.0.1:${await listen(pages)}`)
    expect((await (await fetch(other.address)).text()).length).toBeGreaterThan(7000)
    const page = ownersPage(other)
    await page.until('replayed')
    expect(page.bytes('c1', 'server-to-client').toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n$/)
    const left = page.messages.flatMap((each) => (each.kind === 'dropped' ? [each.length] : []))
    expect(left.reduce((sum, length) => sum + length, 0)).toBeGreaterThanOrEqual(7003)
    page.send({ kind: 'bodies', on: true })
    await page.until('state', ({ bodies }) => bodies)
    await fetch(other.address, { headers: { Connection: 'close' } })
    await page.until('exchange', ({ exchange, state }) => exchange === 'x2' && state === 'closed')
    expect(JSON.stringify(page.messages).length).toBeGreaterThan(9000)
    page.close()
    other.close()
    pages.close()
  })
})

/** Status of a request to a tap, from nowhere else. */
function askTap(tap: Tap, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(tap.address)
    httpRequest({ port, host: '127.0.0.1', headers, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}

describe('a tap that rewrites', () => {
  it('knows each address of its machine where it listens on all of them', async () => {
    const other = await tapOf(upstream, '--rewrite', '--listen', '0.0.0.0')
    const { port } = new URL(other.address)
    const own = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
    for (const { address, family } of own) {
      const host = family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`
      expect(await askTap(other, { Host: host, Origin: `http://${host}` })).toBe(200)
    }
    expect(await askTap(other, { Host: `192.0.2.1:${port}` })).toBe(421)
    other.close()
  })

  it('lets no page but the one it serves open the sockets of the server', async () => {
    const heard: (string | undefined)[] = []
    const pinned = createServer((request, response) => {
      heard.push(request.headers.host, request.headers.origin)
      response.end('let in')
    })
    const own = `http://127.0.0.1:${await listen(pinned)}`
    const other = await tapOf(own, '--rewrite')
    const ask = (headers: Record<string, string>): Promise<number> => askTap(other, headers)
    expect(await ask({ Origin: 'http://evil.example' })).toBe(403)
    expect(await ask({ Host: 'evil.example' })).toBe(421)
    expect(heard).toEqual([])
    expect(await ask({ Origin: other.address })).toBe(200)
    expect(heard).toEqual([new URL(own).host, own])
    const page = ownersPage(other)
    await page.until('replayed')
    expect(
      page.messages.filter(({ kind }) => kind === 'failed').map((each) => 'code' in each && each.code),
    ).toEqual(['foreign-origin', 'misdirected-request'])
    const rewritten = page.messages.flatMap((each) => (each.kind === 'rewritten' ? [each] : []))
    expect(rewritten.map(({ name, was, now }) => [name.toLowerCase(), was, now]).sort()).toEqual([
      ['host', new URL(other.address).host, new URL(own).host],
      ['origin', other.address, own],
    ])
    page.close()
    other.close()
    pinned.close()
  })
})

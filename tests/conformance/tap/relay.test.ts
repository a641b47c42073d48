/** The tap as a wire: every byte, both ways, as both sides' sockets saw it; and what an end, a reset, a wait on one side is on the other. */
import { once } from 'node:events'
import { createServer, get } from 'node:http'
import { createServer as createTcp, connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { Server as SocketIo } from 'socket.io'
import { WebSocket, WebSocketServer } from 'ws'
import type { Direction } from '../../../src/wire/bytes/bytes.ts'
import { rawClient } from '../../support/raw-client.ts'
import { keepingRelay, listen, ownersPage, tapOf, type KeepingRelay } from '../../support/tap-bench.ts'

const DIRECTIONS: readonly Direction[] = ['client-to-server', 'server-to-client']
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end()
})

/** A tap with plain relays on both sides. */
async function between(port: number, ...options: string[]) {
  const behind = await keepingRelay(port)
  const tap = await tapOf(`http://127.0.0.1:${behind.port}`, ...options)
  const before = await keepingRelay(Number(new URL(tap.address).port))
  const page = ownersPage(tap)
  await page.until('replayed')
  ends.push(() => {
    page.close()
    before.close()
    tap.close()
    behind.close()
  })
  return { tap, page, before, behind, port: before.port }
}

/** Every connection: before the tap, in what it tells, behind it. */
async function expectAllSame(
  {
    before,
    behind,
    page,
  }: { before: KeepingRelay; behind: KeepingRelay; page: ReturnType<typeof ownersPage> },
  count: number,
): Promise<void> {
  for (let n = 1; n <= count; n++)
    await page.until('connection', ({ connection, state }) => connection === `c${n}` && state === 'closed')
  expect(before.connections.length).toBe(count)
  for (const direction of DIRECTIONS) {
    const sorted = (relay: KeepingRelay): string[] =>
      relay.connections.map((each) => Buffer.concat(each[direction]).toString('latin1')).sort()
    const told = Array.from({ length: count }, (_, index) =>
      page.bytes(`c${index + 1}`, direction).toString('latin1'),
    ).sort()
    expect(told.join('').length).toBeGreaterThan(0)
    expect(told).toEqual(sorted(before))
    expect(told).toEqual(sorted(behind))
  }
}

describe('a tap', () => {
  it('passes on and tells every byte of event streams, pipelined requests and posts', async () => {
    const app = createServer((request, response) => {
      if (request.url === '/events') {
        response.writeHead(200, { 'Content-Type': 'text/event-stream' })
        for (const id of [1, 2, 3]) response.write(`id: ${id}\ndata: ${'x'.repeat(id * 1000)}\n\n`)
        response.end()
      } else {
        let body = ''
        request.on('data', (bytes: Buffer) => (body += bytes.toString()))
        request.on('end', () => response.end(`${request.method} ${request.url} ${body}`))
      }
    })
    ends.push(() => app.close())
    const whole = await between(await listen(app))
    const client = await rawClient(whole.port)
    client.write(
      'GET /a HTTP/1.1\r\nHost: x\r\n\r\nPOST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello' +
        'GET /events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    )
    await client.closed()
    expect(client.received().toString()).toContain('POST /b hello')
    await expectAllSame(whole, 1)
    const exchanges = whole.page.messages.filter((each) => each.kind === 'exchange')
    expect(exchanges.filter(({ state }) => state === 'open')).toHaveLength(3)
    expect(exchanges.filter(({ state }) => state === 'closed').map(({ transport }) => transport)).toEqual([
      'http',
      'http',
      'sse',
    ])
  })

  it('passes on and tells every byte of a WebSocket with permessage-deflate', async () => {
    const app = createServer()
    const sockets = new WebSocketServer({ server: app, perMessageDeflate: { threshold: 0 } })
    sockets.on('connection', (socket) =>
      socket.on('message', (data, isBinary) => {
        socket.send(data, { binary: isBinary })
        socket.ping()
      }),
    )
    ends.push(() => app.close())
    const whole = await between(await listen(app))
    const socket = new WebSocket(`ws://127.0.0.1:${whole.port}/chat`, { perMessageDeflate: { threshold: 0 } })
    await once(socket, 'open')
    for (const text of ['hello', 'again '.repeat(5000)]) {
      socket.send(text)
      const [data] = (await once(socket, 'message')) as [Buffer]
      expect(data.toString()).toBe(text)
    }
    socket.close()
    await once(socket, 'close')
    await expectAllSame(whole, 1)
    expect(await whole.page.until('exchange', ({ state }) => state === 'known')).toMatchObject({
      transport: 'ws',
    })
  })

  it('passes on socket.io, from its polls to its WebSocket', async () => {
    const app = createServer()
    const io = new SocketIo(app, { serveClient: false })
    io.on('connection', (socket) => socket.on('say', (text: string) => socket.emit('said', text)))
    ends.push(() => void io.close())
    const whole = await between(await listen(app))
    const at = `http://127.0.0.1:${whole.port}/socket.io/?EIO=4`
    const opened = await (await fetch(`${at}&transport=polling`)).text()
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string }
    await fetch(`${at}&transport=polling&sid=${sid}`, { method: 'POST', body: '40' })
    expect(await (await fetch(`${at}&transport=polling&sid=${sid}`)).text()).toContain('40{')
    const socket = new WebSocket(`${at.replace('http', 'ws')}&transport=websocket&sid=${sid}`)
    await once(socket, 'open')
    socket.send('2probe')
    expect(String((await once(socket, 'message'))[0])).toBe('3probe')
    socket.send('5')
    socket.send('42["say","hi"]')
    expect(String((await once(socket, 'message'))[0])).toBe('42["said","hi"]')
    socket.close()
    await once(socket, 'close')
    const { connection } = await whole.page.until(
      'exchange',
      ({ state, transport }) => state === 'closed' && transport === 'ws',
    )
    const ws = whole.behind.connections.find((each) =>
      Buffer.concat(each['client-to-server']).includes('transport=websocket'),
    )
    for (const direction of DIRECTIONS)
      expect(whole.page.bytes(connection, direction)).toEqual(Buffer.concat(ws?.[direction] ?? []))
  })

  it('passes on an end of one side and lets the other go on', async () => {
    const app = createTcp({ allowHalfOpen: true }, (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\nbefore ')
      socket.on('end', () => socket.end('after'))
      socket.resume()
    })
    ends.push(() => app.close())
    const { port } = await between(await listen(app))
    const client = await rawClient(port)
    client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await client.untilText('before ')
    client.end()
    expect(await client.closed()).toBe('end')
    expect(client.received().toString()).toContain('before after')
  })

  it('passes on a reset, either way', async () => {
    const sockets: Socket[] = []
    const app = createTcp((socket) => {
      sockets.push(socket)
      socket.on('error', () => undefined)
      socket.write('HTTP/1.1 200 OK\r\n\r\nso far')
    })
    ends.push(() => app.close())
    const tap = await tapOf(`http://127.0.0.1:${await listen(app)}`)
    ends.push(() => tap.close())
    const port = Number(new URL(tap.address).port)
    const client = await rawClient(port)
    client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await client.untilText('so far')
    sockets[0]?.resetAndDestroy()
    expect(await client.closed()).toBe('reset')

    const other = await rawClient(port)
    other.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await other.untilText('so far')
    const broken = once(sockets[1] as Socket, 'error')
    other.reset()
    expect((await broken)[0]).toMatchObject({ code: 'ECONNRESET' })
  })

  it('passes on back-pressure: a reader that stands still makes the writer wait', async () => {
    let written = 0
    const app = createTcp((socket) => {
      socket.on('error', () => undefined)
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n')
      const block = Buffer.alloc(64 * 1024)
      const more = (): void => {
        while (written < 400e6 && socket.write(block)) written += block.length
      }
      socket.on('drain', more)
      more()
    })
    ends.push(() => app.close())
    const tap = await tapOf(`http://127.0.0.1:${await listen(app)}`)
    ends.push(() => tap.close())
    const client = connect(Number(new URL(tap.address).port), '127.0.0.1')
    ends.push(() => client.destroy())
    client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    client.pause()
    let before = -1
    while (before !== written) {
      before = written
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    expect(written).toBeLessThan(60e6)
  })

  it('says itself that nobody answers, and what is spoken there', async () => {
    const silent = createTcp()
    const port = await listen(silent)
    await new Promise((resolve) => silent.close(resolve))
    const tap = await tapOf(`http://127.0.0.1:${port}`)
    ends.push(() => tap.close())
    const page = ownersPage(tap)
    const answer = await fetch(tap.address)
    expect(answer.status).toBe(502)
    expect(answer.headers.get('server')).toBe('comet-tap')
    expect(await answer.text()).toContain('upstream-gone')
    expect(await page.until('failed')).toMatchObject({ code: 'upstream-gone', connection: 'c1' })
    page.close()
  })

  it('finds a server that listens on ::1 alone', async () => {
    const app = createServer((_, response) => response.end('six'))
    await new Promise<void>((resolve) => app.listen(0, '::1', resolve))
    ends.push(() => app.close())
    const tap = await tapOf(`http://localhost:${(app.address() as { port: number }).port}`)
    ends.push(() => tap.close())
    const text = await new Promise((resolve) =>
      get(tap.address, { agent: false }, (response) =>
        response.on('data', (bytes: Buffer) => resolve(bytes.toString())),
      ),
    )
    expect(text).toBe('six')
  })
})

/** Server-Sent Events as bytes on a connection: exact head and chunks, cursors, heartbeats, ends, and the tap's copy. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deChunk } from '../support/de-chunk.ts'
import { httpClient, request } from '../support/http-client.ts'
import { rawClient, type RawClient } from '../support/raw-client.ts'
import { readTap } from '../support/tap-reader.ts'
import { startServer, type TestLab, type TestServer } from '../support/comet.ts'

let site: TestServer
const clients: RawClient[] = []

beforeAll(async () => {
  site = await startServer()
})
afterAll(() => {
  for (const each of clients) each.socket.destroy()
  site.server.end()
})

async function stream(target: string, more: readonly string[] = [], port = site.port): Promise<RawClient> {
  const client = await rawClient(port)
  clients.push(client)
  client.write(request(target, 'GET', more))
  return client
}

const HEAD = [
  'HTTP/1.1 200 OK',
  'Content-Type: text/event-stream',
  'Cache-Control: no-cache, no-transform',
  'X-Accel-Buffering: no',
  "Content-Security-Policy: default-src 'none'; frame-ancestors 'self'",
  'X-Content-Type-Options: nosniff',
  'Referrer-Policy: no-referrer',
  'Transfer-Encoding: chunked',
  expect.stringMatching(/^Date: /),
  'Connection: keep-alive',
  'Keep-Alive: timeout=30',
]

function headOf(client: RawClient): string[] {
  return client.received().toString('latin1').split('\r\n\r\n')[0]!.split('\r\n')
}

/** The body so far, whole chunks only. */
function bodyOf(client: RawClient): string {
  return deChunk(client.received()).content.toString('utf8')
}

interface Dispatched {
  readonly id: string | undefined
  readonly event: string | undefined
  readonly data: string | undefined
}

/** The blocks after `retry`, read as plainly as our own stream is written. */
function blocks(client: RawClient): Dispatched[] {
  return bodyOf(client)
    .split('\n\n')
    .slice(1, -1)
    .map((block) => {
      const of = (name: string): string | undefined =>
        block
          .split('\n')
          .find((line) => line.startsWith(`${name}:`))
          ?.slice(name.length + 1)
          .trim()
      return { id: of('id'), event: of('event'), data: of('data') }
    })
}

/** Resolves when what came last ends like this; looks at no more than the tail, since megabytes come before it. */
function tailIs(client: RawClient, end: string): Promise<void> {
  let tail = ''
  return new Promise((resolve) => {
    client.socket.on('data', (piece) => {
      tail = (tail + piece.toString('latin1')).slice(-end.length)
      if (tail === end) resolve()
    })
  })
}

function patch(lab: TestLab, settings: object): Promise<Response> {
  return fetch(`${site.origin}${lab.path}`, { method: 'PATCH', body: JSON.stringify({ settings }) })
}

describe('an event stream', () => {
  it('begins with this very head and retry, each event one chunk of id, event and data', async () => {
    const lab = await site.lab({ retryMs: 1_234 })
    const client = await stream(`${lab.path}/sse`)
    await client.untilText('retry')
    const data = 'a "b"\n</script>\u2028 球 🏟'
    await lab.publish('goal', data)
    await client.untilText('\n\n\r\n')
    expect(headOf(client)).toEqual(HEAD)
    const { chunks } = deChunk(client.received())
    expect(chunks[0]?.toString()).toBe('retry: 1234\n\n')
    const [id, event, line, ...rest] = chunks[1]!.toString('utf8').split('\n')
    expect([id, event, rest]).toEqual(['id: 1', 'event: goal', ['', '']])
    expect(JSON.parse(line!.slice('data: '.length))).toMatchObject({ id: 1, type: 'goal', data })
    expect(chunks).toHaveLength(2)
  })

  it('sends everyone the same bytes, and hands the tap exactly those', async () => {
    const lab = await site.lab()
    const tap = await readTap(site.origin, lab.path)
    const readers = [await stream(`${lab.path}/sse`), await stream(`${lab.path}/sse?after=0`)]
    for (const reader of readers) await reader.untilText('retry')
    for (let i = 0; i < 20; i++) await lab.publish('goal', { i, text: '球\n"\u2029' })
    for (const reader of readers) await reader.untilText('id: 20\n')
    expect(bodyOf(readers[0]!)).toBe(bodyOf(readers[1]!))
    await fetch(`${site.origin}${lab.path}/sse`, { method: 'HEAD' })
    const tapped = await tap.until(() => {
      const all = tap.exchanges('sse')
      return all.every((each, i) => each.received.includes(i < 2 ? 'id: 20\n' : '\r\n\r\n')) && all
    })
    for (const [index, reader] of readers.entries()) {
      expect(tapped[index]?.received).toEqual(reader.received())
      expect(tapped[index]?.sent).toEqual(reader.sent)
    }
    tap.close()
  })

  it('starts after the cursor; a valid Last-Event-ID wins, an invalid one is passed over', async () => {
    const lab = await site.lab()
    for (let i = 0; i < 3; i++) await lab.publish()
    const ids = async (query: string, more: readonly string[] = []): Promise<(string | undefined)[]> => {
      const client = await stream(`${lab.path}/sse${query}`, more)
      await client.untilText('id: 3\n')
      return blocks(client).map(({ id }) => id)
    }
    expect(await ids('?after=0')).toEqual(['1', '2', '3'])
    expect(await ids('?after=0', ['Last-Event-ID: 2'])).toEqual(['3'])
    expect(await ids('?after=2', ['Last-Event-ID: 0'])).toEqual(['1', '2', '3'])
    for (const id of ['x', '4', '-1', '', '1.5', '9'.repeat(20)])
      expect(await ids('?after=1', [`Last-Event-ID: ${id}`])).toEqual(['2', '3'])
  })

  it('refuses a cursor that is none or lies ahead', async () => {
    const lab = await site.lab()
    for (const after of ['x', '1', '-1', '']) {
      const answer = await fetch(`${site.origin}${lab.path}/sse?after=${after}`)
      expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'bad-cursor' } }])
    }
  })

  it('starts from now without a cursor', async () => {
    const lab = await site.lab()
    await lab.publish()
    const client = await stream(`${lab.path}/sse`)
    await client.untilText('retry')
    await lab.publish()
    await client.untilText('id: 2\n')
    expect(blocks(client).map(({ id }) => id)).toEqual(['2'])
  })

  it('tells of a gap first, with the id of the last event missed', async () => {
    const lab = await site.lab()
    for (let i = 0; i < 1_003; i++) await lab.publish()
    const client = await stream(`${lab.path}/sse?after=1`)
    await client.untilText('id: 1003\n')
    const all = blocks(client)
    expect(all).toHaveLength(1_001)
    expect(all[0]).toMatchObject({ id: '3', event: 'gap' })
    expect(JSON.parse(all[0]!.data!)).toMatchObject({ id: 3, type: 'gap', data: { missed: 2 } })
    expect(all[1]?.id).toBe('4')
  })

  it('with once=1 ends after each event, and the connection serves the next', async () => {
    const lab = await site.lab()
    const tap = await readTap(site.origin, lab.path)
    const client = await stream(`${lab.path}/sse?once=1&after=0`)
    await client.untilText('retry')
    await lab.publish('goal', 1)
    const first = await client.answer()
    expect(first).toMatch(/data: \{"id":1,[^\n]*\}\n\n\r\n0\r\n\r\n$/)
    await lab.publish('goal', 2)
    await lab.publish('goal', 3)
    for (const after of [1, 2]) {
      client.write(request(`${lab.path}/sse?after=${after}&once=1`))
      const answer = await client.answer()
      expect(answer.match(/^id: /gm)).toHaveLength(1)
      expect(answer).toContain(`id: ${after + 1}\n`)
    }
    const tapped = await tap.until(() => {
      const all = tap.exchanges('sse')
      return all.length === 3 && all.every(({ isClosed }) => isClosed) && all
    })
    expect(Buffer.concat(tapped.map(({ received }) => received))).toEqual(client.received())
    expect(Buffer.concat(tapped.map(({ sent }) => sent))).toEqual(client.sent)
    tap.close()
  })

  it('answers a HEAD with the head alone and leaves nothing running', async () => {
    const small = await startServer({ MAX_CONNECTIONS_PER_LAB: '1' })
    const lab = await small.lab()
    const client = await httpClient(small.port)
    for (let i = 0; i < 3; i++) {
      client.send(request(`${lab.path}/sse`, 'HEAD'))
      expect((await client.answer('HEAD')).head).toEqual(HEAD)
    }
    client.send(request(`${lab.path}/short-poll`))
    expect((await client.answer()).status).toBe(200)
    const only = await stream(`${lab.path}/sse`, [], small.port)
    await only.untilText('retry')
    client.send(request(`${lab.path}/sse`))
    expect((await client.answer()).status).toBe(429)
    client.leave()
    small.server.end()
  })

  it('says so after silence, in a comment and in an event that moves no cursor', async () => {
    const lab = await site.lab({ heartbeatMs: 500 })
    const client = await stream(`${lab.path}/sse`)
    await client.untilText('heartbeat\ndata:\n\n')
    const { chunks } = deChunk(client.received())
    expect(chunks[1]?.toString()).toBe(': heartbeat\nevent: heartbeat\ndata:\n\n')
    await patch(lab, { heartbeatMs: 120_000 })
    await lab.publish()
    await client.untilText('id: 1\n')
  })

  it('ends with its last chunk when the lab ends', async () => {
    const lab = await site.lab()
    const client = await stream(`${lab.path}/sse`)
    await client.untilText('retry')
    await fetch(`${site.origin}${lab.path}`, { method: 'DELETE' })
    expect(await client.answer()).toMatch(/\r\n0\r\n\r\n$/)
  })

  it('ends with its last chunk in a drain, and a new one is refused', async () => {
    const other = await startServer()
    const lab = await other.lab()
    const client = await stream(`${lab.path}/sse`, [], other.port)
    await client.untilText('retry')
    const late = await stream(`${lab.path}/short-poll`, [], other.port)
    await late.answer()
    const drained = other.server.drain()
    expect(await client.answer()).toMatch(/\r\n0\r\n\r\n$/)
    late.write(request(`${lab.path}/sse`))
    expect(await late.answer()).toMatch(/^HTTP\/1.1 503 [^]*"draining"/)
    await drained
  })

  it('goes to HTTP/1.0 without chunks, to the end of the connection', async () => {
    const lab = await site.lab()
    const client = await rawClient(site.port)
    client.write(`GET ${lab.path}/sse HTTP/1.0\r\n\r\n`)
    await client.untilText('retry')
    await lab.publish()
    await client.untilText('id: 1\n')
    await fetch(`${site.origin}${lab.path}`, { method: 'DELETE' })
    await client.closed()
    expect(client.received().toString()).toMatch(
      /Connection: close\r\n\r\nretry: 2000\n\nid: 1\nevent: goal\ndata: \{[^\n]*\}\n\n$/,
    )
    expect(client.received().toString()).not.toContain('chunked')
  })

  it('waits for its turn behind another request, also one that ends', async () => {
    const lab = await site.lab()
    const client = await stream(`${lab.path}/sse?once=1`)
    client.write(request(`${lab.path}/sse?after=0`))
    await client.untilText('retry')
    await lab.publish()
    expect(await client.answer()).toContain('id: 1\n')
    await lab.publish()
    const text = await client.untilText('id: 2\n')
    expect(text.match(/^id: \d/gm)).toEqual(['id: 1', 'id: 1', 'id: 2'])
  })

  it('tells a reader that took nothing for long of the gap, and skips nothing silently', async () => {
    const lab = await site.lab()
    const slow = await stream(`${lab.path}/sse`)
    await slow.untilText('retry')
    slow.socket.pause()
    // 18 MB: the feed keeps 4 MiB of them, the sockets of both ends take some more.
    for (let i = 0; i < 300; i++) await lab.publish('goal', 'x'.repeat(60_000))
    slow.socket.resume()
    await lab.publish('goal', 'end')
    await tailIs(slow, '"data":"end"}\n\n\r\n')
    const seen = blocks(slow)
    let next = 1
    for (const { id, event, data } of seen) {
      if (event === 'gap') next += (JSON.parse(data!) as { data: { missed: number } }).data.missed
      else next += 1
      expect(Number(id)).toBe(next - 1)
    }
    expect(seen.some(({ event }) => event === 'gap')).toBe(true)
    expect(next).toBe(302)
  })
})

import { once } from 'node:events'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { createFakeClock } from '../../tests/support/fake-clock.ts'
import type { RawClient } from '../../tests/support/raw-client.ts'
import {
  eventually,
  recorded,
  records,
  tappedServer,
  type TappedServer,
} from '../../tests/support/tapped-server.ts'
import { NO_CONDITIONS } from '../../src/contract/settings.ts'

let server: TappedServer | undefined

afterEach(async () => {
  await server?.close()
  server = undefined
})

async function start(
  listener: RequestListener,
  options?: Parameters<typeof tappedServer>[1],
): Promise<TappedServer> {
  server = await tappedServer(listener, options)
  return server
}

/** Answers by what the query asks for; reads the whole request first. */
const answerAsAsked: RequestListener = (incoming, outgoing) => {
  incoming.resume()
  incoming.on('end', () => {
    const how = new URL(incoming.url ?? '', 'http://x').searchParams.get('how')
    if (how === 'chunked') {
      if (incoming.method !== 'HEAD') outgoing.setHeader('Trailer', 'X-Sum')
      outgoing.write('one')
      outgoing.write(Buffer.alloc(70_000, 'x'))
      outgoing.addTrailers({ 'X-Sum': '1' })
      outgoing.end('two')
    } else if (how === 'empty') outgoing.writeHead(204).end()
    else if (how === 'unchanged') outgoing.writeHead(304, { ETag: '"1"' }).end()
    else if (how === 'early') {
      outgoing.writeEarlyHints({ link: '</a>; rel=preload' })
      outgoing.end('after hints')
    } else if (how === 'until-close') {
      outgoing.sendDate = false
      outgoing.useChunkedEncodingByDefault = false
      outgoing.writeHead(200, { Connection: 'close' })
      outgoing.end('to the end')
    } else outgoing.end(`answer to ${incoming.url}`)
  })
}

const REQUESTS: readonly {
  readonly method: string
  readonly how: string
  readonly body?: string
  readonly chunked?: boolean
}[] = [
  { method: 'GET', how: 'length' },
  { method: 'GET', how: 'chunked' },
  { method: 'HEAD', how: 'chunked' },
  { method: 'GET', how: 'empty' },
  { method: 'POST', how: 'length', body: '{"type":"a"}' },
  { method: 'GET', how: 'unchanged' },
  { method: 'POST', how: 'chunked', body: '5\r\nhello\r\n0\r\nX-A: b\r\n\r\n', chunked: true },
  { method: 'GET', how: 'early' },
  { method: 'GET', how: 'until-close' },
]

function requestText(id: string, { method, how, body, chunked }: (typeof REQUESTS)[number]): string {
  const framing = chunked
    ? 'Transfer-Encoding: chunked\r\n'
    : body === undefined
      ? ''
      : `Content-Length: ${body.length}\r\n`
  return `${method} /labs/${id}/short-poll?how=${how} HTTP/1.1\r\nHost: x\r\n${framing}\r\n${body ?? ''}`
}

function get(id: string, call = 'short-poll', more = ''): string {
  return `GET /labs/${id}/${call} HTTP/1.1\r\nHost: x\r\n${more}\r\n`
}

describe('recorded bytes', () => {
  it('are the bytes received, both ways, exchange by exchange on one connection, for every framing', async () => {
    const { lab, connect } = await start(answerAsAsked)
    const { id, recorder } = lab('a')
    const client = await connect()
    for (const [index, request] of REQUESTS.entries()) {
      const text = requestText(id, request)
      client.write(text)
      const answer = await client.answer(request.method)
      expect(recorded(recorder, `x${index + 1}`, 'client-to-server').toString('latin1')).toBe(text)
      expect(recorded(recorder, `x${index + 1}`, 'server-to-client').toString('latin1')).toBe(answer)
    }
    await eventually(() => records(recorder).at(-1)?.kind === 'connection')
    const states = records(recorder).flatMap((record) =>
      record.kind === 'exchange'
        ? [`${record.exchange} ${record.state}`]
        : record.kind === 'connection'
          ? [record.state]
          : [],
    )
    const each = REQUESTS.flatMap((_, index) => [`x${index + 1} open`, `x${index + 1} closed`])
    expect(states).toEqual(['open', ...each, 'closed'])
  })

  it('are the same for a client that sends byte by byte, with the times each byte came', async () => {
    const { lab, connect } = await start(answerAsAsked)
    const { id, recorder } = lab('a')
    const client = await connect()
    const text = requestText(id, REQUESTS[6]!)
    await client.trickle(text)
    const answer = await client.answer('POST')
    expect(recorded(recorder, 'x1', 'client-to-server').toString('latin1')).toBe(text)
    expect(recorded(recorder, 'x1', 'server-to-client').toString('latin1')).toBe(answer)
    const slices = records(recorder).filter(
      (record) => record.kind === 'slice' && record.direction === 'client-to-server',
    )
    expect(slices.length).toBeGreaterThan(10)
    const times = slices.map((slice) => (slice.kind === 'slice' ? slice.left : 0))
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(new Set(times).size).toBeGreaterThan(10)
    const opened = records(recorder).find((record) => record.kind === 'exchange')
    expect(opened).toMatchObject({ state: 'open', at: times[0] })
  })

  it('are the same, in order, for a stream whose reader stops taking and takes again', async () => {
    let stream: Duplex | undefined
    const { lab, connect } = await start((_incoming, outgoing) => {
      outgoing.writeHead(200, ['Transfer-Encoding', 'chunked'])
      outgoing.flushHeaders()
      stream = outgoing.socket ?? undefined
    })
    const { id, recorder } = lab('a')
    const client = await connect()
    client.write(get(id, 'sse'))
    const head = await client.untilText('\r\n\r\n')
    const socket = await eventually(() => stream)
    const written = [Buffer.from(head)]
    const write = (text: string): boolean => {
      const chunk = Buffer.from(`${text.length.toString(16)}\r\n${text}\r\n`)
      written.push(chunk)
      return socket.write(chunk)
    }
    write('taken at once')
    client.socket.pause()
    let count = 0
    while (write(`${count} `.padEnd(30_000, '.')) && count < 3_000) {
      count += 1
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(count).toBeLessThan(3_000)
    write('written all the same')
    const drained = once(socket, 'drain')
    client.socket.resume()
    await drained
    socket.cork()
    write('corked')
    write('together')
    socket.uncork()
    write('and after')
    const all = Buffer.concat(written)
    expect((await client.until(all.length)).equals(all)).toBe(true)
    // The log holds the newest of it.
    const slices = records(recorder).filter(({ kind }) => kind === 'slice')
    const [oldest] = slices
    if (oldest?.kind !== 'slice') throw new Error('No slice is left')
    const tail = Buffer.concat(slices.map((slice) => (slice.kind === 'slice' ? slice.bytes : Buffer.of())))
    expect(tail.equals(all.subarray(oldest.offset))).toBe(true)
  })

  it('are the same for pipelined requests, answered in one go or later', async () => {
    const waiting: ServerResponse[] = []
    const { lab, connect } = await start((incoming, outgoing) => {
      if (incoming.url?.includes('long-poll')) waiting.push(outgoing)
      else outgoing.end(incoming.url)
    })
    const { id, recorder } = lab('a')
    const client = await connect()
    const texts = [get(id, 'long-poll'), get(id), get(id, 'short-poll?n=3')]
    client.write(texts.join(''))
    await eventually(() => waiting.length === 1)
    waiting[0]?.end('held')
    for (const [index, text] of texts.entries()) {
      const answer = await client.answer()
      expect(recorded(recorder, `x${index + 1}`, 'client-to-server').toString()).toBe(text)
      expect(recorded(recorder, `x${index + 1}`, 'server-to-client').toString()).toBe(answer)
    }
  })

  it('never hold a byte of another lab, of a page or of another call, where one write carries them all', async () => {
    const { lab, connect } = await start(answerAsAsked)
    const [a, b] = [lab('a'), lab('b')]
    const post = (id: string, body: string) =>
      `POST /labs/${id}/events HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`
    const texts: readonly (readonly [typeof a | undefined, string])[] = [
      [a, get(a.id)],
      [b, post(b.id, 'only b')],
      [undefined, get(a.id, 'observe')],
      [a, post(a.id, 'only a')],
      [undefined, 'GET /labs/ HTTP/1.1\r\nHost: x\r\n\r\n'],
      [undefined, get('c'.repeat(22))],
      [undefined, `PATCH /labs/${a.id} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}`],
      [undefined, get(a.id, 'events')],
      [undefined, get(a.id, 'short-poll/')],
      [undefined, get(a.id, 'short%2Dpoll')],
      [a, `GET http://x/labs/${a.id}/short-poll HTTP/1.1\r\nHost: x\r\n\r\n`],
      [b, get(b.id, 'short-poll?after=1')],
      [a, get(a.id)],
    ]
    const whole = texts.map(([, text]) => text).join('')
    // In one write, then cut anywhere: whatever a segment carries, each exchange gets its own bytes.
    for (const cut of [0, 1, 60, 119, 120, 121, 200, 333, 480, 700, whole.length - 1]) {
      const [before, after] = [a, b].map(({ recorder }) => records(recorder).length)
      const client = await connect()
      if (cut > 0) client.write(whole.slice(0, cut))
      await new Promise((resolve) => setImmediate(resolve))
      client.write(whole.slice(cut))
      const answers: string[] = []
      for (const [, text] of texts) answers.push(await client.answer(text.split(' ')[0]))
      for (const [owner, from] of [
        [a, before],
        [b, after],
      ] as const) {
        const fresh = records(owner.recorder).slice(from)
        const ids = fresh.flatMap((record) =>
          record.kind === 'exchange' && record.state === 'open' ? [record.exchange] : [],
        )
        const own = texts.flatMap(([of], index) => (of === owner ? [index] : []))
        expect(ids.length, `cut at ${cut}`).toBe(own.length)
        for (const [nth, index] of own.entries()) {
          expect(recorded(owner.recorder, ids[nth]!, 'client-to-server').toString()).toBe(texts[index]![1])
          expect(recorded(owner.recorder, ids[nth]!, 'server-to-client').toString()).toBe(answers[index])
        }
      }
      client.socket.destroy()
      await eventually(() => server?.door.size === 0)
    }
  })

  it('show sensitive values as stars, cut anywhere, and pass them on as they are', async () => {
    const seen: IncomingMessage[] = []
    const { lab, connect } = await start((incoming, outgoing) => {
      seen.push(incoming)
      outgoing.setHeader('Set-Cookie', 'id=7')
      outgoing.end('ok')
    })
    const { id, recorder } = lab('a')
    const text = get(id, 'short-poll', 'Cookie: secret\r\nX-Forwarded-For: 1.2.3.4\r\n')
    const stars = text.replace('secret', '******').replace('1.2.3.4', '*******')
    const from = text.indexOf('Cookie')
    for (let cut = from; cut < from + 50; cut += 7) {
      const client = await connect()
      client.write(text.slice(0, cut))
      await new Promise((resolve) => setImmediate(resolve))
      client.write(text.slice(cut))
      expect(await client.answer()).toContain('Set-Cookie: id=7')
      const exchange = `x${seen.length}`
      expect(recorded(recorder, exchange, 'client-to-server').toString()).toBe(stars)
      expect(recorded(recorder, exchange, 'server-to-client').toString()).toContain('Set-Cookie: ****\r\n')
      expect(seen.at(-1)?.headers).toMatchObject({ cookie: 'secret', 'x-forwarded-for': '1.2.3.4' })
      client.socket.destroy()
    }
  })

  it('stop for good where the framing is in doubt', async () => {
    const { lab, connect } = await start(answerAsAsked)
    const { id, recorder } = lab('a')
    const client = await connect()
    client.write(get(id))
    await client.answer()
    client.write(get(id, 'short-poll', 'Content-Length: 0\r\nTransfer-Encoding: chunked\r\n') + get(id))
    await client.closed()
    expect(client.received().toString()).toContain(' 400 ')
    const opened = records(recorder).filter((record) => record.kind === 'exchange' && record.state === 'open')
    expect(opened.length).toBe(1)
  })
})

/** Writes as a heedful server does, until the network has taken nothing for a hundred turns of the event loop. */
async function fillUp(stream: ServerResponse): Promise<void> {
  for (;;) {
    while (stream.write(Buffer.alloc(64 * 1024)));
    for (let turn = 0; stream.writableNeedDrain && turn < 100; turn++) {
      await new Promise((resolve) => setImmediate(resolve))
    }
    if (stream.writableNeedDrain) return
  }
}

describe('the ends of a connection', () => {
  const how = (recorder: Parameters<typeof records>[0]) =>
    records(recorder).find((record) => record.kind === 'connection' && record.state === 'closed')

  it('answers a client that has ended its side, at once or later', async () => {
    const { lab, connect } = await start((incoming, outgoing) => {
      incoming.resume()
      setImmediate(() => setImmediate(() => outgoing.end('late')))
    })
    const { id, recorder } = lab('a')
    const client = await connect()
    client.write(get(id))
    client.end()
    expect(await client.answer()).toMatch(/late$/)
    expect(await client.closed()).toBe('end')
    expect(await eventually(() => how(recorder))).toMatchObject({ how: 'fin' })
  })

  it('answers a held poll of a client that has ended its side, if it asked with Connection: close', async () => {
    let release: (() => void) | undefined
    const { lab, connect } = await start((_, outgoing) => (release = () => outgoing.end('event')))
    const client = await connect()
    client.write(get(lab('a').id, 'long-poll', 'Connection: close\r\n'))
    client.end()
    await eventually(() => client.socket.writableFinished)
    await eventually(() => release !== undefined)
    release?.()
    expect(await client.answer()).toMatch(/event$/)
  })

  it('frees a held poll as soon as its reader leaves', async () => {
    let isGone = false
    const { lab, connect, door } = await start((_, outgoing) => outgoing.on('close', () => (isGone = true)))
    const { id, recorder } = lab('a')
    const client = await connect()
    client.write(get(id, 'long-poll'))
    await eventually(() => door.exchangesOf(id, 'long-poll').length === 1)
    client.end()
    await eventually(() => isGone && door.size === 0)
    expect(how(recorder)).toMatchObject({ how: 'fin' })
    expect(records(recorder).at(-2)).toMatchObject({ kind: 'exchange', state: 'closed' })
    expect(door.exchangesOf(id, 'all')).toEqual([])
  })

  it('tells a reset from an end', async () => {
    const { lab, connect, door } = await start(() => undefined)
    const { id, recorder } = lab('a')
    const client = await connect()
    client.write(get(id, 'long-poll'))
    await eventually(() => door.exchangesOf(id, 'all').length === 1)
    client.reset()
    expect(await eventually(() => how(recorder))).toMatchObject({ how: 'reset' })
  })

  it('tells a connection the server ended, and one that was idle too long', async () => {
    const { lab, connect, http } = await start((_, outgoing) =>
      outgoing.writeHead(200, { Connection: 'close' }).end('bye'),
    )
    const [a, b] = [lab('a'), lab('b')]
    const client = await connect()
    client.write(get(a.id))
    expect(await client.closed()).toBe('end')
    expect(await eventually(() => how(a.recorder))).toMatchObject({ how: 'closed-by-server' })

    http.keepAliveTimeout = 1
    http.keepAliveTimeoutBuffer = 1
    http
      .removeAllListeners('request')
      .on('request', (_: IncomingMessage, outgoing: ServerResponse) => outgoing.end('ok'))
    const idle = await connect()
    idle.write(get(b.id))
    await idle.closed()
    expect(await eventually(() => how(b.recorder))).toMatchObject({ how: 'timeout' })
  })

  it('breaks open exchanges off, with a RST or a FIN', async () => {
    const { lab, connect, door } = await start((_, outgoing) => outgoing.write('begun'))
    const { id, recorder } = lab('a')
    for (const [fault, expected] of [
      ['reset', 'reset'],
      ['fin', 'end'],
    ] as const) {
      const client = await connect()
      client.write(get(id, 'sse'))
      await client.untilText('begun')
      expect(door.exchangesOf(id, 'long-poll')).toEqual([])
      for (const exchange of door.exchangesOf(id, 'sse')) exchange.end(fault)
      expect(await client.closed()).toBe(expected)
      await eventually(() => door.size === 0)
    }
    const ends = records(recorder).flatMap((record) =>
      record.kind === 'connection' && record.how ? [record.how] : [],
    )
    expect(ends).toEqual(['reset', 'closed-by-server'])
  })

  it('drops a client that takes nothing while bytes wait for it, and holds only so much for it', async () => {
    const clock = createFakeClock()
    let stream: ServerResponse | undefined
    const { lab, connect, door } = await start((_, outgoing) => (stream = outgoing), {
      clock,
      limits: { stallMs: 5_000 },
    })
    const { id, recorder } = lab('a')
    const client = await connect()
    client.socket.pause()
    client.write(get(id, 'sse'))
    const open = await eventually(() => stream)
    await fillUp(open)
    clock.advance(4_500)
    expect(door.size).toBe(1)
    clock.advance(3_000)
    await eventually(() => door.size === 0)
    expect(how(recorder)).toMatchObject({ how: 'timeout' })
    await eventually(() => open.destroyed)
  })

  it('drops a client for which a heedless server has piled up too much', async () => {
    const clock = createFakeClock()
    let stream: ServerResponse | undefined
    const { lab, connect, door } = await start((_, outgoing) => (stream = outgoing), { clock })
    const client = await connect()
    client.socket.pause()
    client.write(get(lab('a').id, 'sse'))
    const open = await eventually(() => stream)
    for (let i = 0; i < 200; i++) open.write(Buffer.alloc(256 * 1024))
    await new Promise((resolve) => setImmediate(resolve))
    clock.advance(1_000)
    await eventually(() => door.size === 0)
  })

  it('tells the end of a client whose answer never comes, after a while', async () => {
    const clock = createFakeClock()
    const { lab, connect, door } = await start(() => undefined, { clock, limits: { halfOpenMs: 3_000 } })
    const { id } = lab('a')
    const client = await connect()
    client.write(get(id))
    client.end()
    await eventually(() => door.exchangesOf(id, 'all').length === 1)
    await eventually(() => client.socket.writableFinished)
    for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve))
    clock.advance(2_000)
    expect(door.size).toBe(1)
    clock.advance(3_000)
    await eventually(() => door.size === 0)
  })
})

describe('a flood of pipelined requests', () => {
  it.each([
    ['told apart', ''],
    ['after a head that two may read differently', get('x', 'short-poll', 'Connection: closed\r\n')],
    ['after a request for an upgrade', get('x', 'short-poll', 'Upgrade: none\r\n')],
  ])('%s is read no further than its answers are taken', async (_what, before) => {
    let asked = 0
    const { connect, lab } = await start((_incoming, outgoing) => {
      asked++
      outgoing.end(Buffer.alloc(1024 * 1024))
    })
    const flood = await connect()
    flood.socket.pause()
    flood.write(before + get(lab('a').id).repeat(800))
    const other = await connect()
    for (let i = 0; i < 3; i++) {
      other.write(get(lab('b').id))
      await other.answer()
    }
    expect(asked - 3).toBeGreaterThan(0)
    expect(asked - 3).toBeLessThan(20)
  })
})

describe('limits', () => {
  it('refuse a connection too many with a 429 in JSON, and take the next once one is closed', async () => {
    const { connect, door } = await start((_, outgoing) => outgoing.end('ok'), {
      limits: { maxConnections: 1 },
    })
    const first = await connect()
    await eventually(() => door.size === 1)
    const second = await connect()
    second.write('POST /labs HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n')
    const answer = await second.answer()
    expect(answer).toMatch(/^HTTP\/1\.1 429 /)
    expect(answer).toMatch(/\r\nRetry-After: \d+\r\n/)
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({
      error: { code: 'too-many-connections' },
    })
    expect(await second.closed()).toBe('end')
    first.end()
    await eventually(() => door.size === 0)
    const third = await connect()
    third.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(await third.answer()).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('tell a refused connection that asks nothing, after a while, and drop it', async () => {
    const clock = createFakeClock()
    const { connect } = await start(() => undefined, { clock, limits: { maxConnectionsPerAddress: 0 } })
    const client = await connect()
    await eventually(() => clock.pending > 0)
    clock.advance(1_999)
    expect(client.received().length).toBe(0)
    clock.advance(1)
    expect(await client.answer()).toMatch(/^HTTP\/1\.1 429 /)
    expect(await client.closed()).toBe('end')
  })

  it('drop a refused connection that does not take its answer', async () => {
    const clock = createFakeClock()
    const { connect, door } = await start(() => undefined, { clock, limits: { maxConnections: 0 } })
    const client = await connect()
    client.socket.pause()
    client.write('GET / HTTP/1.1\r\n')
    await eventually(() => clock.pending > 0)
    clock.advance(2_000)
    clock.advance(2_000)
    expect([clock.pending, door.size]).toEqual([0, 0])
  })

  it('tell each of many refused connections, though they ask nothing and nobody’s time is up', async () => {
    const clock = createFakeClock()
    const { connect } = await start(() => undefined, { clock, limits: { maxConnections: 0 } })
    const idle: RawClient[] = []
    for (let i = 0; i < 300; i++) idle.push(await connect())
    for (const client of idle.slice(0, 300 - 256)) {
      expect(await client.answer()).toMatch(/^HTTP\/1\.1 429 /)
      expect(await client.closed()).toBe('end')
    }
    const asking = await connect()
    asking.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(await asking.answer()).toMatch(/^HTTP\/1\.1 429 /)
    clock.advance(2_000)
    for (const client of idle.slice(300 - 256)) {
      if (client.received().length === 0) await client.until(1)
      expect(client.received().toString()).toMatch(/^HTTP\/1\.1 429 /)
    }
  })

  it('leave Node’s own time-outs alive: a head that does not come gets 408', async () => {
    server = await tappedServer(() => undefined, { headersTimeoutMs: 50 })
    const client = await server.connect()
    client.write('GET / HT')
    expect(await client.answer()).toMatch(/^HTTP\/1\.1 408 /)
    await client.closed()
  })
})

describe('conditions on a connection', () => {
  it('delay both ways by the latency of the lab, and record when each slice left and arrived', async () => {
    const clock = createFakeClock()
    let asked = 0
    const { lab, connect } = await start((_, outgoing) => outgoing.end(`answer ${++asked}`), { clock })
    const { id, recorder } = lab('a')
    lab('a').wire = { ...NO_CONDITIONS, latencyMs: 100 }
    const client = await connect()
    client.write(get(id))
    await eventually(() => clock.pending === 2)
    expect(asked).toBe(0)
    clock.advance(100)
    await eventually(() => asked === 1 && clock.pending === 2)
    expect(client.received().length).toBe(0)
    clock.advance(100)
    expect(await client.answer()).toMatch(/answer 1$/)
    const transits = records(recorder).flatMap((record) =>
      record.kind === 'slice' ? [record.arrived - record.left] : [],
    )
    expect(transits).toEqual([100, 100])
  })

  it('delay no page and no other lab, and let a change act on what is on its way', async () => {
    const clock = createFakeClock()
    const { lab, connect, door } = await start((incoming, outgoing) => outgoing.end(incoming.url), { clock })
    lab('a').wire = { ...NO_CONDITIONS, latencyMs: 5_000 }
    const [slow, quick, page] = [await connect(), await connect(), await connect()]
    slow.write(get(lab('a').id))
    quick.write(get(lab('b').id))
    page.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await Promise.all([quick.answer(), page.answer()])
    await eventually(() => clock.pending === 2)
    lab('a').wire = NO_CONDITIONS
    door.settingsChanged()
    expect(await slow.answer()).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('deliver what is on its way when lifted, and the end after the last byte', async () => {
    const clock = createFakeClock()
    const { lab, connect, door } = await start((_, outgoing) => outgoing.end('answered'), { clock })
    lab('a').wire = { ...NO_CONDITIONS, latencyMs: 5_000 }
    const client = await connect()
    client.write(get(lab('a').id, 'short-poll', 'Connection: close\r\n'))
    await eventually(() => clock.pending === 2)
    door.lift()
    expect(await client.answer()).toMatch(/answered$/)
    expect(await client.closed()).toBe('end')
  })

  it('pass a large answer whole, with bounded bytes on the way', async () => {
    const clock = createFakeClock()
    const body = Buffer.alloc(3_000_000, 'abcdefghij')
    const { lab, connect, door } = await start((_, outgoing) => outgoing.end(body), { clock })
    lab('a').wire = { ...NO_CONDITIONS, latencyMs: 10 }
    const client = await connect()
    client.write(get(lab('a').id))
    const moving = setInterval(() => clock.advance(10), 1)
    const answer = await client.answer()
    clearInterval(moving)
    expect(answer.endsWith(body.toString())).toBe(true)
    expect(door.size).toBe(1)
  })
})

describe('an upgrade', () => {
  it('on an untapped path passes through untouched, both ways', async () => {
    const { http, port, lab } = await start(() => undefined)
    const sockets = new WebSocketServer({ noServer: true })
    http.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
      sockets.handleUpgrade(incoming, socket, head, (webSocket) => {
        webSocket.on('message', (data) => webSocket.send(data))
      })
    })
    const { id, recorder } = lab('a')
    const client = new WebSocket(`ws://127.0.0.1:${port}/labs/${id}/observe`)
    await once(client, 'open')
    const sent = Buffer.alloc(300_000, 'payload')
    client.send(sent)
    const [got] = (await once(client, 'message')) as [Buffer]
    expect(got.equals(sent)).toBe(true)
    client.close(1000, 'done')
    const [code] = (await once(client, 'close')) as [number]
    expect(code).toBe(1000)
    expect(records(recorder)).toEqual([])
    await eventually(() => server?.door.size === 0)
  })

  it('on a tapped path is recorded, handshake and frames, also those sent before the answer', async () => {
    const { http, lab, connect } = await start(() => undefined)
    http.on('upgrade', (_incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: raw\r\n\r\n')
      socket.unshift(head)
      socket.on('data', (bytes: Buffer) => socket.write(bytes))
      socket.on('end', () => socket.end())
    })
    const { id, recorder } = lab('a')
    const client = await connect()
    client.write(`${get(id, 'ws', 'Connection: Upgrade\r\nUpgrade: raw\r\n')}early`)
    await client.untilText('early')
    client.write('later')
    await client.untilText('later')
    client.end()
    await client.closed()
    await eventually(() => server?.door.size === 0)
    expect(recorded(recorder, 'x1', 'client-to-server')).toEqual(client.sent)
    expect(recorded(recorder, 'x1', 'server-to-client')).toEqual(client.received())
  })

  it('granted past an answer that is due is nobody’s, and so is all that follows', async () => {
    const { http, lab, connect } = await start(() => undefined)
    http.on('upgrade', (_incoming: IncomingMessage, socket: Duplex) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: raw\r\n\r\nwelcome')
      socket.write(' to lab b')
      socket.resume().on('end', () => socket.end())
    })
    const [a, b] = [lab('a'), lab('b')]
    const client = await connect()
    client.write(get(a.id, 'long-poll'))
    client.write(get(b.id, 'observe', 'Connection: Upgrade\r\nUpgrade: raw\r\n'))
    await client.untilText('to lab b')
    client.end()
    await client.closed()
    await eventually(() => server?.door.size === 0)
    expect(recorded(a.recorder, 'x1', 'client-to-server').toString()).toBe(get(a.id, 'long-poll'))
    expect(recorded(a.recorder, 'x1', 'server-to-client').toString()).toBe('')
    expect(records(b.recorder)).toEqual([])
  })

  it('that is answered as the plain request it also is leaves the connection in step', async () => {
    const { http, lab, connect } = await start((incoming, outgoing) => outgoing.end(incoming.url))
    http.removeAllListeners('upgrade')
    const { id, recorder } = lab('a')
    const client = await connect()
    const texts = [
      get(id, 'short-poll?n=1', 'Connection: Upgrade\r\nUpgrade: h2c\r\n'),
      get(id, 'short-poll?n=2'),
    ]
    client.write(texts.join(''))
    for (const [index, text] of texts.entries()) {
      const answer = await client.answer()
      expect(answer).toContain(`n=${index + 1}`)
      expect(recorded(recorder, `x${index + 1}`, 'client-to-server').toString()).toBe(text)
      expect(recorded(recorder, `x${index + 1}`, 'server-to-client').toString()).toBe(answer)
    }
  })
})

/**
 * This server behind Debian's nginx: what nginx makes of it by its defaults, and that all works with the file that
 * docs/deploy.md gives. Needs nginx on the machine, and openssl for a certificate.
 */
import { constants, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findNginx, NO_NGINX } from '../../scripts/nginx.ts'
import { startServer, type TestLab, type TestServer } from '../support/comet.ts'
import { deChunk } from '../support/de-chunk.ts'
import { request } from '../support/http-client.ts'
import { deployedEnvironment, deployedNginx, plainNginx, type Nginx } from '../support/nginx.ts'
import { rawClient, tlsClient, type RawClient } from '../support/raw-client.ts'
import { readTap, type TapReader } from '../support/tap-reader.ts'
import { clientFrame, serverFrames } from '../support/ws-frames.ts'

const found = findNginx()
const programs = found ?? { nginx: '', openssl: '' }

const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

const stops: (() => unknown)[] = []
beforeEach((context) => {
  if (found === undefined && process.env['CI']) throw new Error(NO_NGINX)
  context.skip(found === undefined, NO_NGINX)
})
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function start(environment: Record<string, string> = {}): Promise<TestServer> {
  const site = await startServer(environment)
  stops.push(() => site.server.end())
  return site
}

function kept(client: RawClient): RawClient {
  stops.push(() => client.socket.destroy())
  return client
}

async function tapOf(site: TestServer, lab: TestLab): Promise<TapReader> {
  const tap = await readTap(site.origin, lab.path)
  stops.push(() => tap.close())
  return tap
}

function statusOf(answer: string): number {
  return Number(answer.split(' ')[1])
}

function bodyOf(answer: string): string {
  return answer.slice(answer.indexOf('\r\n\r\n') + 4)
}

function post(target: string, body: string, more: readonly string[] = []): string {
  return request(target, 'POST', [`Content-Length: ${Buffer.byteLength(body)}`, ...more]) + body
}

/** Resolves when the server has written this text to the newest exchange of a transport. */
function written(tap: TapReader, transport: string, text: string): Promise<unknown> {
  return tap.until(() => tap.exchanges(transport).at(-1)?.received.includes(text))
}

describe('nginx, told no more than whom it stands before,', () => {
  let site: TestServer
  let nginx: Nginx

  async function setUp(environment: Record<string, string> = {}, http = ''): Promise<void> {
    site = await start(environment)
    nginx = await plainNginx(programs, site.port, http)
    stops.push(nginx.stop)
  }

  /** A connection to nginx that has sent these bytes. */
  async function send(text: string): Promise<RawClient> {
    const client = kept(await rawClient(nginx.port))
    client.write(text)
    return client
  }

  it('passes polls and POSTs on, each over a connection of its own, in HTTP/1.0', async () => {
    await setUp()
    const lab = await site.lab()
    const tap = await tapOf(site, lab)
    const client = await send(post(`${lab.path}/events`, '{"type":"goal"}'))
    expect(statusOf(await client.answer())).toBe(201)
    client.write(request(`${lab.path}/short-poll?after=0`))
    expect(await client.answer()).toMatch(/^HTTP\/1\.1 200 [^]+ETag: "1"[^]+"type":"goal"/)
    client.write(request(`${lab.path}/short-poll?after=1`, 'GET', ['If-None-Match: "1"']))
    expect(statusOf(await client.answer())).toBe(304)
    client.write(request(`${lab.path}/long-poll?after=1`))
    await tap.until(() => tap.exchanges('long-poll').length === 1)
    await lab.publish('whistle')
    expect(await client.answer()).toContain('"type":"whistle"')

    const mine = tap.all().filter(({ sent }) => sent.includes('HTTP/1.0'))
    expect(mine.map(({ transport }) => transport)).toEqual([
      'events',
      'short-poll',
      'short-poll',
      'long-poll',
    ])
    expect(new Set(mine.map(({ connection }) => connection)).size).toBe(4)
  })

  it.each(['sse', 'iframe-stream'])(
    'passes %s on as it comes, since X-Accel-Buffering says so',
    async (transport) => {
      await setUp()
      const lab = await site.lab()
      const client = await send(request(`${lab.path}/${transport}?after=0&callback=f`))
      await client.untilText('\r\n\r\n')
      await lab.publish('goal', 'first')
      await client.untilText('first')
      await lab.publish('goal', 'second')
      const text = await client.untilText('second')
      expect(text).toMatch(/^HTTP\/1\.1 200 OK[^]+Transfer-Encoding: chunked/)
      // What is meant for nginx stays there.
      expect(text).not.toContain('X-Accel-Buffering')
    },
  )

  it.each(['sse', 'iframe-stream'])('would hold %s back if nobody said so', async (transport) => {
    await setUp({}, 'proxy_ignore_headers X-Accel-Buffering;')
    const lab = await site.lab()
    const tap = await tapOf(site, lab)
    const stream = await send(request(`${lab.path}/${transport}?after=0&callback=f`))
    await tap.until(() => tap.exchanges(transport).length === 1)
    await lab.publish('goal', 'first')
    await written(tap, transport, 'first')
    const other = await send(request(`${lab.path}/short-poll?after=0`))
    expect(await other.answer()).toContain('first')
    expect(stream.received().toString()).toBe('')
    await fetch(`${site.origin}${lab.path}`, { method: 'DELETE' })
    await stream.untilText('first')
  })

  it('cannot pass a WebSocket on: Upgrade goes no further than nginx', async () => {
    await setUp()
    const lab = await site.lab()
    for (const call of ['ws', 'observe']) {
      const client = await send(request(`${lab.path}/${call}`, 'GET', HANDSHAKE))
      expect([call, statusOf(await client.answer())]).toEqual([call, 426])
    }
  })

  it('compresses an iframe stream where gzip is on, as in Debian’s nginx.conf, event by event and in spite of no-transform', async () => {
    await setUp({}, 'gzip on;')
    const lab = await site.lab()
    for (const [transport, isCompressed] of [
      ['iframe-stream', true],
      ['sse', false],
    ] as const) {
      const client = await send(
        request(`${lab.path}/${transport}?after=0&callback=f`, 'GET', ['Accept-Encoding: gzip']),
      )
      expect(await client.untilText('\r\n\r\n')).toContain('no-transform')
      await lab.publish('goal', `for ${transport}`)
      expect(await contentWith(client, `for ${transport}`)).toBe(isCompressed ? 'gzip' : 'identity')
    }
  })

  it('makes a page a foreigner, until PUBLIC_URL says what readers see', async () => {
    const made = post('/labs', '{}', ['Origin: http://comet.example'])
    await setUp()
    const refused = await (await send(made)).answer()
    expect([statusOf(refused), refused]).toEqual([403, expect.stringContaining('PUBLIC_URL')])

    await setUp({ PUBLIC_URL: 'http://comet.example', TRUSTED_PROXIES: '127.0.0.1' })
    expect(statusOf(await (await send(made)).answer())).toBe(201)
  })

  it('passes on whatever X-Forwarded-For a client writes, so it must not be trusted like this', async () => {
    await setUp({ TRUSTED_PROXIES: '127.0.0.1', MAX_LABS_PER_ADDRESS: '1' })
    for (const place of ['192.0.2.1', '192.0.2.2'])
      expect(statusOf(await (await send(post('/labs', '{}', [`X-Forwarded-For: ${place}`]))).answer())).toBe(
        201,
      )
  })
})

describe('nginx with the file of docs/deploy.md', () => {
  const HOST = 'Host: comet.example'
  let site: TestServer
  let nginx: Nginx & { readonly certificate: string }

  async function setUp(environment: Record<string, string> = {}): Promise<void> {
    site = await start({ ...deployedEnvironment(), ...environment })
    nginx = await deployedNginx(programs, site.port)
    stops.push(nginx.stop)
  }

  async function connect(localAddress?: string): Promise<RawClient> {
    return kept(await tlsClient(nginx.port, 'comet.example', nginx.certificate, localAddress))
  }

  /** A connection to nginx that has sent these bytes. */
  async function send(text: string): Promise<RawClient> {
    const client = await connect()
    client.write(text)
    return client
  }

  const get = (target: string, more: readonly string[] = []): string =>
    request(target, 'GET', more).replace('Host: test', HOST)
  const postTo = (target: string, body: string, more: readonly string[] = []): string =>
    post(target, body, more).replace('Host: test', HOST)

  it('carries all five transports, the POST beside them and the observer', async () => {
    await setUp()
    const made = await (
      await send(postTo('/labs', '{"settings":{"feed":"manual"}}', ['Origin: https://comet.example']))
    ).answer()
    const path = /\/labs\/[\w-]+/.exec(made)?.[0] ?? ''
    const observer = await send(get(`${path}/observe`, HANDSHAKE))
    await observer.untilText('"kind":"replayed"')
    const streams = await Promise.all(
      ['sse?after=0', 'iframe-stream?after=0&callback=f', 'long-poll?after=0'].map((each) =>
        send(get(`${path}/${each}`)),
      ),
    )
    const socket = await send(get(`${path}/ws?after=0`, HANDSHAKE))
    await socket.untilText('\r\n\r\n')
    socket.write(clientFrame(1, '{"type":"goal","data":"by WebSocket"}'))
    for (const each of [...streams, socket]) await each.untilText('by WebSocket')
    const client = await send(postTo(`${path}/events`, '{"type":"goal","data":"by POST"}'))
    expect(statusOf(await client.answer())).toBe(201)
    for (const each of [...streams.slice(0, 2), socket]) await each.untilText('by POST')
    client.write(get(`${path}/short-poll?after=0`))
    expect(await client.answer()).toMatch(/ETag: "2"[^]+by WebSocket[^]+by POST/)
    await observer.untilText('"transport":"short-poll"')
  })

  it('hands over the very bytes that the tap shows, but for its own heads and chunks', async () => {
    await setUp()
    const lab = await site.lab()
    const tap = await tapOf(site, lab)
    for (const transport of ['sse', 'iframe-stream']) {
      const client = await send(get(`${lab.path}/${transport}?after=0&callback=f`, ['Accept-Encoding: gzip']))
      for (const text of ['one', 'two']) {
        await lab.publish('goal', `${transport} ${text}`)
        await client.untilText(`${transport} ${text}`)
      }
      await written(tap, transport, `${transport} two`)
      const tapped = tap.exchanges(transport)[0]?.received ?? Buffer.of()
      expect(deChunk(client.received()).content.toString()).toBe(deChunk(tapped).content.toString())
    }
  })

  it('sends whoever comes without TLS to where it is', async () => {
    await setUp()
    const client = kept(await rawClient(nginx.plainPort))
    client.write(get('/long-polling/?run=1'))
    expect(await client.answer()).toMatch(
      /^HTTP\/1\.1 301 [^]+Location: https:\/\/comet\.example\/long-polling\/\?run=1\r\n/,
    )
  })

  it('tells where clients come from, whatever they say themselves, and the tap does not show it', async () => {
    await setUp({ MAX_LABS_PER_ADDRESS: '1' })
    const lie = ['X-Forwarded-For: 192.0.2.1']
    const statuses: number[] = []
    for (const address of ['127.0.0.2', '127.0.0.2', '127.0.0.3']) {
      const client = await connect(address)
      client.write(postTo('/labs', '{}', lie))
      statuses.push(statusOf(await client.answer()))
    }
    expect(statuses).toEqual([201, 429, 201])

    const lab = await site.lab()
    const tap = await tapOf(site, lab)
    const client = await connect('127.0.0.33')
    client.write(get(`${lab.path}/short-poll`, lie))
    await client.answer()
    const { sent } = await tap.until(() => tap.exchanges('short-poll')[0])
    expect(sent.toString()).toContain(`X-Forwarded-For: ${'*'.repeat('127.0.0.33'.length)}\r\n`)
  })

  it('serves nobody who asked for another name', async () => {
    await setUp()
    const client = await send(get('/labs/x').replace(HOST, 'Host: elsewhere.example'))
    expect(statusOf(await client.answer())).toBe(421)
  })

  it('shows the drain, and every stream ends well through it', async () => {
    await setUp()
    const lab = await site.lab()
    const tap = await tapOf(site, lab)
    const sse = await send(get(`${lab.path}/sse?after=0`))
    const iframe = await send(get(`${lab.path}/iframe-stream?after=0&callback=f`))
    const socket = await send(get(`${lab.path}/ws?after=0`, HANDSHAKE))
    for (const each of [sse, iframe, socket]) await each.untilText('\r\n\r\n')
    const poll = await send(get(`${lab.path}/long-poll?after=0`))
    await tap.until(() => tap.exchanges('long-poll').length === 1)
    const watch = await send(get('/healthz'))
    expect(statusOf(await watch.answer())).toBe(200)

    const drained = site.server.drain()
    watch.write(get('/healthz'))
    expect(statusOf(await watch.answer())).toBe(503)
    expect(statusOf(await poll.answer())).toBe(204)
    for (const each of [sse, iframe]) {
      const answer = Buffer.from(await each.answer(), 'latin1')
      expect(deChunk(answer).isWhole).toBe(true)
      // The connection to the reader outlives the stream.
      expect(each.socket.closed).toBe(false)
    }
    await socket.untilText('\x88')
    socket.write(clientFrame(8, Uint8Array.of(3, 233)))
    await socket.closed()
    const [last] = serverFrames(socket.received()).slice(-1)
    expect([last?.opcode, last?.payload.readUInt16BE(0)]).toEqual([8, 1001])
    await drained
    watch.write(get('/healthz'))
    expect(statusOf(await watch.answer())).toBe(502)
  })

  it('mixes the readers of several labs on few connections to us, and no tap has a foreign byte', async () => {
    await setUp()
    const labs = await Promise.all(
      ['alpha', 'bravo', 'charlie', 'delta'].map(async (name) => {
        const lab = await site.lab()
        return { name, lab, tap: await tapOf(site, lab) }
      }),
    )

    // One after the other: nginx has one idle connection to us, and uses it for whoever is next.
    const before = site.server.connections
    const client = await connect()
    for (let round = 0; round < 10; round++) {
      for (const { name, lab } of labs) {
        client.write(postTo(`${lab.path}/events`, `{"type":"goal","data":"${name}"}`))
        expect(statusOf(await client.answer())).toBe(201)
        client.write(get(`${lab.path}/short-poll?after=0`))
        expect(bodyOf(await client.answer()).split(name)).toHaveLength(round + 2)
      }
    }
    expect(site.server.connections - before).toBeLessThanOrEqual(1)
    for (const { tap } of labs) {
      await tap.until(() => tap.all().length === 20)
      expect(new Set(tap.all().map(({ connection }) => connection)).size).toBe(1)
    }

    // All at once: held polls, streams and readers that leave in the middle, on what connections there are.
    const readers = labs.flatMap(({ name, lab }, index) =>
      Array.from({ length: 6 }, async (_, reader) => {
        const own = await connect()
        for (let round = 0; round < 8; round++) {
          const other = labs[(index + round) % labs.length] ?? { lab }
          own.write(postTo(`${lab.path}/events`, `{"type":"goal","data":"${name}"}`))
          expect(statusOf(await own.answer())).toBe(201)
          own.write(get(`${other.lab.path}/long-poll?after=10`))
          await own.answer()
        }
        const leaving = await send(get(`${lab.path}/${reader % 2 === 0 ? 'sse' : 'long-poll'}`))
        if (reader % 2 === 0) await leaving.untilText('retry')
        leaving.socket.destroy()
      }),
    )
    await Promise.all(readers)
    for (const { name, lab, tap } of labs) {
      await tap.until(() => {
        const posts = tap.exchanges('events')
        return posts.length === 58 && posts.every(({ isClosed }) => isClosed)
      })
      expect(tap.exchanges('long-poll').length).toBeGreaterThanOrEqual(48)
      const foreign = labs.filter((each) => each.name !== name).flatMap((each) => [each.name, each.lab.id])
      for (const { sent, received, transport } of tap.all()) {
        const [up, down] = [sent.toString('latin1'), received.toString('latin1')]
        expect(up).toMatch(new RegExp(`^(?:GET|POST) /labs/${lab.id}/${transport}\\S* HTTP/1\\.1\r\n`))
        expect(up.match(/ HTTP\/1\.1\r\n/g)).toHaveLength(1)
        expect(down).toMatch(/^(?:$|HTTP\/1\.1 )/)
        expect((down.match(/HTTP\/1\.1 /g) ?? []).length).toBeLessThanOrEqual(1)
        for (const mark of foreign) expect(up + down).not.toContain(mark)
      }
    }
  })
})

/** Resolves with the coding of a chunked answer once its content has this text. */
async function contentWith(client: RawClient, text: string): Promise<'gzip' | 'identity'> {
  for (;;) {
    const received = client.received()
    const isGzip = received.includes('Content-Encoding: gzip')
    const { content } = deChunk(received)
    const plain =
      isGzip && content.length > 0 ? gunzipSync(content, { finishFlush: constants.Z_SYNC_FLUSH }) : content
    if (plain.includes(text)) return isGzip ? 'gzip' : 'identity'
    await client.until(received.length + 1)
  }
}

/** Watching a lab by its link: all that its own observer is told, without its id, and nothing that could be done with it. */
import { deflateRawSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { standInFor } from '../../src/wire/export/lab-id-spellings.ts'
import { TRANSPORTS } from '../../src/wire/trace/transports.ts'
import { startServer, type TestLab, type TestServer } from '../support/comet.ts'
import { request } from '../support/http-client.ts'
import { rawClient, type RawClient } from '../support/raw-client.ts'
import { HANDSHAKE, openTransport } from '../support/raw-transports.ts'
import { moments, openWatch, partsOfId, watch, type Watcher } from '../support/watcher.ts'
import { clientFrame } from '../support/ws-frames.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0).reverse()) stop()
})

async function server(environment: Record<string, string> = {}): Promise<TestServer> {
  const site = await startServer(environment)
  stops.push(() => site.server.end())
  return site
}

async function watching(site: TestServer, path: string): Promise<Watcher> {
  const watcher = await watch(site.origin, path)
  stops.push(() => watcher.close())
  return watcher
}

async function send(site: TestServer, bytes: string | Uint8Array): Promise<RawClient> {
  const client = await rawClient(site.port)
  stops.push(() => client.socket.destroy())
  client.write(bytes)
  return client
}

function post(lab: TestLab, body: string): string {
  return request(`${lab.path}/events`, 'POST', [`Content-Length: ${Buffer.byteLength(body)}`]) + body
}

/** Whether nothing of the id is in what somebody was sent: in the texts, and in the bytes that they carry. */
function expectWithout({ texts, messages }: Watcher, id: string): void {
  for (const text of texts) expect(partsOfId(text, id)).toEqual([])
  for (const message of messages) {
    if (message.kind === 'slice')
      expect(partsOfId(Buffer.from(message.bytes, 'base64').toString('latin1'), id)).toEqual([])
  }
}

function isThrough(watcher: Watcher, exchanges: number): boolean {
  const closed = watcher.messages.filter((each) => each.kind === 'exchange' && each.state === 'closed')
  return closed.length >= exchanges
}

describe('who watches a lab by its link', () => {
  it('is sent what its own observer is, at the same length, and none of its id, whenever they come', async () => {
    const site = await server()
    const lab = await site.lab()
    const path = await openWatch(site.origin, lab.path)
    const [own, early] = [await watching(site, `${lab.path}/observe`), await watching(site, path)]
    const clients: RawClient[] = []
    for (const transport of TRANSPORTS) clients.push(await openTransport(site, lab, transport))
    for (let i = 0; i < 5; i++) await lab.publish('goal', { of: lab.id, i, in: `/labs/${lab.id}/x` })
    for (const client of clients) client.socket.destroy()
    for (const each of [own, early]) await each.until(() => isThrough(each, TRANSPORTS.length + 5))
    const late = await watching(site, path)
    await late.until(() => isThrough(late, TRANSPORTS.length + 5))
    expect(moments(late)).toEqual(moments(early))
    expect(early.messages[0]).toEqual({ kind: 'welcome', now: expect.any(Number) as number })
    expect(own.texts.join()).toContain(lab.id)
    for (const each of [early, late]) expectWithout(each, lab.id)
    const standIn = standInFor(lab.id)
    for (const transport of [...TRANSPORTS, 'events']) {
      for (const direction of ['client-to-server', 'server-to-client'] as const) {
        const shown = early.bytes(transport, direction).map((bytes) => bytes.toString('latin1'))
        const crossed = own.bytes(transport, direction).map((bytes) => bytes.toString('latin1'))
        expect(shown).toEqual(crossed.map((text) => text.replaceAll(lab.id, standIn)))
      }
    }
  })

  it('sees none of it in requests that come in pieces, in chunks, in fragments and masks', async () => {
    const site = await server()
    const lab = await site.lab()
    const watcher = await watching(site, await openWatch(site.origin, lab.path))
    const body = JSON.stringify({ type: 'note', data: { spelled: lab.id, in: lab.path } })

    const trickled = await send(site, '')
    await trickled.trickle(post(lab, body))
    await trickled.answer()
    const chunked = await send(site, request(`${lab.path}/events`, 'POST', ['Transfer-Encoding: chunked']))
    for (let at = 0; at < body.length; at += 5) {
      const piece = body.slice(at, at + 5)
      chunked.write(`${piece.length.toString(16)};ext=${lab.id}\r\n${piece}\r\n`)
    }
    chunked.write('0\r\n\r\n')
    await chunked.answer()
    const socket = await send(site, request(`${lab.path}/ws`, 'GET', HANDSHAKE))
    await socket.untilText('\r\n\r\n')
    for (let at = 0; at < body.length; at += 7) {
      const isLast = at + 7 >= body.length
      socket.write(clientFrame(at === 0 ? 1 : 0, body.slice(at, at + 7), isLast))
      socket.write(clientFrame(9, lab.id))
    }
    await socket.untilText('"id":3,')
    await watcher.until(() => watcher.messages.filter(({ kind }) => kind === 'event').length === 3)
    socket.write(clientFrame(8, Buffer.concat([Buffer.from([0x0f, 0xa0]), Buffer.from(lab.id)])))
    await socket.closed()
    await watcher.until(() => isThrough(watcher, 3))
    expectWithout(watcher, lab.id)
    const [first, second] = watcher.bytes('events', 'client-to-server').map((bytes) => bytes.toString())
    expect(first).toContain(`POST /labs/${standInFor(lab.id)}/events HTTP/1.1\r\n`)
    expect(first).toHaveLength(post(lab, body).length)
    // De-chunked it is the same again.
    const data = second!.slice(second!.indexOf('\r\n\r\n') + 4).replace(/[0-9a-f]+;[^\r]*\r\n|\r\n/g, '')
    expect(data).toContain(`"in":"/labs/${standInFor(lab.id)}"`)
    // Unmasked too, frame by frame.
    const [frames] = watcher.bytes('ws', 'client-to-server')
    const masked = frames!.subarray(frames!.indexOf('\r\n\r\n') + 4)
    let text = ''
    for (let at = 0; at < masked.length;) {
      const length = masked[at + 1]! & 0x7f
      const [mask, payload] = [masked.subarray(at + 2, at + 6), masked.subarray(at + 6, at + 6 + length)]
      text += Buffer.from(payload.map((byte, i) => byte ^ mask[i % 4]!)).toString('latin1')
      at += 6 + length
    }
    expect(partsOfId(text, lab.id)).toEqual([])
    expect(text).toContain(standInFor(lab.id).slice(-9))
  })

  it('misses a compressed message that has it, and sees the others as they crossed', async () => {
    const site = await server()
    const lab = await site.lab({ deflate: true })
    const [own, watcher] = [
      await watching(site, `${lab.path}/observe`),
      await watching(site, await openWatch(site.origin, lab.path)),
    ]
    const offer = [...HANDSHAKE, 'Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover']
    const socket = await send(site, request(`${lab.path}/ws`, 'GET', offer))
    await socket.untilText('\r\n\r\n')
    const compressed = (data: string): Buffer => {
      const raw = deflateRawSync(JSON.stringify({ type: 'note', data }), { finishFlush: 2 })
      return clientFrame(1, raw.subarray(0, -4), true, true)
    }
    const frames = [compressed('before'), compressed(lab.id), compressed('after')]
    for (const [i, frame] of frames.entries()) {
      // In pieces: what is in a message shows when it is whole.
      socket.write(frame.subarray(0, 9))
      await new Promise((resolve) => setImmediate(resolve))
      socket.write(frame.subarray(9))
      for (const each of [own, watcher])
        await each.until(() => each.messages.filter(({ kind }) => kind === 'event').length > i)
    }
    socket.socket.destroy()
    for (const each of [own, watcher]) await each.until(() => isThrough(each, 1))
    expectWithout(watcher, lab.id)
    const [shown] = watcher.bytes('ws', 'client-to-server')
    const sent = shown!.subarray(shown!.indexOf('\r\n\r\n') + 4)
    const hidden = Buffer.from(frames[1]!)
    hidden.fill(0, 6)
    expect(sent).toEqual(Buffer.concat([frames[0]!, hidden, frames[2]!]))
    // The events that the server sent of them, in their context: the second, and what refers to it.
    const dropped = watcher.messages.filter((each) => each.kind === 'dropped')
    expect(new Set(dropped.map(({ direction }) => direction))).toEqual(
      new Set(['client-to-server', 'server-to-client']),
    )
    expect(own.messages.some(({ kind }) => kind === 'dropped')).toBe(false)
  })

  it.each([
    ['a wish to publish', '{"kind":"publish","type":"note","data":1}'],
    ['a report', '{"kind":"report","marks":""}'],
    ['a sync without a time', '{"kind":"sync"}'],
    ['no JSON', 'sync'],
    ['too long a text', 'x'.repeat(65 * 1024)],
  ])('is closed with 1008 for %s, and nothing comes of it', async (_, text) => {
    const site = await server()
    const lab = await site.lab()
    const path = await openWatch(site.origin, lab.path)
    const [watcher, other] = [await watching(site, path), await watching(site, path)]
    watcher.send('{"kind":"sync","t0":17}')
    await watcher.until(() => watcher.messages.some((each) => each.kind === 'sync' && each.t0 === 17))
    watcher.send(text)
    expect((await watcher.closed).code).toBe(1008)
    other.send('{"kind":"sync","t0":1}')
    await other.until(() => other.messages.some(({ kind }) => kind === 'sync'))
    expect(await lab.publish()).toBe(1)
  })

  it('is closed for bytes that are no text', async () => {
    const site = await server()
    const lab = await site.lab()
    const watcher = await watching(site, await openWatch(site.origin, lab.path))
    watcher.send(Uint8Array.of(1, 2, 3))
    expect((await watcher.closed).code).toBe(1003)
  })

  it('is counted to the owner, up to a limit', async () => {
    const site = await server({ MAX_WATCHERS: '2', MAX_CONNECTIONS_PER_LAB: '1' })
    const lab = await site.lab()
    const own = await watching(site, `${lab.path}/observe`)
    const path = await openWatch(site.origin, lab.path)
    const counts = (): number[] =>
      own.messages.flatMap((each) => (each.kind === 'watchers' ? [each.count] : []))
    const first = await watching(site, path)
    await watching(site, path)
    await own.until(() => counts().at(-1) === 2)
    const third = await send(site, request(path, 'GET', HANDSHAKE))
    expect(await third.answer()).toMatch(/^HTTP\/1\.1 429 [^]+"too-many-watchers"/)
    first.close()
    await own.until(() => counts().at(-1) === 1)
    expect(counts()).toEqual([1, 2, 1])
    await watching(site, path)
  })

  it('is closed with 4001 when the owner ends the link, or the lab; a link that is over is none', async () => {
    const site = await server()
    const lab = await site.lab()
    const path = await openWatch(site.origin, lab.path)
    expect(await openWatch(site.origin, lab.path)).toBe(path)
    expect((await fetch(site.origin + path)).status).toBe(426)
    const watcher = await watching(site, path)
    const ended = await fetch(`${site.origin}${lab.path}/watch`, { method: 'DELETE' })
    expect(ended.status).toBe(204)
    expect((await watcher.closed).code).toBe(4001)
    const refused = await send(site, request(path, 'GET', HANDSHAKE))
    expect(await refused.answer()).toMatch(/^HTTP\/1\.1 404 [^]+"watch-not-found"/)
    const again = await openWatch(site.origin, lab.path)
    expect(again).not.toBe(path)
    expect(again).toMatch(/^\/watch\/[\w-]{22}\/observe$/)
    const second = await watching(site, again)
    await fetch(site.origin + lab.path, { method: 'DELETE' })
    expect((await second.closed).code).toBe(4001)
    expect((await fetch(site.origin + again)).status).toBe(404)
    for (const [method, allowed] of [
      ['GET', 'POST, DELETE'],
      ['PUT', 'POST, DELETE'],
    ] as const) {
      const answer = await fetch(`${site.origin}${lab.path}/watch`, { method })
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, allowed])
    }
  })

  it('is refused from a page of another site', async () => {
    const site = await server()
    const lab = await site.lab()
    const path = await openWatch(site.origin, lab.path)
    const client = await send(site, request(path, 'GET', [...HANDSHAKE, 'Origin: https://evil.example']))
    expect(await client.answer()).toMatch(/^HTTP\/1\.1 403 [^]+"foreign-origin"/)
  })
})

describe('what the owner’s page reports', () => {
  it('goes to those who watch, those who come later too, without the id; and to no observer of the lab', async () => {
    const site = await server()
    const lab = await site.lab()
    const own = await watching(site, `${lab.path}/observe`)
    const report = (marks: string): void => own.send(JSON.stringify({ kind: 'report', marks }))
    const codes = (): string[] =>
      own.messages.flatMap((each) => (each.kind === 'error' ? [each.error.code] : []))
    report('too soon')
    await own.until(() => codes().length === 1)
    expect(codes()).toEqual(['watch-not-found'])
    const path = await openWatch(site.origin, lab.path)
    const early = await watching(site, path)
    report(`asked ${lab.path}/sse`)
    const reported = (of: Watcher): string[] =>
      of.messages.flatMap((each) => (each.kind === 'reported' ? [each.marks] : []))
    const marks = [`asked /labs/${standInFor(lab.id)}/sse`]
    await early.until(() => reported(early).length === 1)
    const late = await watching(site, path)
    await late.until(() => reported(late).length === 1)
    for (const each of [early, late]) expect(reported(each)).toEqual(marks)
    report('x'.repeat(16 * 1024 + 1))
    await own.until(() => codes().length === 2)
    for (let i = 0; i < 20; i++) report('x'.repeat(16 * 1024))
    await own.until(() => codes().length > 2)
    expect(codes().slice(1)).toEqual([
      'bad-message',
      ...codes()
        .slice(2)
        .map(() => 'too-many-marks'),
    ])
    expect(own.messages.some(({ kind }) => kind === 'reported')).toBe(false)
  })
})

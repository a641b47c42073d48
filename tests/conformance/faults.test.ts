/** Faults from outside: what breaks, what does not, how many it met, and that the tap tells what the socket saw. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { request } from '../support/http-client.ts'
import type { RawClient } from '../support/raw-client.ts'
import { readTap } from '../support/tap-reader.ts'
import { startServer, type TestLab, type TestServer } from '../support/comet.ts'
import { clientFrame, serverFrames } from '../support/ws-frames.ts'

let site: TestServer

beforeAll(async () => {
  site = await startServer()
})
afterAll(() => site.end())

const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

const open = (text: string): Promise<RawClient> => site.client(text)

async function openSse(lab: TestLab): Promise<RawClient> {
  const client = await open(request(`${lab.path}/sse`))
  await client.untilText('retry')
  return client
}

async function openWs(lab: TestLab): Promise<RawClient> {
  const client = await open(request(`${lab.path}/ws`, 'GET', HANDSHAKE))
  await client.untilText('\r\n\r\n')
  return client
}

async function openIframe(lab: TestLab): Promise<RawClient> {
  const client = await open(request(`${lab.path}/iframe-stream?callback=f`))
  await client.untilText('</title>')
  return client
}

/** Held once a question that came after it, on another connection, has its answer. */
async function openLongPoll(lab: TestLab): Promise<RawClient> {
  const client = await open(request(`${lab.path}/long-poll`))
  const tap = await readTap(site.origin, lab.path)
  await tap.until(() => tap.exchanges('long-poll').some(({ isClosed }) => !isClosed))
  tap.close()
  return client
}

async function fault(lab: TestLab, body: unknown): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${site.origin}${lab.path}/faults`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: await answer.json() }
}

function met(affected: number): { status: number; body: unknown } {
  return { status: 202, body: { affected } }
}

describe('a fault', () => {
  it('resets one transport and leaves the others, and other labs, alone', async () => {
    const [lab, other] = [await site.lab(), await site.lab()]
    const [sse, ws, elsewhere] = [await openSse(lab), await openWs(lab), await openSse(other)]
    expect(await fault(lab, { kind: 'reset', transport: 'sse' })).toEqual(met(1))
    expect(await sse.closed()).toBe('reset')
    await lab.publish()
    await other.publish()
    await ws.untilText('"id":1')
    await elsewhere.untilText('id: 1\n')
    expect(await fault(lab, { kind: 'reset', transport: 'sse' })).toEqual(met(0))
    expect(await fault(lab, { kind: 'reset', transport: 'all' })).toEqual(met(1))
    expect(await ws.closed()).toBe('reset')
  })

  it('ends all five with a FIN after what was written; the tap tells how', async () => {
    const lab = await site.lab()
    const tap = await readTap(site.origin, lab.path)
    const streams = [await openSse(lab), await openWs(lab), await openIframe(lab), await openLongPoll(lab)]
    const idle = await site.client()
    idle.write(request(`${lab.path}/short-poll`))
    await idle.answer()
    expect(await fault(lab, { kind: 'fin', transport: 'all' })).toEqual(met(4))
    for (const each of streams) expect(await each.closed()).toBe('end')
    expect(streams[0]?.received().toString()).not.toMatch(/\r\n0\r\n\r\n$/)
    idle.write(request(`${lab.path}/short-poll`))
    expect(await idle.answer()).toMatch(/^HTTP\/1.1 200 /)
    await tap.until(() => tap.exchanges('sse')[0]?.isClosed)
    expect(tap.exchanges('sse')[0]?.received).toEqual(streams[0]?.received())
    tap.close()
  })

  it('stalls both ways until it is resumed, and nothing is lost or out of order', async () => {
    const lab = await site.lab()
    const tap = await readTap(site.origin, lab.path)
    const [sse, ws, witness] = [await openSse(lab), await openWs(lab), await openIframe(lab)]
    expect(await fault(lab, { kind: 'stall', transport: 'sse' })).toEqual(met(1))
    expect(await fault(lab, { kind: 'stall', transport: 'ws' })).toEqual(met(1))
    ws.write(clientFrame(1, '{"type":"card"}'))
    const before = [sse.received().length, ws.received().length]
    for (let i = 0; i < 3; i++) await lab.publish()
    await witness.untilText('"id":3')
    expect([sse.received().length, ws.received().length]).toEqual(before)
    expect(witness.received().toString()).not.toContain('"card"')
    expect(await fault(lab, { kind: 'resume', transport: 'all' })).toEqual(met(3))
    await ws.untilText('"type":"card"')
    await sse.untilText('"type":"card"')
    const ids = serverFrames(ws.received()).map(
      ({ payload }) => (JSON.parse(payload.toString()) as { id: number }).id,
    )
    expect(ids).toEqual([1, 2, 3, 4])
    expect(
      sse
        .received()
        .toString()
        .match(/^id: \d/gm),
    ).toEqual(['id: 1', 'id: 2', 'id: 3', 'id: 4'])
    await lab.publish()
    await sse.untilText('id: 5\n')
    await ws.untilText('"id":5')
    await tap.until(() => tap.exchanges('sse')[0]?.received.length === sse.received().length)
    await tap.until(() => tap.exchanges('ws')[0]?.received.length === ws.received().length)
    expect(tap.exchanges('sse')[0]?.received).toEqual(sse.received())
    expect(tap.exchanges('ws')[0]?.received).toEqual(ws.received())
    expect(tap.exchanges('ws')[0]?.sent).toEqual(ws.sent)
    tap.close()
  })

  it('that stalls keeps no lab from ending, and no reset from coming through', async () => {
    const lab = await site.lab()
    const [sse, ws] = [await openSse(lab), await openWs(lab)]
    expect(await fault(lab, { kind: 'stall', transport: 'all' })).toEqual(met(2))
    expect(await fault(lab, { kind: 'reset', transport: 'ws' })).toEqual(met(1))
    expect(await ws.closed()).toBe('reset')
    await lab.publish()
    await fetch(`${site.origin}${lab.path}`, { method: 'DELETE' })
    expect(await sse.answer()).toMatch(/id: 1\n[^]*\r\n0\r\n\r\n$/)
  })

  it('restarts: streams end, WebSockets close with 1012, then 503, then all is served again', async () => {
    const lab = await site.lab()
    const streams = [await openSse(lab), await openIframe(lab), await openLongPoll(lab)]
    const ws = await openWs(lab)
    expect(await fault(lab, { kind: 'restart', downMs: 400 })).toEqual(met(4))
    const [sse, iframe, longPoll] = await Promise.all(streams.map((each) => each.answer()))
    expect([sse!.endsWith('\r\n0\r\n\r\n'), iframe!.endsWith('\r\n0\r\n\r\n')]).toEqual([true, true])
    expect(longPoll).toMatch(/^HTTP\/1.1 204 /)
    await ws.until(ws.received().indexOf('\r\n\r\n') + 8)
    const [close] = serverFrames(ws.received())
    expect([close?.opcode, close?.payload.readUInt16BE(0)]).toEqual([8, 1012])
    for (const call of ['sse', 'short-poll', 'long-poll', 'iframe-stream?callback=f', 'ws']) {
      const answer = await fetch(`${site.origin}${lab.path}/${call}`)
      expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toMatchObject([
        503,
        '1',
        { error: { code: 'restarting' } },
      ])
    }
    expect(await (await openWs(lab)).answer()).toMatch(/^HTTP\/1.1 503 /)
    expect((await fetch(`${site.origin}${lab.path}`)).status).toBe(200)
    await lab.publish()
    let status = 503
    while (status === 503) status = (await fetch(`${site.origin}${lab.path}/short-poll`)).status
    expect(status).toBe(200)
    await lab.publish()
    expect(await (await open(request(`${lab.path}/sse?after=0`))).untilText('id: 2\n')).toContain('id: 1\n')
  })

  it('closes WebSockets from the server', async () => {
    const lab = await site.lab()
    const [sse, ws] = [await openSse(lab), await openWs(lab)]
    expect(await fault(lab, { kind: 'ws-close', code: 4321, reason: '再见' })).toEqual(met(1))
    await ws.until(ws.received().indexOf('\r\n\r\n') + 4 + 2 + 2 + 6)
    const [close] = serverFrames(ws.received())
    expect([close?.payload.readUInt16BE(0), close?.payload.toString('utf8', 2)]).toEqual([4321, '再见'])
    ws.write(clientFrame(8, close!.payload))
    expect(await ws.closed()).toBe('end')
    await lab.publish()
    await sse.untilText('id: 1\n')
  })

  it('writes raw bytes to WebSockets, whatever they are, and the tap has them', async () => {
    const lab = await site.lab()
    const tap = await readTap(site.origin, lab.path)
    const sockets = [await openWs(lab), await openWs(lab)]
    const broken = Buffer.from([0x83, 0xff, 0x00, 0x0d, 0x0a])
    expect(await fault(lab, { kind: 'ws-raw', bytes: broken.toString('base64') })).toEqual(met(2))
    for (const [index, each] of sockets.entries()) {
      const head = each.received().indexOf('\r\n\r\n') + 4
      await each.until(head + broken.length)
      expect(each.received().subarray(head)).toEqual(broken)
      const tapped = await tap.until(() => {
        const exchange = tap.exchanges('ws')[index]
        return exchange?.received.length === each.received().length && exchange
      })
      expect(tapped.received).toEqual(each.received())
    }
    tap.close()
  })

  it.each([
    [{}],
    [[]],
    [null],
    [{ kind: 'explode' }],
    [{ kind: '__proto__' }],
    [{ kind: 'reset' }],
    [{ kind: 'reset', transport: 'events' }],
    [{ kind: 'stall', transport: 'observe' }],
    [{ kind: 'restart' }],
    [{ kind: 'restart', downMs: -1 }],
    [{ kind: 'restart', downMs: 1e9 }],
    [{ kind: 'ws-close' }],
    [{ kind: 'ws-close', code: 1006 }],
    [{ kind: 'ws-close', code: 1000.5 }],
    [{ kind: 'ws-close', code: 1000, reason: '球'.repeat(42) }],
    [{ kind: 'ws-raw' }],
    [{ kind: 'ws-raw', bytes: 'no!' }],
    [{ kind: 'ws-raw', bytes: '' }],
  ])('that is none, %j, gets 400', async (body) => {
    const lab = await site.lab()
    expect(await fault(lab, body)).toMatchObject({ status: 400, body: { error: { code: 'bad-fault' } } })
  })

  it('is not taken from a foreign page, nor for a lab that is not there', async () => {
    const lab = await site.lab()
    const foreign = await fetch(`${site.origin}${lab.path}/faults`, {
      method: 'POST',
      headers: { Origin: 'https://elsewhere.example' },
      body: '{"kind":"reset","transport":"all"}',
    })
    expect(foreign.status).toBe(403)
    const nowhere = await fetch(`${site.origin}/labs/x/faults`, { method: 'POST', body: '{}' })
    expect(nowhere.status).toBe(404)
  })
})

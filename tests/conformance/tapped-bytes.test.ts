/**
 * Tapped bytes are socket bytes: for each transport, both ways, through each way its connection can be treated, on a
 * plain wire and on a conditioned one. A raw client keeps all that it wrote and got; the tap's exchanges, joined, must be
 * that and nothing else once the connection is gone.
 */
import { constants, deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TRANSPORTS, type Transport } from '../../src/wire/trace/transports.ts'
import { request } from '../support/http-client.ts'
import { rawClient, type RawClient } from '../support/raw-client.ts'
import { readTap, type TapReader } from '../support/tap-reader.ts'
import { startServer, type TestLab, type TestServer } from '../support/comet.ts'
import { clientFrame } from '../support/ws-frames.ts'

const [CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG] = [0, 1, 2, 8, 9, 10]

let site: TestServer
beforeAll(async () => {
  site = await startServer()
})
afterAll(() => site.server.end())

const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Extensions: permessage-deflate',
]

/** What data can hold that a transport might lose, end at or cut in two. */
const DATA = ['a "b"\\\r\n', '</script><!--\u2028\u2029', '球 🏟', 'x'.repeat(35_000)]

interface Scene {
  readonly lab: TestLab
  readonly client: RawClient
  readonly tap: TapReader
  readonly transport: Transport
}

function targetOf({ lab, transport }: Scene, after: number): string {
  const query = transport === 'iframe-stream' ? `callback=f&after=${after}` : `after=${after}`
  return `${lab.path}/${transport}?${query}`
}

/** Asks once more on the scene's connection. */
function ask(scene: Scene, after: number): void {
  scene.client.write(request(targetOf(scene, after), 'GET', scene.transport === 'ws' ? HANDSHAKE : []))
}

async function call(lab: TestLab, path: string, body: object): Promise<unknown> {
  const options = { method: 'POST', body: JSON.stringify(body) }
  return (await fetch(`${site.origin}${lab.path}/${path}`, options)).json()
}

/** Resolves when the transport has something open that a fault can meet. A short poll is held by a scripted answer. */
async function open(scene: Scene): Promise<void> {
  const { client, lab, tap, transport } = scene
  if (transport === 'short-poll') {
    const chunks = [Buffer.from('held').toString('base64')]
    await call(lab, 'answer', { transport, status: 200, chunks, hold: true })
  }
  ask(scene, 0)
  if (transport === 'short-poll') await client.untilText('held\r\n')
  if (transport === 'sse') await client.untilText('retry: 2000\n\n\r\n')
  if (transport === 'iframe-stream') await client.untilText('</title>\n\r\n')
  if (transport === 'ws') await client.untilText('\r\n\r\n')
  // Whole when it was parsed, so before what is asked from now on.
  await tap.until(() => tap.exchanges(transport).some(({ sent }) => sent.length === client.sent.length))
}

/** Publishes an event and waits until its bytes are with the client, where something is open that carries it. */
async function carry(scene: Scene, data: string): Promise<void> {
  await scene.lab.publish('goal', data)
  if (scene.transport !== 'short-poll') await scene.client.untilText('"type":"goal"')
}

/** Everything a client does on a WebSocket: pings, fragments with a ping between, binary, one byte at a time. */
async function talk({ client }: Scene): Promise<void> {
  client.write(clientFrame(PING, ''))
  client.write(clientFrame(TEXT, '{"type":"card",', false))
  client.write(clientFrame(PING, 'p'.repeat(125)))
  client.write(Buffer.concat([clientFrame(CONTINUATION, '"da', false), clientFrame(PONG, 'unasked')]))
  await client.trickle(clientFrame(CONTINUATION, 'ta":"last word"}'))
  client.write(clientFrame(BINARY, Buffer.alloc(40_000, 7)))
  await client.untilText('last word')
}

type Treatment = (scene: Scene) => Promise<void>

function fault(body: object): Treatment {
  return async ({ lab, transport }) => {
    const isForAll = !('transport' in body)
    expect(await call(lab, 'faults', isForAll ? body : { ...body, transport })).toEqual({ affected: 1 })
  }
}

const TREATMENTS: Readonly<Record<string, Treatment>> = {
  async 'a plain run'(scene) {
    const { client, transport } = scene
    if (transport === 'short-poll' || transport === 'long-poll') {
      for (const [after, data] of DATA.entries()) {
        if (transport === 'short-poll') await scene.lab.publish('goal', data)
        ask(scene, after)
        if (transport === 'long-poll') await scene.lab.publish('goal', data)
        await client.answer()
      }
      // Several questions in one write, the last of them with another one's beginning.
      const question = request(targetOf(scene, 0))
      client.write(question + question + question.slice(0, 20))
      for (let i = 0; i < 2; i++) await client.answer()
      client.write(question.slice(20))
      await client.answer()
      return
    }
    await open(scene)
    for (const data of DATA) await scene.lab.publish('goal', data)
    await scene.lab.publish('final-whistle')
    await client.untilText('final-whistle')
    if (transport !== 'ws') return
    await talk(scene)
    client.write(clientFrame(CLOSE, Buffer.from([3, 232])))
    await client.closed()
  },
  async reset(scene) {
    await open(scene)
    if (scene.transport !== 'long-poll') await carry(scene, DATA[2]!)
    await fault({ kind: 'reset', transport: '' })(scene)
    expect(await scene.client.closed()).toBe('reset')
  },
  async fin(scene) {
    await open(scene)
    if (scene.transport === 'ws') await talk(scene)
    else if (scene.transport !== 'long-poll') await carry(scene, DATA[1]!)
    await fault({ kind: 'fin', transport: '' })(scene)
    expect(await scene.client.closed()).toBe('end')
  },
  async 'stall and resume'(scene) {
    await open(scene)
    await fault({ kind: 'stall', transport: '' })(scene)
    await scene.lab.publish('goal', DATA[0])
    if (scene.transport === 'ws') scene.client.write(clientFrame(PING, 'still there?'))
    await fault({ kind: 'resume', transport: '' })(scene)
    if (scene.transport === 'ws') await scene.client.untilText('still there?')
    if (scene.transport !== 'short-poll') await scene.client.untilText('"type":"goal"')
  },
  async restart(scene) {
    await open(scene)
    await fault({ kind: 'restart', downMs: 0 })(scene)
    // The close frame is answered, as a browser does.
    if (scene.transport !== 'ws') await scene.client.answer()
    else {
      await scene.client.untilText('The server restarts')
      scene.client.write(clientFrame(CLOSE, Buffer.from([3, 244])))
      await scene.client.closed()
    }
  },
  async 'ws-close'(scene) {
    await open(scene)
    const affected = scene.transport === 'ws' ? 1 : 0
    const body = { kind: 'ws-close', code: 4_000, reason: 'red card' }
    expect(await call(scene.lab, 'faults', body)).toEqual({ affected })
    if (affected === 0) return carry(scene, 'played on')
    await scene.client.untilText('red card')
    scene.client.write(clientFrame(CLOSE, Buffer.from([15, 160])))
    await scene.client.closed()
  },
  async 'ws-raw'(scene) {
    await open(scene)
    const affected = scene.transport === 'ws' ? 1 : 0
    const bytes = Buffer.from([0x83, 0xff, 0, 0x0d, 0x0a, 0x0d, 0x0a, ...Buffer.from('raw')])
    const body = { kind: 'ws-raw', bytes: bytes.toString('base64') }
    expect(await call(scene.lab, 'faults', body)).toEqual({ affected })
    if (affected === 1) await scene.client.untilText('raw')
    else await carry(scene, 'played on')
  },
}

const WIRES: readonly (readonly [string, object])[] = [
  ['a plain wire', {}],
  ['a conditioned wire', { wire: { latencyMs: 4, jitterMs: 4, bytesPerSecond: 4_000_000 } }],
]

describe.each(WIRES)('on %s', (_wire, settings) => {
  describe.each(Object.entries(TREATMENTS))('through %s', (_treatment, treat) => {
    it.each(TRANSPORTS)('the tap has the bytes of %s, both ways, and no other', async (transport) => {
      await treated(treat, transport, settings)
    })
  })
})

describe('with permessage-deflate', () => {
  it('the tap has the bytes of ws, both ways, and no other', async () => {
    await treated(compressed, 'ws', { deflate: true })
  })
})

/** Text is not found in what is compressed: an uncompressed pong at the end tells that all has come. */
async function compressed(scene: Scene): Promise<void> {
  const { client, lab } = scene
  await open(scene)
  expect(client.received().toString('latin1')).toContain('Sec-WebSocket-Extensions: permessage-deflate')
  for (const data of DATA) await lab.publish('goal', data)
  const message = deflateRawSync('{"type":"card"}', { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4)
  client.write(clientFrame(TEXT, message, true, true))
  client.write(clientFrame(PING, 'that was all'))
  await client.untilText('that was all')
  client.write(clientFrame(CLOSE, Buffer.from([3, 232])))
  await client.closed()
}

/** Treats a connection so, ends it, and compares. */
async function treated(treat: Treatment, transport: Transport, settings: object): Promise<void> {
  const lab = await site.lab(settings)
  const tap = await readTap(site.origin, lab.path)
  const client = await rawClient(site.port)
  await treat({ lab, client, tap, transport })
  // A poll that is answered at once is waited for, though its client has said its last; a reset is told at once.
  if (transport === 'short-poll') client.reset()
  else client.end()
  await client.closed()
  await tap.until(() => {
    const all = tap.exchanges(transport)
    return all.length > 0 && all.every((each) => tap.connections.get(each.connection)?.how !== undefined)
  })
  const all = tap.exchanges(transport)
  expect(all.every(({ isClosed }) => isClosed)).toBe(true)
  expect(Buffer.concat(all.map(({ sent }) => sent)).equals(client.sent)).toBe(true)
  expect(Buffer.concat(all.map(({ received }) => received)).equals(client.received())).toBe(true)
  tap.close()
}

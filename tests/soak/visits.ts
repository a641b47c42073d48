/**
 * What visitors of a soak do, each on a connection of its own for a while: the five transports and the observer, read
 * well, slowly or not at all, bodies and heads cut short, frames that are none; and how they leave.
 */
import { connect, type Socket } from 'node:net'
import { request } from '../support/http-client.ts'
import type { Noise } from '../support/seeded-noise.ts'
import { clientFrame } from '../support/ws-frames.ts'

const [CONTINUATION, TEXT, BINARY, PING] = [0, 1, 2, 9]

const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Extensions: permessage-deflate',
]

/** Between two things that a visitor does. */
const STEP_MS = 100

export interface Visit {
  readonly port: number
  /** The path of the lab it goes to. */
  readonly path: string
  readonly noise: Noise
  readonly lastsMs: number
}

/** Says the first bytes, and what is written at each step after that. */
interface Kind {
  readonly begin: (visit: Visit) => string | Uint8Array
  readonly step?: (visit: Visit) => string | Uint8Array
}

function poll(call: string): Kind {
  return {
    begin: ({ path }) => request(`${path}/${call}?after=0`),
    step: ({ path, noise }) => (noise.below(3) === 0 ? request(`${path}/${call}`) : ''),
  }
}

function stream(call: string): Kind {
  return { begin: ({ path, noise }) => request(`${path}/${call}${noise.below(3) === 0 ? 'after=0' : ''}`) }
}

const WS_STEPS: readonly ((noise: Noise) => Uint8Array)[] = [
  () => clientFrame(TEXT, '{"type":"said","data":"球"}'),
  (noise) => clientFrame(BINARY, noise.bytes(noise.below(20_000))),
  () =>
    Buffer.concat([
      clientFrame(TEXT, '{"type":', false),
      clientFrame(PING, 'x'),
      clientFrame(CONTINUATION, '"said"}'),
    ]),
  () => clientFrame(PING, 'are you there'),
  () => new Uint8Array(0),
]

const KINDS: readonly Kind[] = [
  poll('short-poll'),
  poll('long-poll'),
  stream('iframe-stream?callback=f&'),
  stream('sse?'),
  // With the whole past, which is more than a socket's buffers hold.
  { begin: ({ path }) => request(`${path}/sse?after=0`) },
  {
    begin: ({ path }) => request(`${path}/ws?after=0`, 'GET', HANDSHAKE),
    step: ({ noise }) => noise.pick(WS_STEPS)(noise),
  },
  {
    begin: ({ path }) => request(`${path}/observe`, 'GET', HANDSHAKE),
    step: ({ noise }) => (noise.below(4) === 0 ? clientFrame(TEXT, '{"kind":"publish","type":"seen"}') : ''),
  },
  // An unfinished message, then no frames at all.
  {
    begin: ({ path }) => request(`${path}/ws`, 'GET', HANDSHAKE),
    step: ({ noise }) =>
      noise.below(2) === 0 ? clientFrame(TEXT, 'x', false) : noise.bytes(noise.below(300)),
  },
  // Many requests at once, the first of which is held.
  { begin: ({ path }) => request(`${path}/long-poll`) + request(`${path}/short-poll?after=0`).repeat(20) },
  // Half a body in tiny chunks, half a head, no HTTP at all.
  {
    begin: ({ path }) => request(`${path}/events`, 'POST', ['Transfer-Encoding: chunked']),
    step: () => '1\r\n{\r\n'.repeat(50),
  },
  { begin: ({ path }) => `GET ${path}/sse HTTP/1.1\r\nX: `, step: () => 'x'.repeat(20) },
  { begin: ({ noise }) => noise.bytes(500) },
]

/** Makes a visit: resolves when its connection is gone. */
export async function visit(visiting: Visit): Promise<void> {
  const { port, noise, lastsMs } = visiting
  const kind = noise.pick(KINDS)
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: noise.below(5) === 0 })
  socket.on('error', () => undefined)
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  read(socket, noise)
  socket.write(kind.begin(visiting))
  const steps = setInterval(() => {
    if (socket.writable && socket.writableLength < 100_000) socket.write(kind.step?.(visiting) ?? '')
  }, STEP_MS)
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, lastsMs))])
  clearInterval(steps)
  const leave = noise.pick([() => socket.destroy(), () => socket.resetAndDestroy(), () => socket.end()])
  leave()
  // One that has only ended its side, or that the server does not hear, goes for good a little later.
  const last = setTimeout(() => socket.destroy(), 500)
  await gone
  clearTimeout(last)
}

/** Reads all there is; or, one in six, a little now and then; or, one in six, nothing. */
function read(socket: Socket, noise: Noise): void {
  const manner = noise.below(6)
  if (manner === 0) socket.pause()
  else if (manner === 1) {
    const glimpses = setInterval(() => void socket.read(2_000), STEP_MS)
    socket.once('close', () => clearInterval(glimpses))
  } else socket.resume()
}

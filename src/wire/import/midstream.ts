/**
 * Tells what a connection carries of which no head was seen: frames of a WebSocket whose handshake came before the capture, an
 * event stream that had begun, or something that is nothing here.
 */
import { latin1 } from '../bytes/bytes.ts'
import { beginsChunk } from '../http1/chunked.ts'
import { followFrames } from '../websocket/frame-chain.ts'
import type { CapturedConnection, End } from './tcp-connections.ts'

export type Midstream =
  | { readonly kind: 'frames' | 'stream'; readonly client: End }
  | { readonly kind: 'bytes'; readonly client: End }

/** More packets than this are not looked at. */
const PACKETS_LOOKED_AT = 200

/** Gives what it carries, and who is the client of it. */
export function midstreamOf(connection: CapturedConnection): Midstream {
  const client = connection.client ?? connection.opener ?? 'first'
  const masked = framesEnd(connection, 'client-to-server')
  const plain = framesEnd(connection, 'server-to-client')
  if (masked !== undefined && masked !== plain) return { kind: 'frames', client: masked }
  if (plain !== undefined && masked === undefined) return { kind: 'frames', client: otherEnd(plain) }
  // Who opened the connection, or is known to ask, sends none.
  const known = connection.client ?? connection.opener
  const server = (['second', 'first'] as const).find((end) => end !== known && isStream(connection, end))
  return server === undefined ? { kind: 'bytes', client } : { kind: 'stream', client: otherEnd(server) }
}

const otherEnd = (end: End): End => (end === 'first' ? 'second' : 'first')

/** The end whose packets are frames of that direction, each packet whole ones: more than half of them, and no other end's. */
function framesEnd(
  connection: CapturedConnection,
  direction: 'client-to-server' | 'server-to-client',
): End | undefined {
  return (['first', 'second'] as const).find((end) => {
    const packets = packetsOf(connection, end)
    const fits = packets.filter((bytes) => {
      const { frames, then, blank } = followFrames(bytes, 0, { direction })
      return frames > 0 && then === 'end' && !blank
    })
    return packets.length > 0 && fits.length * 2 > packets.length
  })
}

/** Whether packets of an end begin chunks with lines of an event stream in them, or such lines. */
function isStream(connection: CapturedConnection, end: End): boolean {
  const packets = packetsOf(connection, end)
  const fits = packets.filter((bytes) => {
    const isChunk = beginsChunk(bytes, 0)
    const content = latin1(bytes, isChunk ? bytes.indexOf(0x0a) + 1 : 0, 512)
    return /^(?:\r?\n)*(?::|(?:data|event|id|retry)(?::|\r?\n))/.test(content)
  })
  return packets.length > 0 && fits.length * 2 > packets.length
}

function packetsOf({ pieces }: CapturedConnection, end: End): readonly Uint8Array[] {
  return pieces
    .slice(0, PACKETS_LOOKED_AT)
    .flatMap((piece) => (piece.kind === 'bytes' && piece.from === end ? [piece.bytes] : []))
}

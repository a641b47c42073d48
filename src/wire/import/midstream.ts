/**
 * Tells what a connection carries of which no head was seen: frames of a WebSocket whose handshake came before the capture, an
 * event stream that had begun, or something that is nothing here.
 */
import { latin1, type Direction } from '../bytes/bytes.ts'
import { beginsChunk } from '../http1/chunked.ts'
import { followFrames } from '../websocket/frame-chain.ts'
import { otherEnd, type CapturedConnection, type End } from './tcp-connections.ts'

export interface Midstream {
  readonly kind: 'frames' | 'stream' | 'bytes'
  readonly client: End
}

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

/** The end whose packets are frames of that direction, each packet whole ones, and no other end's. */
function framesEnd(connection: CapturedConnection, direction: Direction): End | undefined {
  return (['first', 'second'] as const).find((end) =>
    areMost(connection, end, (bytes) => {
      const { frames, then, blank } = followFrames(bytes, 0, { direction })
      return frames > 0 && then === 'end' && !blank
    }),
  )
}

/** Whether packets of an end begin chunks with lines of an event stream in them, or such lines. */
function isStream(connection: CapturedConnection, end: End): boolean {
  return areMost(connection, end, (bytes) => {
    const content = latin1(bytes, beginsChunk(bytes, 0) ? bytes.indexOf(0x0a) + 1 : 0, 512)
    return /^(?:\r?\n)*(?::|(?:data|event|id|retry)(?::|\r?\n))/.test(content)
  })
}

/** Whether more than half of an end's packets are so. */
function areMost({ pieces }: CapturedConnection, end: End, isSo: (bytes: Uint8Array) => boolean): boolean {
  const packets = pieces
    .slice(0, PACKETS_LOOKED_AT)
    .flatMap((piece) => (piece.kind === 'bytes' && piece.from === end ? [piece.bytes] : []))
  return packets.filter(isSo).length * 2 > packets.length
}

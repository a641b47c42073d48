/**
 * Reads bytes that stand alone (pasted, or a file without a capture around it) as one thing of which the reader says, or
 * the first bytes tell, what it is. Nothing is made up around them: no handshake, no head, no other side.
 */
import { latin1, wireSourceId, type Direction } from '../bytes.ts'
import type { ContentReader } from '../content-reader.ts'
import { createEventStreamReader } from '../event-stream/stream-reader.ts'
import { createScriptReader } from '../script-chunks.ts'
import { createMessageReader } from '../trace/message-reader.ts'
import type { Side } from '../trace/views.ts'
import { DEFAULT_DEFLATE } from '../websocket/deflate-parameters.ts'
import { createFrameReader } from '../websocket/frame-reader.ts'
import { opcodeName } from '../websocket/opcodes.ts'

export const BYTE_READINGS = [
  'request',
  'response',
  'client-frames',
  'server-frames',
  /** Frames of a WebSocket that agreed on permessage-deflate. */
  'client-frames-deflate',
  'server-frames-deflate',
  'event-stream',
  'scripts',
] as const

export type ByteReading = (typeof BYTE_READINGS)[number]

/** The exchange that the source of such bytes is named after; no trace has it. */
const EXCHANGE = 'bytes'

/** Gives bytes dissected as what they are said to be, as one side that is over. */
export function readBytesAs(bytes: Uint8Array, reading: ByteReading): Side {
  switch (reading) {
    case 'request':
      return message(bytes, 'client-to-server')
    case 'response':
      return message(bytes, 'server-to-client')
    case 'client-frames':
      return frames(bytes, 'client-to-server', false)
    case 'server-frames':
      return frames(bytes, 'server-to-client', false)
    case 'client-frames-deflate':
      return frames(bytes, 'client-to-server', true)
    case 'server-frames-deflate':
      return frames(bytes, 'server-to-client', true)
    case 'event-stream':
      return content(bytes, createEventStreamReader)
    case 'scripts':
      return content(bytes, createScriptReader)
  }
}

/**
 * Guesses what bytes are from how they begin; for most random bytes a frame of whichever side its MASK bit says, since
 * nothing that begins otherwise is read here.
 */
export function guessReading(bytes: Uint8Array): ByteReading {
  const begins = latin1(bytes, 0, 1024)
  if (/^HTTP\/1\.[01] /.test(begins)) return 'response'
  if (/^(?:\r?\n)*[A-Z-]{1,32} \S+ HTTP\/1\.[01]/.test(begins)) return 'request'
  if (looksLikeFrame(bytes)) return frameReading(bytes)
  if (/^(?:\xef\xbb\xbf)?(?:data|event|id|retry)?:/.test(begins)) return 'event-stream'
  if (/^\s*</.test(begins)) return 'scripts'
  return frameReading(bytes)
}

/** Its bits say a known opcode, and no reserved bit but the first is set. */
function looksLikeFrame([first = 0x0f]: Uint8Array): boolean {
  const fin = (first & 0x80) !== 0
  return (first & 0x30) === 0 && opcodeName(first & 0x0f) !== undefined && (fin || (first & 0x4f) < 3)
}

function frameReading([first = 0, second = 0]: Uint8Array): ByteReading {
  const side = (second & 0x80) === 0 ? 'server-frames' : 'client-frames'
  return (first & 0x40) === 0 ? side : `${side}-deflate`
}

function message(bytes: Uint8Array, direction: Direction): Side {
  const id = wireSourceId(EXCHANGE, direction)
  const reader = createMessageReader(id, direction)
  reader.advance(bytes, [])
  const units = reader.units(bytes, [], { closed: true, upgraded: false })
  return { source: { kind: 'wire', id, bytes }, derived: reader.derived, slices: [], units, missing: [] }
}

function frames(bytes: Uint8Array, direction: Direction, deflate: boolean): Side {
  const id = wireSourceId(EXCHANGE, direction)
  const reader = createFrameReader(id, 0, direction, deflate ? DEFAULT_DEFLATE : false)
  reader.advance(bytes, [])
  const units = [...reader.units(bytes, [], true), ...reader.derivedUnits]
  return { source: { kind: 'wire', id, bytes }, derived: reader.derived, slices: [], units, missing: [] }
}

function content(bytes: Uint8Array, create: (source: string, start: number) => ContentReader): Side {
  const id = wireSourceId(EXCHANGE, 'server-to-client')
  const reader = create(id, 0)
  reader.advance(bytes)
  const units = reader.units(bytes, true)
  return { source: { kind: 'wire', id, bytes }, derived: [], slices: [], units, missing: [] }
}

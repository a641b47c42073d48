/**
 * Reads bytes that stand alone (pasted, or a file without a capture around it) as one thing of which the reader says, or
 * the first bytes tell, what it is. Nothing is made up around them: no handshake, no head, no other side.
 */
import { latin1, wireSourceId, type Direction, type SourceId } from '../bytes/bytes.ts'
import type { ContentReader } from '../field/content-reader.ts'
import { createEventStreamReader } from '../event-stream/stream-reader.ts'
import { createScriptReader } from '../html/script-chunks.ts'
import { createMessageReader, type MessageReader } from '../exchange/message-reader.ts'
import type { Side } from '../trace/views.ts'
import { DEFAULT_DEFLATE } from '../websocket/deflate-parameters.ts'
import { createFrameReader, type FrameReader } from '../websocket/frame-reader.ts'
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

/** Bytes that stand alone, being read. */
export interface ByteReader {
  /** Reads about so many bytes more; false once all are read. */
  readOn(bytes: number): boolean
  /** What was read so far, as one side; over once all is. */
  readonly side: Side
  readonly readBytes: number
  /** Gives the reader of bytes that are the same before `from`: what was read of that is kept. */
  changed(bytes: Uint8Array, from: number): ByteReader
}

/** Gives bytes dissected as what they are said to be, as one side that is over. */
export function readBytesAs(bytes: Uint8Array, reading: ByteReading): Side {
  const reader = createByteReader(bytes, reading)
  reader.readOn(bytes.length)
  return reader.side
}

/** Makes the reader of bytes that nothing was read of yet. */
export function createByteReader(bytes: Uint8Array, reading: ByteReading): ByteReader {
  const direction = directionOf(reading)
  const id = wireSourceId(EXCHANGE, direction)
  return readerOf(bytes, id, partReader(reading, id, direction), 0)
}

function readerOf(bytes: Uint8Array, id: SourceId, parts: PartReader, from: number): ByteReader {
  let to = from
  let side: Side | undefined
  return {
    get readBytes() {
      return to
    },
    changed: (other, before) => readerOf(other, id, parts.forkBefore(before), Math.min(before, to)),
    readOn(more) {
      to = Math.min(bytes.length, to + more)
      parts.advance(bytes.subarray(0, to))
      side = undefined
      return to < bytes.length
    },
    get side() {
      const seen = to === bytes.length ? bytes : bytes.subarray(0, to)
      const isOver = to === bytes.length
      return (side ??= {
        source: { kind: 'wire', id, bytes: seen },
        ...parts.read(seen, isOver),
        slices: [],
        missing: [],
      })
    },
  }
}

interface PartReader {
  advance(bytes: Uint8Array): void
  read(bytes: Uint8Array, isOver: boolean): Pick<Side, 'units' | 'derived'>
  forkBefore(offset: number): PartReader
}

/** Which side bytes are read as; scripts and event streams come from a server. */
export function directionOf(reading: ByteReading): Direction {
  return reading === 'request' || reading.startsWith('client-') ? 'client-to-server' : 'server-to-client'
}

function partReader(reading: ByteReading, id: SourceId, direction: Direction): PartReader {
  switch (reading) {
    case 'request':
    case 'response':
      return messageParts(createMessageReader(id, direction))
    case 'client-frames':
    case 'server-frames':
      return frameParts(createFrameReader(id, 0, direction, false))
    case 'client-frames-deflate':
    case 'server-frames-deflate':
      return frameParts(createFrameReader(id, 0, direction, DEFAULT_DEFLATE))
    case 'event-stream':
      return contentParts(createEventStreamReader(id, 0))
    case 'scripts':
      return contentParts(createScriptReader(id, 0))
  }
}

function messageParts(reader: MessageReader): PartReader {
  return {
    advance: (bytes) => reader.advance(bytes, []),
    forkBefore: (offset) => messageParts(reader.forkBefore(offset)),
    read: (bytes, closed) => ({
      units: reader.units(bytes, [], { closed, upgraded: false }),
      derived: reader.derived,
    }),
  }
}

function frameParts(reader: FrameReader): PartReader {
  return {
    advance: (bytes) => reader.advance(bytes, []),
    forkBefore: (offset) => frameParts(reader.forkBefore(offset)),
    read: (bytes, closed) => ({
      units: [...reader.units(bytes, [], closed), ...reader.derivedUnits],
      derived: reader.derived,
    }),
  }
}

function contentParts(reader: ContentReader): PartReader {
  return {
    advance: (bytes) => reader.advance(bytes),
    forkBefore: (offset) => contentParts(reader.forkBefore(offset)),
    read: (bytes, isOver) => ({ units: reader.units(bytes, isOver), derived: [] }),
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

/**
 * Reads bytes that stand alone (pasted, or a file without a capture around it) as one thing of which the reader says, or
 * the first bytes tell, what it is. Nothing is made up around them: no handshake, no head, no other side.
 */
import { wireSourceId, type Direction, type SourceId } from '../bytes/bytes.ts'
import type { ContentReader } from '../field/content-reader.ts'
import { createEventStreamReader } from '../event-stream/stream-reader.ts'
import { createScriptReader } from '../html/script-chunks.ts'
import { makeField } from '../field/field.ts'
import { makeUnit } from '../field/unit.ts'
import { withoutEnd } from '../exchange/pasted.ts'
import { MessageReader } from '../exchange/message-reader.ts'
import type { Side } from '../trace/views.ts'
import { DEFAULT_DEFLATE } from '../websocket/deflate-parameters.ts'
import { createFrameReader, type FrameReader } from '../websocket/frame-reader.ts'

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
  /** A message whose line ends were lost when it was pasted, and cannot be put back. */
  'pasted-request',
  'pasted-response',
  /** Nothing is looked into. */
  'bytes',
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
  return reading.endsWith('request') || reading.startsWith('client-')
    ? 'client-to-server'
    : 'server-to-client'
}

function partReader(reading: ByteReading, id: SourceId, direction: Direction): PartReader {
  switch (reading) {
    case 'request':
    case 'response':
      return messageParts(new MessageReader(id, direction))
    case 'pasted-request':
    case 'pasted-response':
      return messageParts(new MessageReader(id, direction, 'pasted'))
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
    case 'bytes':
      return contentParts(PLAIN(id))
  }
}

/** Bytes of which nobody knows what they are: one unit. */
const PLAIN: (id: SourceId) => ContentReader = (id) => ({
  advance: () => undefined,
  units: ({ length }, isOver) =>
    length === 0
      ? []
      : [makeUnit('bytes', id, 0, length, isOver, [makeField('trace.unknown', id, 0, length)])],
  forkBefore: () => PLAIN(id),
})

function messageParts(reader: MessageReader): PartReader {
  return {
    advance: (bytes) => reader.advance({ bytes, missing: [] }),
    forkBefore: (offset) => messageParts(reader.forkBefore(offset)),
    read: (bytes, closed) => ({
      units: reader.units({ bytes, missing: [] }, { closed, upgraded: false }).map(withoutEnd),
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

/** What is given for what a reader brought: a run, or bytes that stand alone. Used by all that opens something. */
import type { Trace } from '../trace/trace.ts'
import { traceOfPackets, traceOfTcp } from './capture-file.ts'
import { traceOfConnections } from './connections-trace.ts'
import { guess, type Guess } from './guess.ts'
import { createNoteCounter, type Imported, type ImportNote } from './imported.ts'
import type { CapturedPacket } from './packets.ts'
import { bothSides, sidesOfFrames } from './both-sides.ts'
import { connectionsOf, type TimedSegment } from './tcp-connections.ts'
import { ETHERNET } from './text/packet-dumps.ts'
import { traceOfPrinted, type PrintedPiece } from './text/pieces.ts'

export type Opened =
  /** A saved run of ours, connections out of a capture file or out of a text that shows both sides, or what a HAR tells. */
  | {
      readonly kind: 'run'
      readonly from: 'saved-run' | 'capture-file' | 'har' | 'conversation'
      readonly trace: Trace
    }
  /** Bytes that stand alone; `readBytesAs` reads them, as what they look like or as the reader says. */
  | {
      readonly kind: 'bytes'
      readonly from: BytesFrom
      readonly bytes: Uint8Array
      readonly guess: Guess
    }

export type BytesFrom = 'file' | 'hex' | 'base64' | 'text'

export function asRun(
  from: Extract<Opened, { readonly kind: 'run' }>['from'],
  read: Imported<Trace>,
): Imported<Opened> {
  return read.ok ? { ...read, value: { kind: 'run', from, trace: read.value } } : read
}

/** Bytes as they are; the sides of a connection where both are in them. */
export function bytesAlone(
  bytes: Uint8Array,
  from: BytesFrom,
  notes: readonly ImportNote[] = [],
  said = guess(bytes),
): Imported<Opened> {
  const sides =
    said.because === 'begins-with-start-line'
      ? bothSides(bytes, false)
      : said.because === 'frames-fit'
        ? sidesOfFrames(bytes)
        : undefined
  if (sides !== undefined) return openSides(sides, notes)
  return { ok: true, value: { kind: 'bytes', from, bytes, guess: said }, notes }
}

/** Pieces of both sides, told apart by what is in them. */
export function openSides(pieces: readonly PrintedPiece[], notes: readonly ImportNote[]): Imported<Opened> {
  const told: readonly ImportNote[] = [...notes, { code: 'sides-told-apart', count: 1 }]
  return asRun('conversation', traceOfPrinted({ pieces, client: 'first', notes: told }))
}

/** Segments that were printed. */
export function openSegments(segments: readonly TimedSegment[]): Imported<Opened> {
  const counter = createNoteCounter()
  return asRun('capture-file', traceOfTcp(connectionsOf(segments, counter), counter))
}

/** Packets that were printed. */
export function openPackets(
  packets: readonly CapturedPacket[],
  notes: readonly ImportNote[],
): Imported<Opened> {
  const counter = createNoteCounter(notes)
  for (const { linkType } of packets) counter.add(linkType === ETHERNET ? 'ethernet-in-text' : 'ip-in-text')
  // Nothing is known of their times: a millisecond is put between two.
  const read = traceOfPackets(
    packets.map((packet, at) => ({ ...packet, at })),
    counter,
  )
  // A packet without payload is known for what it is all the same.
  if (!read.ok && read.code === 'no-payload')
    return asRun('capture-file', { ok: true, value: traceOfConnections([], counter), notes: counter.notes })
  return asRun('capture-file', read)
}

export function withNotes<T>(read: Imported<T>, notes: readonly ImportNote[]): Imported<T> {
  if (!read.ok) return read
  const counter = createNoteCounter(notes)
  for (const { code, count } of read.notes) counter.add(code, count)
  return { ...read, notes: counter.notes }
}

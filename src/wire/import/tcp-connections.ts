/** Puts captured packets together into TCP connections, each with what its two ends sent, in order. */
import { HalfStream, type StreamPiece } from './half-stream.ts'
import { EXPORTED_PDU, ExportedPdus } from './exported-pdu.ts'
import type { ImportNoteCode, NoteCounter } from './imported.ts'
import { segmentOf, type CapturedSegment } from './ip-packet.ts'
import { networkLayer } from './link-layer.ts'
import type { CapturedPacket } from './packets.ts'

/** One of the two ends: whichever sent the first packet seen is `first`. */
export type End = 'first' | 'second'

export const otherEnd = (end: End): End => (end === 'first' ? 'second' : 'first')

export interface CapturedConnection {
  readonly openedAt: number
  /** In the order in which they could be read. */
  readonly pieces: readonly (StreamPiece & { readonly from: End })[]
  /** Who sent the SYN; absent where the capture began later. */
  readonly opener?: End
  /** Who is known to be the client without that: a tool said so. */
  readonly client?: End
  /** `endedBy` sent its FIN first; absent after a reset. */
  readonly closed?: { readonly at: number; readonly endedBy?: End }
}

/** More connections than this are not followed. */
const MAX_CONNECTIONS = 10_000

interface Connection extends CapturedConnection {
  readonly ends: Readonly<Record<End, string>>
  readonly halves: Readonly<Record<End, HalfStream>>
  opener?: End
  /** Who sent a FIN, in order. */
  readonly finished: End[]
  closed?: NonNullable<CapturedConnection['closed']>
  lastAt: number
}

/** Times outside of this (about 69 years from 1970) are some other number. */
const MAX_TIME_MS = 2 ** 41
/** Nor does one run last longer than this, which is as far as a trace's relative times reach. */
const MAX_SPAN_MS = 2 ** 47 / 1000

export interface TimedSegment {
  readonly segment: CapturedSegment
  readonly at: number
}

/** Gives the connections of a capture in the order in which they begin, and counts what is left out. */
export function tcpConnections(
  packets: readonly CapturedPacket[],
  notes: NoteCounter,
): readonly CapturedConnection[] {
  return connectionsOf(segmentsOf(packets, notes), notes)
}

/** The segments that packets carry, in the order of time. */
function* segmentsOf(packets: readonly CapturedPacket[], notes: NoteCounter): Generator<TimedSegment> {
  const pdus = new ExportedPdus()
  for (const { packet, at } of inTime(packets, notes)) {
    const segment = packet.linkType === EXPORTED_PDU ? pdus.segmentOf(packet.bytes) : segmentIn(packet)
    if (segment === undefined || typeof segment === 'string') notes.add(segment ?? 'other-protocol')
    else yield { segment, at }
  }
}

/** Gives the connections of segments in the order in which they begin. */
export function connectionsOf(
  segments: Iterable<TimedSegment>,
  notes: NoteCounter,
): readonly CapturedConnection[] {
  const all: Connection[] = []
  const current = new Map<string, Connection>()

  function connectionOf(segment: CapturedSegment, at: number): Connection | undefined {
    const { from, to } = segment
    const key = from < to ? `${from} ${to}` : `${to} ${from}`
    const known = current.get(key)
    if (known !== undefined && !beginsAnew(known, segment)) return known
    if (all.length === MAX_CONNECTIONS) {
      notes.add('over-limit')
      return undefined
    }
    const made = openConnection(segment, at, notes)
    all.push(made)
    current.set(key, made)
    return made
  }

  for (const { segment, at } of segments) {
    const connection = connectionOf(segment, at)
    if (connection !== undefined) takeSegment(connection, segment, at)
  }
  for (const { halves, lastAt } of all) for (const half of Object.values(halves)) half.end(lastAt)
  return all
}

/** So many packets may be in one another. */
const MAX_TUNNELS = 4

/** The segment in a packet, or in one that it carries; why there is none. */
function segmentIn(packet: Pick<CapturedPacket, 'linkType' | 'bytes'>): CapturedSegment | ImportNoteCode {
  let inner = packet
  for (let depth = 0; depth <= MAX_TUNNELS; depth++) {
    const network = networkLayer(inner.linkType, inner.bytes)
    if (typeof network === 'string') return network
    const read = segmentOf(network)
    if (read.kind === 'segment') return read.segment
    if (read.kind !== 'inner') return read.kind
    inner = read.packet
  }
  return 'tunnel'
}

/** A SYN with another number on the same two ends is another connection; the same SYN again is not. */
function beginsAnew(known: Connection, { syn, acknowledgment, from, sequence }: CapturedSegment): boolean {
  if (!syn || acknowledgment !== undefined) return false
  const half = known.halves[endOf(known, from)]
  return known.closed !== undefined || half.firstSequence !== (sequence + 1) % 2 ** 32
}

function openConnection({ from, to }: CapturedSegment, at: number, notes: NoteCounter): Connection {
  const pieces: (StreamPiece & { readonly from: End })[] = []
  const half = (end: End): HalfStream =>
    new HalfStream((piece) => pieces.push({ ...piece, from: end }), notes)
  return {
    ends: { first: from, second: to },
    halves: { first: half('first'), second: half('second') },
    openedAt: at,
    pieces,
    finished: [],
    lastAt: at,
  }
}

function takeSegment(connection: Connection, segment: CapturedSegment, at: number): void {
  const from = endOf(connection, segment.from)
  const to = otherEnd(from)
  connection.lastAt = at
  if (segment.syn) connection.opener ??= segment.acknowledgment === undefined ? from : to
  // What it acknowledges came before what it brings.
  if (segment.acknowledgment !== undefined && !segment.rst)
    connection.halves[to].acknowledged(segment.acknowledgment, at)
  // A reset's bytes, where it has some, are a diagnosis and no part of the stream.
  if (!segment.rst) connection.halves[from].take(segment, at)
  if (connection.closed !== undefined) return
  if (segment.rst) {
    connection.closed = { at }
    return
  }
  if (segment.fin && !connection.finished.includes(from)) connection.finished.push(from)
  const [endedBy, other] = connection.finished
  if (endedBy !== undefined && other !== undefined) connection.closed = { at, endedBy }
}

function endOf({ ends }: Connection, endpoint: string): End {
  return ends.first === endpoint ? 'first' : 'second'
}

/** The packets in the order of time, each with a time that makes sense: captures of several interfaces can be mixed up. */
function inTime(
  packets: readonly CapturedPacket[],
  notes: NoteCounter,
): readonly { readonly packet: CapturedPacket; readonly at: number }[] {
  const base = packets.find(({ at }) => at !== undefined && at >= 0 && at < MAX_TIME_MS)?.at ?? 0
  let last = base
  return packets
    .map((packet) => {
      const { at } = packet
      if (at !== undefined && at >= 0 && at < MAX_TIME_MS && Math.abs(at - base) < MAX_SPAN_MS) last = at
      else notes.add('odd-time')
      return { packet, at: last }
    })
    .sort((a, b) => a.at - b.at)
}

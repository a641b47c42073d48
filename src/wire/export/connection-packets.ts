/**
 * One connection of a trace as TCP packets in the order of time: what its exchanges crossed, joined into two streams of
 * bytes, with sequence and acknowledgment numbers that fit.
 *
 * A data packet has the time at which its slice left, and the other side acknowledges it at the time it arrived: so both
 * ends of the conditioned wire stand in a file whose packets have one time each. Stretches that the observer never got
 * stay holes in the sequence numbers, as they do in a capture that lost packets.
 */
import type { Direction } from '../bytes/bytes.ts'
import type { ConnectionEnd } from '../trace/trace.ts'
import { MAX_SEGMENT_PAYLOAD, tcpPacket, type Endpoint } from './tcp-packet.ts'

/** A slice, with its place in the stream of all that its side wrote on the connection. */
export interface StreamSlice {
  readonly exchange: string
  readonly direction: Direction
  readonly streamOffset: number
  /** In its exchange and direction. */
  readonly offset: number
  readonly left: number
  readonly arrived: number
  readonly bytes: Uint8Array
}

export interface TracedConnection {
  readonly id: string
  /** Absent where the observer came later: then no handshake is made up. */
  readonly openedAt?: number
  readonly closed?: { readonly at: number; readonly how: ConnectionEnd }
  readonly slices: readonly StreamSlice[]
}

export interface TimedPacket {
  /** Milliseconds since the Unix epoch. */
  readonly at: number
  readonly direction: Direction
  readonly bytes: Uint8Array
  readonly comment?: string
}

export interface Ends {
  readonly client: Endpoint
  readonly server: Endpoint
}

type Step =
  | { readonly kind: 'opens'; readonly at: number }
  | { readonly kind: 'leaves'; readonly at: number; readonly slice: StreamSlice }
  | { readonly kind: 'arrives'; readonly at: number; readonly slice: StreamSlice }
  | { readonly kind: 'closes'; readonly at: number; readonly how: ConnectionEnd }

const NOTHING = new Uint8Array()

/** Both sides number from 0, so that what Wireshark calls relative is what stands in the packet. */
const INITIAL_SEQUENCE = 0

/** Gives the packets of a connection, in order. */
export function connectionPackets(connection: TracedConnection, ends: Ends): readonly TimedPacket[] {
  const packets: TimedPacket[] = []
  /** How much of each direction's stream has left, and how much of it has arrived at the other side. */
  const left: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 }
  const arrived: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 }
  const acknowledged: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 }
  const identification: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 }

  function send(at: number, direction: Direction, segment: SegmentSpec = {}): void {
    const {
      flags = {},
      payload = NOTHING,
      streamOffset = left[direction],
      isFirst = false,
      comment,
    } = segment
    const other = opposite(direction)
    const [from, to] =
      direction === 'client-to-server' ? [ends.client, ends.server] : [ends.server, ends.client]
    const bytes = tcpPacket({
      from,
      to,
      // A SYN stands before the first byte and counts as one.
      sequence: INITIAL_SEQUENCE + streamOffset + (flags.syn === true ? 0 : 1),
      ...(isFirst ? {} : { acknowledgment: INITIAL_SEQUENCE + 1 + arrived[other] }),
      flags,
      payload,
      identification: identification[direction]++,
    })
    acknowledged[other] = arrived[other]
    packets.push({ at, direction, bytes, ...(comment === undefined ? {} : { comment }) })
  }

  function leave(slice: StreamSlice): void {
    const { direction, bytes, streamOffset } = slice
    const parts = Math.max(1, Math.ceil(bytes.length / MAX_SEGMENT_PAYLOAD))
    for (let part = 0; part < parts; part++) {
      const start = part * MAX_SEGMENT_PAYLOAD
      const payload = bytes.subarray(start, start + MAX_SEGMENT_PAYLOAD)
      const comment = sliceComment(slice, part, parts)
      send(slice.left, direction, { payload, streamOffset: streamOffset + start, comment })
    }
    left[direction] = Math.max(left[direction], streamOffset + bytes.length)
  }

  function arrive({ direction, bytes, streamOffset }: StreamSlice, at: number): void {
    arrived[direction] = Math.max(arrived[direction], streamOffset + bytes.length)
    // A packet of the other side may have said so already.
    if (arrived[direction] > acknowledged[direction]) send(at, opposite(direction))
  }

  function open(at: number): void {
    const comment = `connection ${connection.id} opened; this handshake is synthesised`
    send(at, 'client-to-server', { flags: { syn: true }, isFirst: true, comment })
    // Before its SYN is acknowledged a side has sent nothing else: the number that is expected is 1 either way.
    send(at, 'server-to-client', { flags: { syn: true } })
    send(at, 'client-to-server')
  }

  function close(at: number, how: ConnectionEnd): void {
    if (how === 'timeout') return
    if (how === 'reset') {
      const comment = `connection ${connection.id} was reset; by which side the trace does not say`
      send(at, 'server-to-client', { flags: { rst: true }, comment })
      return
    }
    const first = how === 'fin' ? 'client-to-server' : 'server-to-client'
    const second = opposite(first)
    const whose = how === 'fin' ? 'the client' : 'the server'
    const comment = `connection ${connection.id} was ended by ${whose}; both FINs are synthesised`
    send(at, first, { flags: { fin: true }, comment })
    // A FIN counts as one, as a SYN does.
    left[first]++
    arrived[first]++
    send(at, second, { flags: { fin: true } })
    left[second]++
    arrived[second]++
    send(at, first)
  }

  for (const step of stepsOf(connection)) {
    if (step.kind === 'opens') open(step.at)
    else if (step.kind === 'leaves') leave(step.slice)
    else if (step.kind === 'arrives') arrive(step.slice, step.at)
    else close(step.at, step.how)
  }
  return packets
}

interface SegmentSpec {
  readonly flags?: { readonly syn?: boolean; readonly fin?: boolean; readonly rst?: boolean }
  readonly payload?: Uint8Array
  readonly streamOffset?: number
  readonly isFirst?: boolean
  readonly comment?: string
}

/** What happens on a connection, in the order of time; what has the same time keeps the order of the trace. */
function stepsOf({ openedAt, closed, slices }: TracedConnection): readonly Step[] {
  const steps: Step[] = []
  let last = -Infinity
  for (const slice of slices) {
    if (slice.bytes.length === 0) continue
    const arrivedAt = Math.max(slice.left, slice.arrived)
    steps.push({ kind: 'leaves', at: slice.left, slice }, { kind: 'arrives', at: arrivedAt, slice })
    last = Math.max(last, arrivedAt)
  }
  steps.sort((a, b) => a.at - b.at)
  const first = steps[0]?.at ?? Infinity
  if (openedAt !== undefined) steps.unshift({ kind: 'opens', at: Math.min(openedAt, first) })
  // What was on its way when the connection ended stands before the end, or it would follow a FIN.
  if (closed !== undefined) steps.push({ kind: 'closes', at: Math.max(closed.at, last), how: closed.how })
  return steps
}

function sliceComment(slice: StreamSlice, part: number, parts: number): string {
  const { exchange, direction, offset, bytes, left, arrived } = slice
  const which = parts === 1 ? 'slice' : `part ${part + 1} of ${parts} of slice`
  const transit = Math.max(0, arrived - left).toFixed(3)
  return `exchange ${exchange}, ${direction}, ${which} ${offset}-${offset + bytes.length}; arrived ${transit} ms after it left`
}

function opposite(direction: Direction): Direction {
  return direction === 'client-to-server' ? 'server-to-client' : 'client-to-server'
}

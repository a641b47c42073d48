/**
 * One connection of a trace as TCP packets in the order of time: what its exchanges crossed, joined into two streams of
 * bytes, with sequence and acknowledgment numbers that fit.
 *
 * A data packet has the time at which its slice left, and the other side acknowledges it at the time it arrived: so both
 * ends of the conditioned wire stand in a file whose packets have one time each. Stretches that the observer never got
 * stay holes in the sequence numbers, as they do in a capture that lost packets.
 */
import { DIRECTIONS, type Direction } from '../bytes/bytes.ts'
import { otherWay } from '../bytes/each-way.ts'
import type { ConnectionEnd } from '../trace/trace.ts'
import type { ConnectionView, ExchangeView, SliceView } from '../trace/views.ts'
import { MAX_SEGMENT_PAYLOAD, tcpPacket, type Endpoint, type Segment } from './tcp-packet.ts'

export interface TimedPacket {
  /** Milliseconds since the Unix epoch. */
  readonly at: number
  readonly direction: Direction
  readonly bytes: Uint8Array
  readonly comment?: string
}

/** A slice, with its place in the stream of all that its side wrote on the connection. */
interface StreamSlice extends SliceView {
  readonly streamOffset: number
  readonly bytes: Uint8Array
}

const NOTHING = new Uint8Array()

/** What of a packet is otherwise than an acknowledgment of all that arrived. */
interface PacketSpec {
  readonly flags?: Segment['flags']
  readonly payload?: Uint8Array
  readonly streamOffset?: number
  readonly comment?: string
}

/**
 * Gives the packets of a connection with these exchanges, in order. `isOpening`: the observer saw it open; else no handshake is made
 * up.
 */
export function connectionPackets(
  { id, openedAt, closed }: ConnectionView,
  exchanges: readonly ExchangeView[],
  ends: Readonly<Record<Direction, Endpoint>>,
  isOpening: boolean,
): readonly TimedPacket[] {
  const packets: TimedPacket[] = []
  const zeros = (): Record<Direction, number> => ({ 'client-to-server': 0, 'server-to-client': 0 })
  /** How much of each direction's stream has left, and how much of it has arrived at the other side. */
  const left = zeros()
  const arrived = zeros()
  const acknowledged = zeros()
  const identification = zeros()

  function send(at: number, direction: Direction, spec: PacketSpec = {}): void {
    const { flags = {}, payload = NOTHING, streamOffset = left[direction], comment } = spec
    const other = otherWay(direction)
    const isSyn = flags.syn === true
    const bytes = tcpPacket({
      from: ends[direction],
      to: ends[other],
      // Both sides number from 0, which is what Wireshark calls relative; a SYN stands before the first byte and counts as one.
      sequence: streamOffset + (isSyn ? 0 : 1),
      ...(isSyn && direction === 'client-to-server' ? {} : { acknowledgment: 1 + arrived[other] }),
      flags,
      payload,
      identification: identification[direction]++,
    })
    acknowledged[other] = arrived[other]
    packets.push({ at, direction, bytes, ...(comment === undefined ? {} : { comment }) })
  }

  function leave(slice: StreamSlice): void {
    const { direction, bytes, streamOffset } = slice
    const parts = Math.ceil(bytes.length / MAX_SEGMENT_PAYLOAD)
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
    if (arrived[direction] > acknowledged[direction]) send(at, otherWay(direction))
  }

  function open(at: number): void {
    const comment = `connection ${id} opened; this handshake is synthesised`
    send(at, 'client-to-server', { flags: { syn: true }, comment })
    // Before its SYN is acknowledged a side has sent nothing else: the number that is expected is 1 either way.
    send(at, 'server-to-client', { flags: { syn: true } })
    send(at, 'client-to-server')
  }

  function close(at: number, how: ConnectionEnd): void {
    if (how === 'timeout') return
    if (how === 'reset') {
      const comment = `connection ${id} was reset; by which side the trace does not say`
      send(at, 'server-to-client', { flags: { rst: true }, comment })
      return
    }
    const first = how === 'fin' ? 'client-to-server' : 'server-to-client'
    const second = otherWay(first)
    const whose = how === 'fin' ? 'the client' : 'the server'
    const comment = `connection ${id} was ended by ${whose}; both FINs are synthesised`
    send(at, first, { flags: { fin: true }, comment })
    // A FIN counts as one, as a SYN does.
    left[first]++
    arrived[first]++
    send(at, second, { flags: { fin: true } })
    left[second]++
    arrived[second]++
    send(at, first)
  }

  // What has the same time keeps the order of the trace.
  const steps = streamSlices(exchanges)
    .flatMap((slice) => {
      const arrivedAt = Math.max(slice.left, slice.arrived)
      return [
        { at: slice.left, happens: () => leave(slice) },
        { at: arrivedAt, happens: () => arrive(slice, arrivedAt) },
      ]
    })
    .sort((a, b) => a.at - b.at)
  if (isOpening) open(Math.min(openedAt, steps[0]?.at ?? Infinity))
  for (const { happens } of steps) happens()
  // What was on its way when the connection ended stands before the end, or it would follow a FIN.
  if (closed !== undefined) close(Math.max(closed.at, steps.at(-1)?.at ?? -Infinity), closed.how)
  return packets
}

/**
 * The slices with bytes of a connection's exchanges. These follow one another in each direction, so a side's stream is its exchanges
 * end to end. What else crossed the connection (requests that were no lab's) was never tapped and is not there.
 */
function streamSlices(exchanges: readonly ExchangeView[]): readonly StreamSlice[] {
  const slices = DIRECTIONS.flatMap((direction) => {
    let start = 0
    return exchanges.flatMap(({ sides }) => {
      const { source, slices: own } = sides[direction]
      const before = start
      start += source.bytes.length
      return own.map((slice): StreamSlice => ({
        ...slice,
        streamOffset: before + slice.range.start,
        bytes: source.bytes.subarray(slice.range.start, slice.range.end),
      }))
    })
  })
  return slices.filter(({ bytes }) => bytes.length > 0).sort((a, b) => a.moment - b.moment)
}

function sliceComment(
  { exchange, direction, range, left, arrived }: StreamSlice,
  part: number,
  parts: number,
): string {
  const which = parts === 1 ? 'slice' : `part ${part + 1} of ${parts} of slice`
  const transit = Math.max(0, arrived - left).toFixed(3)
  return `exchange ${exchange}, ${direction}, ${which} ${range.start}-${range.end}; arrived ${transit} ms after it left`
}

/**
 * One IPv4 packet with one TCP segment, headers and checksums made up around given bytes. Used by the pcapng export,
 * since the tap sits on sockets and sees no packet.
 */
import { uint16 } from '../bytes/bytes.ts'

export interface Endpoint {
  /** Four bytes. */
  readonly address: readonly [number, number, number, number]
  readonly port: number
}

export interface Segment {
  readonly from: Endpoint
  readonly to: Endpoint
  /** Modulo 2^32. */
  readonly sequence: number
  /** What is expected next from the other side; absent in the first SYN and in nothing else. */
  readonly acknowledgment?: number
  readonly flags: { readonly syn?: boolean; readonly fin?: boolean; readonly rst?: boolean }
  readonly payload: Uint8Array
  /** Tells packets of one side apart; modulo 2^16. */
  readonly identification: number
}

const IP_HEADER_BYTES = 20
const TCP_HEADER_BYTES = 20
const TCP = 6

/** What fits after both headers into a packet of 65,535 bytes. */
export const MAX_SEGMENT_PAYLOAD = 65_535 - IP_HEADER_BYTES - TCP_HEADER_BYTES

/**
 * In a SYN: the largest segment (65,495 bytes), and a window scale of 14, so that no slice fills the window that is
 * announced and nothing has to be explained by it.
 */
const SYN_OPTIONS = [2, 4, MAX_SEGMENT_PAYLOAD >> 8, MAX_SEGMENT_PAYLOAD & 0xff, 1, 3, 3, 14]

/**
 * Gives the packet's bytes from the IP header on, both checksums right.
 * @see https://www.rfc-editor.org/rfc/rfc9293#section-3.1
 */
export function tcpPacket(segment: Segment): Uint8Array {
  const { from, to, flags, payload, acknowledgment } = segment
  const options = flags.syn === true ? SYN_OPTIONS : []
  const tcpLength = TCP_HEADER_BYTES + options.length + payload.length
  const packet = new Uint8Array(IP_HEADER_BYTES + tcpLength)
  const view = new DataView(packet.buffer)

  packet[0] = 0x45
  view.setUint16(2, packet.length)
  view.setUint16(4, segment.identification & 0xffff)
  // Don't fragment.
  view.setUint16(6, 0x4000)
  packet[8] = 64
  packet[9] = TCP
  packet.set(from.address, 12)
  packet.set(to.address, 16)
  view.setUint16(10, checksum(packet.subarray(0, IP_HEADER_BYTES), 0))

  const tcp = packet.subarray(IP_HEADER_BYTES)
  view.setUint16(IP_HEADER_BYTES, from.port)
  view.setUint16(IP_HEADER_BYTES + 2, to.port)
  view.setUint32(IP_HEADER_BYTES + 4, segment.sequence >>> 0)
  view.setUint32(IP_HEADER_BYTES + 8, (acknowledgment ?? 0) >>> 0)
  tcp[12] = ((TCP_HEADER_BYTES + options.length) / 4) << 4
  tcp[13] =
    (flags.fin === true ? 0x01 : 0) |
    (flags.syn === true ? 0x02 : 0) |
    (flags.rst === true ? 0x04 : 0) |
    (payload.length > 0 ? 0x08 : 0) |
    (acknowledgment === undefined ? 0 : 0x10)
  view.setUint16(IP_HEADER_BYTES + 14, 0xffff)
  tcp.set(options, TCP_HEADER_BYTES)
  tcp.set(payload, TCP_HEADER_BYTES + options.length)
  // RFC 9293 3.1: the sum covers a pseudo-header as well: both addresses, the protocol and the length of the rest.
  const pseudo = sumWords(packet.subarray(12, 20), TCP + tcpLength)
  view.setUint16(IP_HEADER_BYTES + 16, checksum(tcp, pseudo))
  return packet
}

/** The Internet checksum: the complement of the sum of 16-bit words, carries added back in. */
function checksum(bytes: Uint8Array, start: number): number {
  let sum = sumWords(bytes, start)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  return ~sum & 0xffff
}

/** At most 65,535 bytes are summed, which cannot reach 2^32. */
function sumWords(bytes: Uint8Array, start: number): number {
  let sum = start
  for (let at = 0; at < bytes.length; at += 2) sum += uint16(bytes, at)
  return sum
}

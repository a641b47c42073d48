/** Reads the TCP segment in an IP packet, version 4 or 6. Used by the capture importer. */
import { uint16 } from '../bytes/bytes.ts'
import { innerPacket, sealedPacket, type InnerPacket } from './tunnels.ts'

export interface CapturedSegment {
  /** Address and port, as a text that tells ends apart. */
  readonly from: string
  readonly to: string
  readonly sequence: number
  /** Absent where the ACK flag is not set. */
  readonly acknowledgment?: number
  readonly syn: boolean
  readonly fin: boolean
  readonly rst: boolean
  readonly payload: Uint8Array
  /** Bytes at the end of the payload that crossed and were not captured. */
  readonly cutBytes: number
}

export type SegmentReading =
  | { readonly kind: 'segment'; readonly segment: CapturedSegment }
  /** Another packet is in it. */
  | { readonly kind: 'inner'; readonly packet: InnerPacket }
  | { readonly kind: 'other-protocol' | 'ip-fragment' | 'packet-cut-short' | 'tunnel' | 'quic' }

const OTHER: SegmentReading = { kind: 'other-protocol' }
const CUT: SegmentReading = { kind: 'packet-cut-short' }
const FRAGMENT: SegmentReading = { kind: 'ip-fragment' }

const TCP = 6
/** Hop-by-hop, routing, destination options. */
const OPTION_HEADERS: ReadonlySet<number> = new Set([0, 43, 60])
const FRAGMENT_HEADER = 44
const AUTHENTICATION_HEADER = 51
const MAX_EXTENSION_HEADERS = 8

/** Gives the TCP segment of an IP packet, or why there is none. */
export function segmentOf(packet: Uint8Array): SegmentReading {
  const version = (packet[0] ?? 0) >> 4
  if (version === 4) return fromIpv4(packet)
  return version === 6 ? fromIpv6(packet) : OTHER
}

/** @see https://www.rfc-editor.org/rfc/rfc791#section-3.1 */
function fromIpv4(packet: Uint8Array): SegmentReading {
  const headerBytes = ((packet[0] ?? 0) & 0x0f) * 4
  if (packet.length < 20 || headerBytes < 20) return CUT
  const isFragment = (uint16(packet, 6) & 0x3fff) !== 0
  if (packet[9] !== TCP) return isFragment ? OTHER : innerOr(packet[9] ?? 0, packet.subarray(headerBytes))
  // More fragments to come, or not the first.
  if (isFragment) return FRAGMENT
  // A network card that cuts segments itself leaves the length at zero.
  const total = uint16(packet, 2) || packet.length
  const address = (at: number): string => packet.subarray(at, at + 4).join('.')
  return fromTcp(packet, headerBytes, total, address(12), address(16))
}

/** @see https://www.rfc-editor.org/rfc/rfc8200#section-4 */
function fromIpv6(packet: Uint8Array): SegmentReading {
  if (packet.length < 40) return CUT
  const payloadLength = uint16(packet, 4)
  const total = payloadLength === 0 ? packet.length : 40 + payloadLength
  let next = packet[6] ?? 0
  let at = 40
  for (let headers = 0; next !== TCP; headers++) {
    if (headers === MAX_EXTENSION_HEADERS) return OTHER
    const length = packet[at + 1]
    if (length === undefined) return OPTION_HEADERS.has(next) ? CUT : OTHER
    if (next === FRAGMENT_HEADER) {
      if ((uint16(packet, at + 2) & 0xfff9) !== 0) return FRAGMENT
      next = packet[at] ?? 0
      at += 8
      continue
    }
    if (!OPTION_HEADERS.has(next) && next !== AUTHENTICATION_HEADER) return innerOr(next, packet.subarray(at))
    const bytes = next === AUTHENTICATION_HEADER ? (length + 2) * 4 : (length + 1) * 8
    next = packet[at] ?? 0
    at += bytes
  }
  return fromTcp(packet, at, total, ipv6Text(packet, 8), ipv6Text(packet, 24))
}

function innerOr(protocol: number, payload: Uint8Array): SegmentReading {
  const packet = innerPacket(protocol, payload)
  if (packet !== undefined) return { kind: 'inner', packet }
  return { kind: sealedPacket(protocol, payload) ?? 'other-protocol' }
}

/** @see https://www.rfc-editor.org/rfc/rfc9293#section-3.1 */
function fromTcp(
  packet: Uint8Array,
  start: number,
  total: number,
  source: string,
  destination: string,
): SegmentReading {
  if (packet.length < start + 20) return CUT
  const headerBytes = ((packet[start + 12] ?? 0) >> 4) * 4
  const payloadStart = start + headerBytes
  if (headerBytes < 20 || payloadStart > total) return CUT
  // What follows the IP packet in its frame is padding.
  const payload = packet.subarray(Math.min(payloadStart, packet.length), Math.min(total, packet.length))
  const flags = packet[start + 13] ?? 0
  return {
    kind: 'segment',
    segment: {
      from: `${source} ${uint16(packet, start)}`,
      to: `${destination} ${uint16(packet, start + 2)}`,
      sequence: uint32(packet, start + 4),
      ...((flags & 0x10) === 0 ? {} : { acknowledgment: uint32(packet, start + 8) }),
      syn: (flags & 0x02) !== 0,
      fin: (flags & 0x01) !== 0,
      rst: (flags & 0x04) !== 0,
      payload,
      cutBytes: total - payloadStart - payload.length,
    },
  }
}

/** Not shortened: it only has to tell addresses apart. */
function ipv6Text(packet: Uint8Array, at: number): string {
  return Array.from({ length: 8 }, (_, i) => uint16(packet, at + i * 2).toString(16)).join(':')
}

function uint32(bytes: Uint8Array, at: number): number {
  return uint16(bytes, at) * 65_536 + uint16(bytes, at + 2)
}

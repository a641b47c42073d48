/**
 * Packets inside of packets: VXLAN, Geneve, GTP, GRE, ERSPAN, IP in IP. Taken off, so that what crossed inside is read as if it were alone.
 * What is sealed (IPsec, WireGuard, QUIC), or not unpacked here, is named.
 */
import { uint16 } from '../bytes/bytes.ts'

/** A packet that another carries, and its link type. */
export interface InnerPacket {
  readonly linkType: number
  readonly bytes: Uint8Array
}

const ETHERNET = 1
const RAW_IP = 101
const IP_IN_IP = 4
const UDP = 17
const IPV6_IN_IP = 41
const GRE = 47
const ESP = 50
/** The registered port of VXLAN, and the one that Linux took before. */
const VXLAN_PORTS: ReadonlySet<number> = new Set([4789, 8472])
const GENEVE_PORT = 6081
const GTP_PORT = 2152
/** IPsec behind a NAT, L2TP, VXLAN-GPE, the two of CAPWAP, MPLS over UDP, TZSP. */
const TUNNEL_PORTS: readonly number[] = [4500, 1701, 4790, 5246, 5247, 6635, 37_008]
const WIREGUARD_PORT = 51_820
const HTTPS_PORT = 443
const UDP_BYTES = 8

/** Gives the packet that the payload of an IP packet of this protocol carries; `undefined` where it carries none. */
export function innerPacket(protocol: number, payload: Uint8Array): InnerPacket | undefined {
  if (protocol === IP_IN_IP || protocol === IPV6_IN_IP) return { linkType: RAW_IP, bytes: payload }
  if (protocol === GRE) return insideGre(payload)
  return protocol === UDP ? insideUdp(uint16(payload, 2), payload.subarray(UDP_BYTES)) : undefined
}

/** What the payload of an IP packet hides from everybody without its keys. */
export function sealedPacket(protocol: number, payload: Uint8Array): 'tunnel' | 'quic' | undefined {
  // GRE gets here where it carries something else.
  if (protocol === ESP || protocol === GRE) return 'tunnel'
  if (protocol !== UDP) return undefined
  const ports = [uint16(payload, 0), uint16(payload, 2)]
  const [first = 0] = payload.subarray(UDP_BYTES)
  const isTunnel = ports.some((port) => TUNNEL_PORTS.includes(port))
  if (isTunnel || (ports.includes(WIREGUARD_PORT) && first >= 1 && first <= 4)) return 'tunnel'
  // RFC 9000 17: the second bit is always set.
  return ports.includes(HTTPS_PORT) && (first & 0x40) !== 0 ? 'quic' : undefined
}

function insideUdp(port: number, bytes: Uint8Array): InnerPacket | undefined {
  const [first = 0, second = 0] = bytes
  // RFC 7348 5: eight bytes, of which the first says that the network's number is there.
  if (VXLAN_PORTS.has(port))
    return first === 0x08 ? { linkType: ETHERNET, bytes: bytes.subarray(8) } : undefined
  // RFC 8926 3.4: how many words of options follow, then, two bytes on, what is inside.
  if (port === GENEVE_PORT && first >> 6 === 0)
    return ofType(uint16(bytes, 2), bytes.subarray(8 + (first & 0x3f) * 4))
  // 3GPP TS 29.281 5.1: a G-PDU of version 1; four bytes more where one of three flags is set.
  if (port !== GTP_PORT || first >> 4 !== 3 || second !== 0xff) return undefined
  let start = (first & 7) === 0 ? 8 : 12
  // Extensions: their length in words, and in the last byte what the next one is.
  while ((first & 4) !== 0 && (bytes[start - 1] ?? 0) !== 0 && (bytes[start] ?? 0) > 0)
    start += (bytes[start] ?? 0) * 4
  return { linkType: RAW_IP, bytes: bytes.subarray(start) }
}

/** @see https://www.rfc-editor.org/rfc/rfc2784#section-2.1 */
function insideGre(payload: Uint8Array): InnerPacket | undefined {
  const flags = uint16(payload, 0)
  const type = uint16(payload, 2)
  if ((flags & 0x0007) !== 0) return undefined
  // Checksum, key and sequence number are four bytes each where their bits are set.
  const start = 4 + [0x8000, 0x2000, 0x1000].filter((bit) => (flags & bit) !== 0).length * 4
  const inside = payload.subarray(start)
  // ERSPAN: its first type, without a sequence number, has no header; the others have eight bytes, or twelve and perhaps eight.
  if (type === 0x88be) return { linkType: ETHERNET, bytes: inside.subarray((flags & 0x1000) === 0 ? 0 : 8) }
  if (type === 0x22eb)
    return { linkType: ETHERNET, bytes: inside.subarray(((inside[11] ?? 0) & 1) === 0 ? 12 : 20) }
  return ofType(type, inside)
}

function ofType(type: number, bytes: Uint8Array): InnerPacket | undefined {
  if (type === 0x6558) return { linkType: ETHERNET, bytes }
  return type === 0x0800 || type === 0x86dd ? { linkType: RAW_IP, bytes } : undefined
}

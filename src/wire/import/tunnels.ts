/** Packets inside of packets: VXLAN, GRE, IP in IP. Taken off, so that what crossed inside is read as if it were alone. */

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
/** The registered port of VXLAN, and the one that Linux took before. */
const VXLAN_PORTS: ReadonlySet<number> = new Set([4789, 8472])

/** Gives the packet that the payload of an IP packet of this protocol carries; `undefined` where it carries none. */
export function innerPacket(protocol: number, payload: Uint8Array): InnerPacket | undefined {
  if (protocol === IP_IN_IP || protocol === IPV6_IN_IP) return { linkType: RAW_IP, bytes: payload }
  if (protocol === GRE) return insideGre(payload)
  if (protocol !== UDP || !VXLAN_PORTS.has(uint16(payload, 2)) || payload.length < 16) return undefined
  // RFC 7348 5: eight bytes of UDP, eight of VXLAN, of which the first says that the network's number is there.
  return payload[8] === 0x08 ? { linkType: ETHERNET, bytes: payload.subarray(16) } : undefined
}

/** @see https://www.rfc-editor.org/rfc/rfc2784#section-2.1 */
function insideGre(payload: Uint8Array): InnerPacket | undefined {
  const flags = uint16(payload, 0)
  const type = uint16(payload, 2)
  if ((flags & 0x0007) !== 0) return undefined
  // Checksum, key and sequence number are four bytes each where their bits are set.
  const start = 4 + [0x8000, 0x2000, 0x1000].filter((bit) => (flags & bit) !== 0).length * 4
  const bytes = payload.subarray(start)
  if (type === 0x6558) return { linkType: ETHERNET, bytes }
  return type === 0x0800 || type === 0x86dd ? { linkType: RAW_IP, bytes } : undefined
}

function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}

/** Takes the link layer off a captured packet: Ethernet, raw IP, Linux cooked, loopback. Used by the capture importer. */
import { uint16 } from '../bytes/bytes.ts'

/** An IP packet, of the version that its first bits say; or why there is none. */
export type NetworkLayer = Uint8Array | 'other-protocol' | 'unsupported-link-type'

const ETHERTYPE_IPV4 = 0x0800
const ETHERTYPE_IPV6 = 0x86dd
const ETHERTYPE_MPLS = 0x8847
const ETHERTYPE_PPPOE = 0x8864
/** What is no larger is a length, and no type. */
const MAX_LENGTH = 1500
/** 802.1Q, 802.1ad and the older number for two tags. */
const VLAN_TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100])
const MAX_VLAN_TAGS = 4

/** The address families that BSDs, macOS, Linux and Windows have for IP; the first is the same everywhere. */
const IP_FAMILIES: ReadonlySet<number> = new Set([2, 10, 23, 24, 28, 30])

type LinkReader = (bytes: Uint8Array) => NetworkLayer

/** By LINKTYPE. @see https://www.tcpdump.org/linktypes.html */
const READERS: ReadonlyMap<number, LinkReader> = new Map<number, LinkReader>([
  [0, loopback],
  [1, ethernet],
  [9, ppp],
  [50, ppp],
  // PPPoE without its Ethernet: six bytes.
  [51, (bytes) => ppp(bytes.subarray(6))],
  // Cisco's HDLC: an address, a control byte, a type.
  [104, (bytes) => byEtherType(bytes, 2, 4)],
  // Raw IP: 101 in files, 12 and 14 in files of systems that wrote their own number.
  [12, rawIp],
  [14, rawIp],
  [101, rawIp],
  [108, loopback],
  // Linux cooked, both versions.
  [113, (bytes) => byEtherType(bytes, 14, 16)],
  // Apple's packets of any interface, and the number that its own tool writes for them.
  [149, pktap],
  [228, rawIp],
  [229, rawIp],
  [239, nflog],
  [258, pktap],
  [276, (bytes) => byEtherType(bytes, 0, 20)],
])

/** Names of the link types that are read, for a message. */
export const LINK_TYPES_READ =
  'Ethernet, PPP, HDLC, raw IP, Linux cooked (any), nflog, Apple’s any (pktap), loopback, exported PDUs'

/** Gives the IP packet in a captured one. */
export function networkLayer(linkType: number, bytes: Uint8Array): NetworkLayer {
  const read = READERS.get(linkType)
  return read === undefined ? 'unsupported-link-type' : read(bytes)
}

function ethernet(bytes: Uint8Array): NetworkLayer {
  let typeAt = 12
  for (let tags = 0; tags < MAX_VLAN_TAGS && VLAN_TAGS.has(uint16(bytes, typeAt)); tags++) typeAt += 4
  return byEtherType(bytes, typeAt, typeAt + 2)
}

function byEtherType(bytes: Uint8Array, typeAt: number, start: number): NetworkLayer {
  const type = uint16(bytes, typeAt)
  // PPPoE: six bytes of its own, then the protocol of PPP.
  if (type === ETHERTYPE_PPPOE) return ppp(bytes.subarray(start + 6))
  if (type === ETHERTYPE_MPLS) {
    let label = start
    while (label + 4 <= bytes.length && ((bytes[label + 2] ?? 1) & 1) === 0) label += 4
    return rawIp(bytes.subarray(label + 4))
  }
  // IEEE 802.3: a length, then LLC; with SNAP the type stands behind it.
  if (type <= MAX_LENGTH && bytes[start] === 0xaa && bytes[start + 1] === 0xaa && bytes[start + 2] === 3)
    return byEtherType(bytes, start + 6, start + 8)
  return type === ETHERTYPE_IPV4 || type === ETHERTYPE_IPV6 ? rawIp(bytes.subarray(start)) : 'other-protocol'
}

/** Perhaps with the address and the control byte of HDLC before the protocol. */
function ppp(bytes: Uint8Array): NetworkLayer {
  const at = bytes[0] === 0xff && bytes[1] === 3 ? 2 : 0
  const protocol = uint16(bytes, at)
  return protocol === 0x0021 || protocol === 0x0057 ? rawIp(bytes.subarray(at + 2)) : 'other-protocol'
}

/** Its header says how long it is, and what link type follows; the numbers are of the machine that captured, which is little-endian. */
function pktap(bytes: Uint8Array): NetworkLayer {
  const length = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8)
  const linkType = (bytes[8] ?? 0) | ((bytes[9] ?? 0) << 8)
  const isNested = linkType === 149 || linkType === 258
  return length < 12 || isNested ? 'unsupported-link-type' : networkLayer(linkType, bytes.subarray(length))
}

/** What Linux' firewall logs: four bytes, then values, each with its length and type as the machine has them. The ninth is the packet. */
function nflog(bytes: Uint8Array): NetworkLayer {
  for (let at = 4; at + 4 <= bytes.length;) {
    const length = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
    if (length < 4) return 'other-protocol'
    if (bytes[at + 2] === 9) return rawIp(bytes.subarray(at + 4, at + length))
    at += Math.ceil(length / 4) * 4
  }
  return 'other-protocol'
}

/** The family is in the byte order of the machine that captured, or in the network's. */
function loopback(bytes: Uint8Array): NetworkLayer {
  const family = [0, 3].map((at) => bytes[at] ?? 0).find((byte) => byte !== 0)
  return family !== undefined && IP_FAMILIES.has(family) ? rawIp(bytes.subarray(4)) : 'other-protocol'
}

function rawIp(bytes: Uint8Array): NetworkLayer {
  return bytes.length === 0 ? 'other-protocol' : bytes
}

/**
 * Dumps of whole packets: `tcpdump -X` and `-XX`, Wireshark's "copy as hex dump" and "as hex stream". Known by their headers, which
 * have a sum that only a packet has.
 */
import { uint16 } from '../../bytes/bytes.ts'
import type { CapturedPacket } from '../packets.ts'

/** Of link types the one of Ethernet. */
export const ETHERNET = 1
const RAW_IP = 101
const COOKED = 113
const LOOPBACK = 0

/** The packet that bytes are, by the sum of its IPv4 header or, of version 6, by its length; `undefined` where they are none. */
export function packetOf(bytes: Uint8Array): CapturedPacket | undefined {
  for (const [linkType, start] of [
    [RAW_IP, 0],
    [ETHERNET, 14],
    [ETHERNET, 18],
    [COOKED, 16],
    [LOOPBACK, 4],
  ] as const)
    if (isIpPacket(bytes.subarray(start)) && isLink(linkType, bytes, start)) return { linkType, bytes }
  return undefined
}

function isLink(linkType: number, bytes: Uint8Array, start: number): boolean {
  if (linkType === RAW_IP) return true
  const version = (bytes[start] ?? 0) >> 4
  if (linkType === LOOPBACK) return bytes.subarray(0, 4).filter((byte) => byte !== 0).length === 1
  return uint16(bytes, start - 2) === (version === 6 ? 0x86dd : 0x0800)
}

function isIpPacket(bytes: Uint8Array): boolean {
  const [first = 0] = bytes
  if (first >> 4 === 6) {
    const length = 40 + uint16(bytes, 4)
    return (
      bytes.length >= 40 && [0, 6, 17, 43, 44, 58, 60].includes(bytes[6] ?? 255) && length <= bytes.length + 8
    )
  }
  const header = (first & 0x0f) * 4
  if (first >> 4 !== 4 || header < 20 || bytes.length < header) return false
  const length = uint16(bytes, 2)
  if (length !== 0 && length < header) return false
  // A card that sums by itself leaves zeros to be captured.
  if (uint16(bytes, 10) === 0) {
    // The shortest frame of Ethernet is filled up.
    const isFilled = bytes.length === 46 && length < 46
    return (length === bytes.length || isFilled) && (bytes[9] === 6 || bytes[9] === 17)
  }
  let sum = 0
  for (let at = 0; at < header; at += 2) sum += uint16(bytes, at)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16)
  return sum === 0xffff || (length === bytes.length && bytes[9] === 6)
}

/**
 * What Wireshark and tshark print of packets that they took apart: `-V`, JSON, EK, PDML. It is about bytes, and full of digits that are
 * none; the packets themselves are in it only where they were asked for (`-x`).
 */
import { bytesFromDump } from '../dump.ts'
import { bytesFromHex } from '../hex.ts'
import type { CapturedPacket } from '../packets.ts'
import { packetOf } from './packet-dumps.ts'

const BEGINS =
  /^\s*(?:(?:\[\s*)?\{\s*"_index": ?"packets-|\{"index": ?\{"_index": ?"packets-|\{"timestamp": ?"\d+", ?"layers": ?\{|(?:<[?!][^>]*>\s*)*<[pP][ds]ml\b|Frame \d+: (?:Packet, )?\d+ bytes on wire)/

/** Tells whether a text is such a print. */
export const isDissected = (text: string): boolean => BEGINS.test(text.slice(0, 2048))

/** Gives the packets that are in it; none where they were not asked for. */
export function packetsIn(text: string): readonly CapturedPacket[] {
  const raw = Array.from(text.matchAll(/"frame_raw"\s*:\s*(?:\[\s*)?"([0-9a-f]+)"/g), ([, digits = '']) =>
    bytesFromHex(digits),
  )
  const found = raw.length > 0 ? raw : dumpsOf(text).map((lines) => bytesFromDump(lines))
  return found.flatMap((read) => (read.ok ? (packetOf(read.value) ?? []) : []))
}

/** Only lines that are not set in are of a dump. */
function dumpsOf(text: string): readonly (readonly string[])[] {
  const dumps: string[][] = []
  for (const line of text.split('\n')) {
    if (!/^[0-9a-f]{4} {2}[0-9a-f]{2} /.test(line)) continue
    if (line.startsWith('0000 ')) dumps.push([])
    dumps.at(-1)?.push(line)
  }
  return dumps
}

/** Reads the older capture format, `.pcap`: in either byte order, times in microseconds or nanoseconds; also as old Linux tools changed it. */
import { createNoteCounter, failure, type Imported } from './imported.ts'
import { MAX_PACKET_BYTES, MAX_PACKETS, type CapturedPacket } from './packets.ts'

const FILE_HEADER_BYTES = 24

interface Format {
  /** In one millisecond. */
  readonly ticks: number
  readonly recordHeaderBytes: number
}

/** By the number with which a file begins. */
const FORMATS: ReadonlyMap<number, Format> = new Map([
  [0xa1b2c3d4, { ticks: 1000, recordHeaderBytes: 16 }],
  [0xa1b23c4d, { ticks: 1_000_000, recordHeaderBytes: 16 }],
  // Alexey Kuznetzov's: an interface, a protocol and a kind of packet follow the usual four numbers.
  [0xa1b2cd34, { ticks: 1000, recordHeaderBytes: 24 }],
])

/** Tells whether a file begins as this format does. */
export function isPcap(bytes: Uint8Array): boolean {
  return formatOf(bytes) !== undefined
}

/**
 * Gives the packets of a file. One that breaks off, or breaks, gives those before, and a note.
 * @see https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-05.html
 */
export function readPcap(bytes: Uint8Array): Imported<readonly CapturedPacket[]> {
  const format = formatOf(bytes)
  if (format === undefined) return failure('not-a-capture-file', 'a .pcap file begins with a1 b2 c3 d4')
  if (bytes.length < FILE_HEADER_BYTES)
    return failure('malformed-capture-file', 'the header of a .pcap file has 24 bytes, and this ends before')
  const { littleEndian, ticks, recordHeaderBytes } = format
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // The upper bits say whether frames end with a checksum, which the length of an IP packet cuts off anyway.
  const linkType = view.getUint32(20, littleEndian) & 0xffff
  const packets: CapturedPacket[] = []
  const notes = createNoteCounter()
  let at = FILE_HEADER_BYTES
  while (at < bytes.length) {
    const start = at + recordHeaderBytes
    const length = start > bytes.length ? Infinity : view.getUint32(at + 8, littleEndian)
    const isCut = length > MAX_PACKET_BYTES || start + length > bytes.length
    if (isCut || packets.length === MAX_PACKETS) {
      notes.add(isCut ? 'file-cut-short' : 'over-limit')
      break
    }
    const seconds = view.getUint32(at, littleEndian)
    packets.push({
      at: seconds * 1000 + view.getUint32(at + 4, littleEndian) / ticks,
      linkType,
      bytes: bytes.subarray(start, start + length),
    })
    at = start + length
  }
  return { ok: true, value: packets, notes: notes.notes }
}

function formatOf(bytes: Uint8Array): (Format & { readonly littleEndian: boolean }) | undefined {
  if (bytes.length < 4) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, 4)
  for (const littleEndian of [true, false]) {
    const format = FORMATS.get(view.getUint32(0, littleEndian))
    if (format !== undefined) return { ...format, littleEndian }
  }
  return undefined
}

/**
 * Reads the newer capture format, `.pcapng`: sections in either byte order, each with its interfaces and the resolution
 * of their times; enhanced, simple and obsolete packet blocks. Other blocks are passed over.
 */
import { createNoteCounter, failure, type Imported } from './imported.ts'
import { MAX_PACKET_BYTES, MAX_PACKETS, type CapturedPacket } from './packets.ts'

const SECTION_HEADER = 0x0a0d0d0a
const INTERFACE_DESCRIPTION = 1
const OBSOLETE_PACKET = 2
const SIMPLE_PACKET = 3
const ENHANCED_PACKET = 6
const BYTE_ORDER_MAGIC = 0x1a2b3c4d

const OPTION_TIME_RESOLUTION = 9
const OPTION_TIME_OFFSET = 14

/** Of one section; a real file has a handful. */
const MAX_INTERFACES = 10_000

interface Interface {
  readonly linkType: number
  /** Bytes that are kept of a packet, where it says so. */
  readonly snapLength: number
  readonly ticksPerSecond: number
  readonly offsetSeconds: number
}

/** One block, its type and total length taken off at both ends. */
interface Block {
  readonly type: number
  readonly view: DataView
  readonly littleEndian: boolean
}

/** Tells whether a file begins as this format does. */
export function isPcapng(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0) === SECTION_HEADER
}

/**
 * Gives the packets of a file. One that breaks off, or breaks, gives those before, and a note.
 * @see https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-02.html
 */
export function readPcapng(bytes: Uint8Array): Imported<readonly CapturedPacket[]> {
  if (!isPcapng(bytes)) return failure('not-a-capture-file', 'a .pcapng file begins with 0a 0d 0d 0a')
  const notes = createNoteCounter()
  const packets: CapturedPacket[] = []
  let interfaces: Interface[] = []
  let littleEndian = true
  let at = 0
  while (at < bytes.length) {
    const order = byteOrder(bytes, at, littleEndian)
    const block = order === undefined ? undefined : blockAt(bytes, at, order)
    if (block === undefined) {
      if (at === 0)
        return failure('malformed-capture-file', 'its first block is not whole, or has no byte order')
      notes.add('file-cut-short')
      break
    }
    littleEndian = block.littleEndian
    at += block.view.byteLength + 12
    if (block.type === SECTION_HEADER) interfaces = []
    else if (block.type === INTERFACE_DESCRIPTION) {
      const described = interfaces.length < MAX_INTERFACES ? interfaceOf(block) : undefined
      if (described === undefined) {
        notes.add('file-cut-short')
        break
      }
      interfaces.push(described)
    } else if (PACKET_BLOCKS.has(block.type)) {
      if (packets.length === MAX_PACKETS) {
        notes.add('over-limit')
        break
      }
      const packet = packetOf(block, interfaces)
      if (packet === undefined) notes.add('packet-cut-short')
      else packets.push(packet)
    }
  }
  return { ok: true, value: packets, notes: notes.notes }
}

const PACKET_BLOCKS: ReadonlySet<number> = new Set([OBSOLETE_PACKET, SIMPLE_PACKET, ENHANCED_PACKET])

/** The byte order of the block at an offset: a section header says its own, the others have the section's. */
function byteOrder(bytes: Uint8Array, at: number, current: boolean): boolean | undefined {
  if (at + 12 > bytes.length) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 12)
  // A section header's type reads the same both ways.
  if (view.getUint32(0) !== SECTION_HEADER) return current
  if (view.getUint32(8, true) === BYTE_ORDER_MAGIC) return true
  return view.getUint32(8, false) === BYTE_ORDER_MAGIC ? false : undefined
}

function blockAt(bytes: Uint8Array, at: number, littleEndian: boolean): Block | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, bytes.length - at)
  const length = view.getUint32(4, littleEndian)
  if (length < 12 || length % 4 !== 0 || length > view.byteLength) return undefined
  return {
    type: view.getUint32(0, littleEndian),
    view: new DataView(bytes.buffer, bytes.byteOffset + at + 8, length - 12),
    littleEndian,
  }
}

function interfaceOf({ view, littleEndian }: Block): Interface | undefined {
  if (view.byteLength < 8) return undefined
  let ticksPerSecond = 1e6
  let offsetSeconds = 0
  for (let at = 8; at + 4 <= view.byteLength;) {
    const code = view.getUint16(at, littleEndian)
    const length = view.getUint16(at + 2, littleEndian)
    if (code === 0 || at + 4 + length > view.byteLength) break
    if (code === OPTION_TIME_RESOLUTION && length === 1) ticksPerSecond = resolution(view.getUint8(at + 4))
    if (code === OPTION_TIME_OFFSET && length === 8)
      offsetSeconds = Number(view.getBigInt64(at + 4, littleEndian))
    at += 4 + Math.ceil(length / 4) * 4
  }
  return {
    linkType: view.getUint16(0, littleEndian),
    snapLength: view.getUint32(4, littleEndian),
    ticksPerSecond,
    offsetSeconds,
  }
}

/** The highest bit says which base the exponent in the others has. */
function resolution(option: number): number {
  return (option & 0x80) === 0 ? 10 ** option : 2 ** (option & 0x7f)
}

function packetOf(block: Block, interfaces: readonly Interface[]): CapturedPacket | undefined {
  const { type, view, littleEndian } = block
  if (type === SIMPLE_PACKET) {
    const [first] = interfaces
    if (first === undefined || view.byteLength < 4) return undefined
    const original = view.getUint32(0, littleEndian)
    const kept = first.snapLength === 0 ? original : Math.min(original, first.snapLength)
    const bytes = bytesOf(view, 4, kept)
    return bytes === undefined ? undefined : { linkType: first.linkType, bytes }
  }
  if (view.byteLength < 20) return undefined
  const index = type === ENHANCED_PACKET ? view.getUint32(0, littleEndian) : view.getUint16(0, littleEndian)
  const from = interfaces[index]
  const bytes = bytesOf(view, 20, view.getUint32(12, littleEndian))
  if (from === undefined || bytes === undefined) return undefined
  const ticks = view.getUint32(4, littleEndian) * 2 ** 32 + view.getUint32(8, littleEndian)
  return { at: millisecondsOf(ticks, from), linkType: from.linkType, bytes }
}

/** Microseconds, which most files have, come out as exactly as a number of milliseconds can say them. */
function millisecondsOf(ticks: number, { ticksPerSecond, offsetSeconds }: Interface): number {
  const milliseconds =
    ticksPerSecond >= 1000 ? ticks / (ticksPerSecond / 1000) : ticks * (1000 / ticksPerSecond)
  return offsetSeconds * 1000 + milliseconds
}

function bytesOf(view: DataView, start: number, length: number): Uint8Array | undefined {
  if (length > MAX_PACKET_BYTES || start + length > view.byteLength) return undefined
  return new Uint8Array(view.buffer, view.byteOffset + start, length)
}

/**
 * The blocks of a pcapng file, as bytes: section header, interface description, enhanced packet, with their options.
 * Little-endian. Knows nothing of what is in the packets; `pcapng.ts` fills them.
 */

/** LINKTYPE_RAW: a packet begins with its IP header, and no link layer has to be made up. */
export const LINKTYPE_RAW = 101

/** One option of a block; texts are UTF-8 without a terminating zero. */
export interface BlockOption {
  readonly code: number
  readonly value: string | Uint8Array
}

/** Option codes; the first is every block's, the others belong to one kind of block each. */
export const OPTION = {
  comment: 1,
  sectionUserApplication: 4,
  interfaceName: 2,
  interfaceDescription: 3,
  interfaceTimeResolution: 9,
  packetFlags: 2,
} as const

const SECTION_HEADER = 0x0a0d0d0a
const INTERFACE_DESCRIPTION = 1
const ENHANCED_PACKET = 6
const BYTE_ORDER_MAGIC = 0x1a2b3c4d
const MAX_OPTION_BYTES = 0xffff

const UTF8 = new TextEncoder()

/**
 * Gives the block that begins a section of unknown length.
 * @see https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-02.html#section-4.1
 */
export function sectionHeaderBlock(options: readonly BlockOption[]): Uint8Array {
  const body = new Uint8Array(16)
  const view = new DataView(body.buffer)
  view.setUint32(0, BYTE_ORDER_MAGIC, true)
  view.setUint16(4, 1, true)
  // A section length of -1 says that it has to be read to be known.
  view.setBigInt64(8, -1n, true)
  return block(SECTION_HEADER, body, options)
}

/** Gives the block that describes an interface: its link type, and by option 9 the resolution of its times. */
export function interfaceBlock(linkType: number, options: readonly BlockOption[]): Uint8Array {
  const body = new Uint8Array(8)
  new DataView(body.buffer).setUint16(0, linkType, true)
  return block(INTERFACE_DESCRIPTION, body, options)
}

/** Gives the block of one whole packet of the first interface, at a time in microseconds since the Unix epoch. */
export function packetBlock(
  packet: Uint8Array,
  atMicros: number,
  options: readonly BlockOption[],
): Uint8Array {
  const body = new Uint8Array(20 + padded(packet.length))
  const view = new DataView(body.buffer)
  view.setUint32(4, Math.floor(atMicros / 2 ** 32), true)
  view.setUint32(8, atMicros % 2 ** 32, true)
  view.setUint32(12, packet.length, true)
  view.setUint32(16, packet.length, true)
  body.set(packet, 20)
  return block(ENHANCED_PACKET, body, options)
}

function block(type: number, body: Uint8Array, options: readonly BlockOption[]): Uint8Array {
  const encoded = options.map(({ code, value }) => ({ code, bytes: optionBytes(value) }))
  const optionsLength =
    encoded.length === 0 ? 0 : encoded.reduce((sum, { bytes }) => sum + 4 + padded(bytes.length), 4)
  const length = 12 + body.length + optionsLength
  const out = new Uint8Array(length)
  const view = new DataView(out.buffer)
  view.setUint32(0, type, true)
  view.setUint32(4, length, true)
  out.set(body, 8)
  let at = 8 + body.length
  for (const { code, bytes } of encoded) {
    view.setUint16(at, code, true)
    view.setUint16(at + 2, bytes.length, true)
    out.set(bytes, at + 4)
    at += 4 + padded(bytes.length)
  }
  view.setUint32(length - 4, length, true)
  return out
}

function optionBytes(value: string | Uint8Array): Uint8Array {
  const bytes = typeof value === 'string' ? UTF8.encode(value) : value
  return bytes.subarray(0, MAX_OPTION_BYTES)
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4
}

/**
 * Writes `.pcap` and `.pcapng` files with TCP over IPv4 and IPv6 in every link layer that is read, by hand and in both
 * byte orders, so that the importer is not tested against our own exporter alone.
 */
import { joinBytes } from './http1-encoder.ts'

export interface PacketSpec {
  readonly at: number
  readonly bytes: Uint8Array
}

export interface SegmentSpec {
  readonly from: 'client' | 'server'
  readonly sequence: number
  readonly acknowledgment?: number
  readonly flags?: string
  readonly payload?: Uint8Array
}

const NUMBERS = { client: 1, server: 2 } as const
const PORTS = { client: 50_000, server: 8080 } as const

/** A TCP segment without options; checksums are left at zero, which nobody who reads a capture minds. */
function tcp({ from, sequence, acknowledgment, flags = '', payload }: SegmentSpec): Uint8Array {
  const to = from === 'client' ? 'server' : 'client'
  const header = new Uint8Array(20)
  const view = new DataView(header.buffer)
  view.setUint16(0, PORTS[from])
  view.setUint16(2, PORTS[to])
  view.setUint32(4, sequence)
  view.setUint32(8, acknowledgment ?? 0)
  header[12] = 5 << 4
  header[13] =
    (flags.includes('F') ? 1 : 0) |
    (flags.includes('S') ? 2 : 0) |
    (flags.includes('R') ? 4 : 0) |
    (acknowledgment === undefined ? 0 : 0x10)
  view.setUint16(14, 0xffff)
  return joinBytes([header, payload ?? new Uint8Array()])
}

export function ipv4(spec: SegmentSpec, options: { readonly fragment?: boolean } = {}): Uint8Array {
  const segment = tcp(spec)
  const header = new Uint8Array(24)
  const view = new DataView(header.buffer)
  // Six words: one of options, which real packets seldom have and a reader must skip.
  header[0] = 0x46
  view.setUint16(2, 24 + segment.length)
  if (options.fragment === true) view.setUint16(6, 0x2000)
  header[9] = 6
  header.set([10, 0, 0, NUMBERS[spec.from]], 12)
  header.set([10, 0, 0, 3 - NUMBERS[spec.from]], 16)
  header.set([1, 1, 1, 0], 20)
  return joinBytes([header, segment])
}

export function ipv6(spec: SegmentSpec): Uint8Array {
  const segment = tcp(spec)
  const header = new Uint8Array(48)
  header[0] = 0x60
  new DataView(header.buffer).setUint16(4, 8 + segment.length)
  // Hop-by-hop options before TCP: eight bytes, all padding.
  header.set([0, 64], 6)
  header[23] = NUMBERS[spec.from]
  header[39] = 3 - NUMBERS[spec.from]
  header.set([6, 0, 1, 4, 0, 0, 0, 0], 40)
  return joinBytes([header, segment])
}

const bigEndian16 = (value: number): readonly number[] => [value >> 8, value & 0xff]
const etherType = (packet: Uint8Array): number => ((packet[0] ?? 0) >> 4 === 6 ? 0x86dd : 0x0800)
const zeros = (count: number): readonly number[] => Array.from({ length: count }, () => 0)

/** Puts a link layer before an IP packet, by LINKTYPE. */
export const LINK_LAYERS: Readonly<
  Record<string, { readonly linkType: number; readonly wrap: (packet: Uint8Array) => Uint8Array }>
> = {
  ethernet: {
    linkType: 1,
    // Padded to 60 bytes, as Ethernet does; the padding is no payload.
    wrap: (packet) => {
      const frame = joinBytes([Uint8Array.from([...zeros(12), ...bigEndian16(etherType(packet))]), packet])
      return joinBytes([frame, new Uint8Array(Math.max(0, 60 - frame.length)).fill(0xee)])
    },
  },
  vlan: {
    linkType: 1,
    wrap: (packet) =>
      joinBytes([
        Uint8Array.from([...zeros(12), 0x88, 0xa8, 0, 7, 0x81, 0, 0, 5, ...bigEndian16(etherType(packet))]),
        packet,
      ]),
  },
  raw: { linkType: 101, wrap: (packet) => packet },
  cooked: {
    linkType: 113,
    wrap: (packet) => joinBytes([Uint8Array.from([...zeros(14), ...bigEndian16(etherType(packet))]), packet]),
  },
  'cooked v2': {
    linkType: 276,
    wrap: (packet) => joinBytes([Uint8Array.from([...bigEndian16(etherType(packet)), ...zeros(18)]), packet]),
  },
  null: {
    linkType: 0,
    wrap: (packet) => joinBytes([Uint8Array.of(etherType(packet) === 0x86dd ? 30 : 2, 0, 0, 0), packet]),
  },
  loop: {
    linkType: 108,
    wrap: (packet) => joinBytes([Uint8Array.of(0, 0, 0, etherType(packet) === 0x86dd ? 24 : 2), packet]),
  },
}

export interface PcapFormat {
  readonly linkType: number
  readonly littleEndian: boolean
  readonly nanoseconds: boolean
}

export function encodePcap(packets: readonly PacketSpec[], format: PcapFormat): Uint8Array {
  const { linkType, littleEndian, nanoseconds } = format
  const header = new Uint8Array(24)
  const view = new DataView(header.buffer)
  view.setUint32(0, nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4, littleEndian)
  view.setUint16(4, 2, littleEndian)
  view.setUint16(6, 4, littleEndian)
  view.setUint32(16, 65_535, littleEndian)
  view.setUint32(20, linkType, littleEndian)
  const records = packets.map(({ at, bytes }) => {
    const record = new Uint8Array(16)
    const own = new DataView(record.buffer)
    const seconds = Math.floor(at / 1000)
    own.setUint32(0, seconds, littleEndian)
    own.setUint32(4, Math.round((at - seconds * 1000) * (nanoseconds ? 1e6 : 1e3)), littleEndian)
    own.setUint32(8, bytes.length, littleEndian)
    own.setUint32(12, bytes.length, littleEndian)
    return joinBytes([record, bytes])
  })
  return joinBytes([header, ...records])
}

function block(type: number, body: Uint8Array, littleEndian: boolean): Uint8Array {
  const length = 12 + Math.ceil(body.length / 4) * 4
  const out = new Uint8Array(length)
  const view = new DataView(out.buffer)
  view.setUint32(0, type, littleEndian)
  view.setUint32(4, length, littleEndian)
  out.set(body, 8)
  view.setUint32(length - 4, length, littleEndian)
  return out
}

/** One section with one interface, times in nanoseconds; a block of statistics between, which readers pass over. */
export function encodePcapng(
  packets: readonly PacketSpec[],
  linkType: number,
  littleEndian: boolean,
): Uint8Array {
  const section = new Uint8Array(16)
  new DataView(section.buffer).setUint32(0, 0x1a2b3c4d, littleEndian)
  new DataView(section.buffer).setUint16(4, 1, littleEndian)
  const described = new Uint8Array(20)
  const view = new DataView(described.buffer)
  view.setUint16(0, linkType, littleEndian)
  view.setUint16(8, 9, littleEndian)
  view.setUint16(10, 1, littleEndian)
  described[12] = 9
  return joinBytes([
    block(0x0a0d0d0a, section, littleEndian),
    block(1, described, littleEndian),
    block(5, new Uint8Array(12), littleEndian),
    ...packets.map(({ at, bytes }) => {
      const body = new Uint8Array(20 + bytes.length)
      const own = new DataView(body.buffer)
      const nanoseconds = BigInt(Math.round(at * 1000)) * 1000n
      own.setUint32(4, Number(nanoseconds >> 32n), littleEndian)
      own.setUint32(8, Number(nanoseconds & 0xffff_ffffn), littleEndian)
      own.setUint32(12, bytes.length, littleEndian)
      own.setUint32(16, bytes.length, littleEndian)
      body.set(bytes, 20)
      return block(6, body, littleEndian)
    }),
  ])
}

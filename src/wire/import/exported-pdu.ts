/**
 * Wireshark's exported PDUs (link type 252): what was inside of TLS, decrypted, with the ends and ports it went between. Each has
 * no place in a stream of its own; they stand one after the other.
 *
 * @see https://www.tcpdump.org/linktypes/LINKTYPE_WIRESHARK_UPPER_PDU.html
 */
import { uint16 } from '../bytes/bytes.ts'
import type { CapturedSegment } from './ip-packet.ts'

export const EXPORTED_PDU = 252

const END = 0
const ADDRESSES: Readonly<Record<number, 'from' | 'to'>> = { 20: 'from', 21: 'to', 22: 'from', 23: 'to' }
const PORT_TYPE = 24
const PORTS: Readonly<Record<number, 'from' | 'to'>> = { 25: 'from', 26: 'to' }
/** Of port types the one of TCP. */
const TCP = 2

/** Gives PDUs as segments, each with the place behind the one before it of its direction. */
export class ExportedPdus {
  readonly #extents = new Map<string, number>()

  /** The segment of a PDU; `undefined` for one that did not cross TCP, or whose tags are not whole. */
  segmentOf(bytes: Uint8Array): CapturedSegment | undefined {
    const ends = { from: { address: '', port: '' }, to: { address: '', port: '' } }
    let at = 0
    for (;;) {
      if (at + 4 > bytes.length) return undefined
      const [tag, length] = [uint16(bytes, at), uint16(bytes, at + 2)]
      const value = bytes.subarray(at + 4, at + 4 + length)
      at += 4 + length
      if (tag === END) break
      const [address, port] = [ADDRESSES[tag], PORTS[tag]]
      if (address !== undefined) ends[address].address = value.join('.')
      else if (port !== undefined) ends[port].port = value.join('.')
      else if (tag === PORT_TYPE && value.at(-1) !== TCP) return undefined
    }
    if (ends.from.port === '' || ends.to.port === '') return undefined
    const [from, to] = [ends.from, ends.to].map(({ address, port }) => `${address} ${port}`)
    const payload = bytes.subarray(at)
    const key = `${from} ${to}`
    const sequence = this.#extents.get(key) ?? 1
    this.#extents.set(key, (sequence + payload.length) % 2 ** 32)
    return {
      from: from ?? '',
      to: to ?? '',
      sequence,
      syn: false,
      fin: false,
      rst: false,
      payload,
      cutBytes: 0,
    }
  }
}

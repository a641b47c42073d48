/** Synthesised packets: both checksums come out as a receiver checks them, lengths and numbers stand where they should. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinBytes } from '../bytes/bytes.ts'
import { segmentOf } from '../import/ip-packet.ts'
import { MAX_SEGMENT_PAYLOAD, tcpPacket, type Segment } from './tcp-packet.ts'

/** RFC 1071: over data and its checksum together the sum is all ones. */
function onesSum(bytes: Uint8Array): number {
  let sum = 0
  for (let at = 0; at < bytes.length; at += 2) {
    sum += ((bytes[at] ?? 0) << 8) + (bytes[at + 1] ?? 0)
    sum = (sum & 0xffff) + (sum >>> 16)
  }
  return sum
}

const segments: fc.Arbitrary<Segment> = fc.record(
  {
    from: fc.constant({ address: [192, 0, 2, 1], port: 49_152 } as const),
    to: fc.constant({ address: [192, 0, 2, 254], port: 80 } as const),
    sequence: fc.nat(2 ** 31),
    acknowledgment: fc.nat(2 ** 31),
    flags: fc.record({ syn: fc.boolean(), fin: fc.boolean(), rst: fc.boolean() }),
    payload: fc.uint8Array({ maxLength: 99 }),
    identification: fc.nat(2 ** 20),
  },
  { requiredKeys: ['from', 'to', 'sequence', 'flags', 'payload', 'identification'] },
)

describe('a synthesised packet', () => {
  it('has checksums that a receiver accepts, and says what it was made of', () => {
    fc.assert(
      fc.property(segments, (segment) => {
        const packet = tcpPacket(segment)
        const length = packet.length - 20
        expect(onesSum(packet.subarray(0, 20))).toBe(0xffff)
        const pseudo = joinBytes([packet.subarray(12, 20), Uint8Array.of(0, 6, length >> 8, length & 0xff)])
        expect(onesSum(joinBytes([pseudo, packet.subarray(20)]))).toBe(0xffff)
        const { syn, fin, rst } = segment.flags
        expect(segmentOf(packet)).toMatchObject({
          kind: 'segment',
          segment: {
            from: '192.0.2.1 49152',
            to: '192.0.2.254 80',
            sequence: segment.sequence,
            ...(segment.acknowledgment === undefined ? {} : { acknowledgment: segment.acknowledgment }),
            ...{ syn, fin, rst },
            payload: segment.payload,
            cutBytes: 0,
          },
        })
      }),
    )
  })

  it('holds no more than an IP packet can', () => {
    const [segment] = fc.sample(segments, { numRuns: 1, seed: 1 })
    if (segment === undefined) throw new Error('none drawn')
    const packet = tcpPacket({ ...segment, flags: {}, payload: new Uint8Array(MAX_SEGMENT_PAYLOAD) })
    expect(packet.length).toBe(65_535)
    expect([packet[2], packet[3]]).toEqual([0xff, 0xff])
  })
})

/** Bytes keep their place: what is de-chunked, unmasked or joined leads back to the wire and down again. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { traces } from '../../../tests/support/traces.ts'
import { DIRECTIONS, type ByteSource } from './bytes.ts'
import { childOffset, childRange, mapOffset, mapRange, parentOffset, wireRange } from './source-map.ts'
import { conversationOf } from '../trace/conversation.ts'

const WIRE: ByteSource = { kind: 'wire', id: 'w', bytes: new TextEncoder().encode('3\r\nabc\r\n2\r\nde\r\n') }
const DE_CHUNKED: ByteSource = {
  kind: 'derived',
  id: 'w/de-chunked',
  derivation: 'de-chunked',
  from: 'w',
  bytes: new TextEncoder().encode('abcde'),
  pieces: [
    { range: { start: 0, end: 3 }, from: { start: 3, end: 6 } },
    { range: { start: 3, end: 5 }, from: { start: 11, end: 13 } },
  ],
}
const lookup = (id: string): ByteSource | undefined => [WIRE, DE_CHUNKED].find((source) => source.id === id)

describe('the map between sources', () => {
  it('leads from a chunk’s data to the wire and back, and nowhere from its size', () => {
    expect([0, 2, 3, 4, 5].map((at) => parentOffset(DE_CHUNKED, at))).toEqual([3, 5, 11, 12, undefined])
    expect([0, 3, 6, 11].map((at) => childOffset(DE_CHUNKED, at))).toEqual([undefined, 0, undefined, 3])
    expect(mapOffset(WIRE, DE_CHUNKED, 12, lookup)).toBe(4)
    expect(mapOffset(WIRE, DE_CHUNKED, 6, lookup)).toBeUndefined()
    expect(mapOffset(DE_CHUNKED, DE_CHUNKED, 1, lookup)).toBe(1)
  })

  it('gives the stretch of the wire with what lies between the pieces', () => {
    expect(wireRange(DE_CHUNKED, { start: 1, end: 4 }, lookup)).toEqual({ start: 4, end: 12 })
    expect(wireRange(WIRE, { start: 1, end: 4 }, lookup)).toEqual({ start: 1, end: 4 })
  })

  it('gives what of a stretch of the wire is in a derived source', () => {
    expect(childRange(DE_CHUNKED, { start: 4, end: 12 })).toEqual({ start: 1, end: 4 })
    expect(childRange(DE_CHUNKED, { start: 0, end: 100 })).toEqual({ start: 0, end: 5 })
    expect(childRange(DE_CHUNKED, { start: 6, end: 11 })).toBeUndefined()
    expect(childRange(WIRE, { start: 0, end: 4 })).toBeUndefined()
  })

  it('gives what of a stretch of any source is in any other of its family', () => {
    expect(mapRange(WIRE, DE_CHUNKED, { start: 0, end: 8 }, lookup)).toEqual({ start: 0, end: 3 })
    expect(mapRange(DE_CHUNKED, WIRE, { start: 2, end: 5 }, lookup)).toEqual({ start: 5, end: 13 })
    expect(mapRange(DE_CHUNKED, DE_CHUNKED, { start: 2, end: 5 }, lookup)).toEqual({ start: 2, end: 5 })
    expect(mapRange(WIRE, DE_CHUNKED, { start: 13, end: 15 }, lookup)).toBeUndefined()
  })

  it('says of inflated bytes only which stretch they came from', () => {
    const inflated: ByteSource = {
      ...DE_CHUNKED,
      id: 'w/i',
      bytes: new Uint8Array(9),
      pieces: [{ range: { start: 0, end: 9 }, from: { start: 3, end: 6 } }],
    }
    expect(parentOffset(inflated, 1)).toBeUndefined()
    expect(wireRange(inflated, { start: 2, end: 4 }, lookup)).toEqual({ start: 3, end: 6 })
  })

  it('goes there and back between all sources of any trace', () => {
    fc.assert(
      fc.property(traces, (events) => {
        const view = conversationOf(events)
        for (const exchange of view.exchanges) {
          for (const direction of DIRECTIONS) {
            const { source, derived } = exchange.sides[direction]
            for (const child of derived) {
              // What was inflated has no byte that came from one byte.
              if (child.kind === 'derived' && child.derivation === 'inflated') continue
              for (let at = 0; at < child.bytes.length; at++) {
                const up = mapOffset(child, source, at, view.source)
                expect(up).toBeDefined()
                expect(mapOffset(source, child, up ?? -1, view.source)).toBe(at)
              }
              for (const other of derived) {
                for (let at = 0; at < child.bytes.length; at++) {
                  const there = mapOffset(child, other, at, view.source)
                  if (there !== undefined) expect(mapOffset(other, child, there, view.source)).toBe(at)
                }
              }
            }
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})

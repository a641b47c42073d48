/** A stream of the reader's own before it is sent: the names to listen for, and the pieces. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinBytes } from '../../wire/bytes/bytes.ts'
import { eventNames, inPieces } from './send-stream.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('the names to listen for', () => {
  it('are those the parser would set, each once', () => {
    const text = 'event: goal\ndata: 1\n\nevent:goal\n\nevent:\nevent: error\n\n event: no\nevents: no\n'
    expect(eventNames(bytesOf(text))).toEqual(['goal', 'error'])
  })

  it('are not those of a line without its end', () => {
    expect(eventNames(bytesOf('event: goal'))).toEqual([])
  })
})

describe('pieces', () => {
  it('are the bytes, in so many parts that none is empty', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), fc.integer({ min: 1, max: 7 }), (bytes, count) => {
        const pieces = inPieces(bytes, count)
        expect(joinBytes(pieces)).toEqual(bytes)
        expect(pieces.length).toBe(Math.min(count, bytes.length))
        expect(pieces.every(({ length }) => length > 0)).toBe(true)
      }),
    )
  })
})

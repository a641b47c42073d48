/** Base64 both ways, against Node's own, and what is not base64. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { obeys } from '../../contract/rule.ts'
import { fromBase64, toBase64 } from './base64.ts'

describe('base64', () => {
  it('writes what Node writes, and reads it back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = toBase64(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64'))
        expect(fromBase64(text)).toEqual(bytes)
      }),
    )
  })

  it.each([
    'A',
    'AA',
    'AAA',
    'A===',
    '====',
    'AB==',
    'AAB=',
    'AA A',
    'AAA\n',
    'AA-_',
    'AA==AAAA',
    'Ā'.repeat(4),
  ])('refuses %j', (text) => {
    expect(fromBase64(text)).toBeUndefined()
  })

  it('is told by the contract as it is read here', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ABQgw8+/=\n'), maxLength: 9 }), (text) => {
        const size = fromBase64(text)?.length ?? 0
        expect(obeys(text, { kind: 'base64', mostBytes: 6 })).toBe(size > 0)
      }),
      { numRuns: 2000 },
    )
  })

  it('reads no two texts as the same bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ABQg+/='), maxLength: 8 }), (text) => {
        const bytes = fromBase64(text)
        if (bytes !== undefined) expect(toBase64(bytes)).toBe(text)
      }),
      { numRuns: 1000 },
    )
  })
})

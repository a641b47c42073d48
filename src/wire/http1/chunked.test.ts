/** The chunked coding: what was encoded comes back, every prefix is honest, what is broken stays broken. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectEveryPrefix, expectTiling, problemCodes } from '../../../tests/support/invariants.ts'
import { ascii, chunkSpecs, encodeChunked, joinBytes } from '../../../tests/support/http1-encoder.ts'
import { createDerivedBytes } from '../bytes/derived-bytes.ts'
import { dissectChunk, type Chunk } from './chunked.ts'

/** All chunks of a body, up to the last one or a broken one. */
function readAll(bytes: Uint8Array): { readonly chunks: readonly Chunk[]; readonly end: number } {
  const chunks: Chunk[] = []
  let at = 0
  for (;;) {
    const dissected = dissectChunk(bytes, at, 's')
    if (dissected.status === 'need-more') return { chunks, end: at }
    expectTiling(dissected.value.fields, at, dissected.end)
    chunks.push(dissected.value)
    at = dissected.end
    if (dissected.value.kind !== 'chunk') return { chunks, end: at }
  }
}

describe('dissectChunk', () => {
  it('reads size, extension, data and line ends', () => {
    const { chunks, end } = readAll(ascii('4;a=b\r\nWiki\r\n0\r\nETag: "3"\r\n\r\nrest'))
    expect(end).toBe(29)
    expect(chunks[0]).toMatchObject({ kind: 'chunk', data: { start: 7, end: 11 } })
    expect(chunks[1]).toMatchObject({ kind: 'last-chunk', trailers: [{ name: 'etag', value: '"3"' }] })
  })

  it('gives back what was encoded, and the de-chunked bytes map back byte for byte', () => {
    fc.assert(
      fc.property(chunkSpecs, (specs) => {
        const bytes = encodeChunked(specs, [['X-End', 'yes']])
        const { chunks, end } = readAll(bytes)
        expect(end).toBe(bytes.length)
        expect(chunks.at(-1)).toMatchObject({
          kind: 'last-chunk',
          trailers: [{ name: 'x-end', value: 'yes' }],
        })
        const content = createDerivedBytes('s', 'de-chunked')
        for (const chunk of chunks)
          if (chunk.kind === 'chunk')
            content.add(bytes.subarray(chunk.data.start, chunk.data.end), chunk.data)
        const { source } = content
        expect(source?.bytes ?? new Uint8Array()).toEqual(joinBytes(specs.map(({ data }) => data)))
        if (source?.kind !== 'derived') return
        for (const { range, from } of source.pieces) {
          expect(source.bytes.slice(range.start, range.end)).toEqual(bytes.slice(from.start, from.end))
        }
        expect(source.pieces.at(-1)?.range.end).toBe(source.bytes.length)
      }),
    )
  })

  it.each([' 4\r\nWiki\r\n', '4 \r\nWiki\r\n', '4\t;a=b\t\r\nWiki\r\n', '\t4 ;a\r\nWiki\r\n'])(
    'passes over blanks around a size, and says them: %j',
    (text) => {
      const { chunks } = readAll(ascii(text))
      expect(chunks).toMatchObject([{ kind: 'chunk' }])
      const fields = chunks[0]?.fields ?? []
      expect(new Set(problemCodes(fields))).toEqual(new Set(['padded-chunk-size']))
      expectTiling(fields, 0, text.length)
    },
  )

  it.each([
    ['malformed-chunk-size', 'g\r\n'],
    ['malformed-chunk-size', '\r\n'],
    ['malformed-chunk-size', '+4\r\nWiki\r\n'],
    ['malformed-chunk-size', '0x4\r\nWiki\r\n'],
    ['malformed-chunk-size', '4\nWiki\r\n'],
    ['malformed-chunk-size', 'ffffffffffffffffff\r\n'],
    ['missing-chunk-end', '4\r\nWikipedia\r\n'],
    ['missing-chunk-end', '4\r\nWiki\n\n'],
  ])('stops at %s: %j', (code, text) => {
    const { chunks } = readAll(ascii(text))
    expect(chunks).toMatchObject([{ kind: 'broken' }])
    expect(problemCodes(chunks[0]?.fields ?? [])).toContain(code)
  })

  it('is honest on every prefix', () => {
    for (const text of [
      '3\r\nabc\r\n',
      'a;x\r\n0123456789\r\n',
      '0\r\n\r\n',
      '0\r\nA: b\r\n\r\n',
      'zz\r\n',
      '4\nxx',
    ]) {
      expectEveryPrefix(ascii(text), (bytes) => dissectChunk(bytes, 0, 's'), '\r\na0')
    }
  })

  it('tiles whatever comes and never throws', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'0123af\r\n; :\0\xff'), maxLength: 40 })
    fc.assert(
      fc.property(letters, (text) => {
        const bytes = ascii(text)
        const dissected = dissectChunk(bytes, 0, 's')
        if (dissected.status === 'done') expectTiling(dissected.value.fields, 0, dissected.end)
        else expectTiling(dissected.partial, 0, bytes.length)
      }),
      { numRuns: 1000 },
    )
  })
})

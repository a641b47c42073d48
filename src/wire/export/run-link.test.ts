/** Runs in links: there and back, compressed or not; limits; what was cut or is somebody's bomb. */
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { traceOf } from '../../../tests/support/trace-of.ts'
import { toBase64Url } from '../import/hex.ts'
import { decodeTrace, encodeTrace } from '../trace/trace-codec.ts'
import { carriesRun, decodeRunFragment, encodeRunFragment, MAX_FRAGMENT_CHARACTERS } from './run-link.ts'

const compress = (bytes: Uint8Array): Promise<Uint8Array> => Promise.resolve(deflateRawSync(bytes))
const small = traceOf([
  {
    exchanges: [{ transport: 'sse', crossed: [['up', new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n')]] }],
  },
])
const capture = decodeTrace(
  readFileSync(new URL('../../../content/captures/the-gap.json', import.meta.url), 'utf8'),
)
if (!capture.ok) throw new Error(capture.message)

function codeOf(fragment: string): string {
  const read = decodeRunFragment(fragment)
  return read.ok ? 'ok' : read.code
}

describe('a run in a link', () => {
  it('comes back as it was, in letters that an address may have', async () => {
    for (const trace of [small, capture.trace]) {
      const made = await encodeRunFragment(trace, compress)
      if (!made.ok) throw new Error(`${made.characters} characters`)
      expect(made.fragment).toMatch(/^run=1d\.[\w-]+$/)
      expect(carriesRun(`#${made.fragment}`)).toBe(true)
      const read = decodeRunFragment(`#${made.fragment}`)
      expect(read.ok && encodeTrace(read.value)).toBe(encodeTrace(trace))
    }
    const plain = await encodeRunFragment(small)
    expect(plain.ok && decodeRunFragment(plain.fragment).ok).toBe(true)
  })

  it('does not take a run that is too large for a link, and says how large it would be', async () => {
    const made = await encodeRunFragment(capture.trace)
    expect(made).toMatchObject({ ok: false, code: 'too-large', limit: MAX_FRAGMENT_CHARACTERS })
  })

  it('says what is wrong with one that was cut, changed, or never was one', async () => {
    const made = await encodeRunFragment(small, compress)
    const fragment = made.ok ? made.fragment : ''
    expect(codeOf('')).toBe('malformed-link')
    expect(codeOf('run=2d.abcd')).toBe('malformed-link')
    expect(codeOf('run=1d.a*b')).toBe('malformed-link')
    for (let length = fragment.length - 8; length < fragment.length; length++)
      expect(codeOf(fragment.slice(0, length))).not.toBe('ok')
    expect(codeOf(`run=1d.${toBase64Url(deflateRawSync('{}'))}`)).toBe('not-a-run')
    expect(codeOf(`run=1p.${'A'.repeat(3_000_000)}`)).toBe('too-large')
  })

  it('inflates no bomb', () => {
    const bomb = deflateRawSync(new Uint8Array(64 * 1024 * 1024))
    expect(codeOf(`run=1d.${toBase64Url(bomb)}`)).toBe('too-large')
  })

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('run=1d.', 'run=1p.', '#run=1d.'),
        (bytes, kind) => {
          expect(codeOf(kind + toBase64Url(bytes))).not.toBe('ok')
        },
      ),
      { numRuns: 300 },
    )
  })
})

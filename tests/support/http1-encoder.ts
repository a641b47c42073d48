/**
 * Writes HTTP/1.1 messages as bytes: the other direction of the dissectors, so that tests know what they should find.
 * Correct messages only, with random ones to draw from; what is broken a test breaks itself.
 */
import fc from 'fast-check'

export interface HeadSpec {
  readonly startLine: string
  readonly headers: readonly (readonly [name: string, value: string])[]
}

export interface ChunkSpec {
  readonly data: Uint8Array
  readonly extension?: string
}

/** One byte a character, as heads have it. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

export function encodeHead({ startLine, headers }: HeadSpec): Uint8Array {
  return ascii(`${startLine}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
}

export function encodeChunked(
  chunks: readonly ChunkSpec[],
  trailers: readonly (readonly [name: string, value: string])[] = [],
): Uint8Array {
  const parts = chunks.map(({ data, extension = '' }) =>
    joinBytes([ascii(`${data.length.toString(16)}${extension}\r\n`), data, ascii('\r\n')]),
  )
  const end = `0\r\n${trailers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  return joinBytes([...parts, ascii(end)])
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

const NAMES = ['Accept', 'X-Trace', 'User-Agent', 'Cache-Control', 'ETag', 'x-odd_name', 'If-None-Match']

const name = fc.constantFrom(...NAMES)
const value = fc
  .string({ unit: fc.constantFrom(...'abcXYZ0189 ,;:="/*-'), maxLength: 20 })
  .map((text) => text.trim())
const headers = fc.array(fc.tuple(name, value), { maxLength: 6 })
const target = fc
  .tuple(
    fc.constantFrom('/', '/labs/x/short-poll', '/a%20b'),
    fc.constantFrom('', '?', '?after=17', '?a=1&b=?'),
  )
  .map(([path, query]) => path + query)

/** Heads of requests, correct and with a Host, without any framing header. */
export const requestHeads: fc.Arbitrary<HeadSpec> = fc
  .tuple(fc.constantFrom('GET', 'POST', 'DELETE'), target, headers)
  .map(([method, asked, rest]) => ({
    startLine: `${method} ${asked} HTTP/1.1`,
    headers: [['Host', 'example.test'], ...rest],
  }))

/** Heads of final responses, without any framing header. */
export const responseHeads: fc.Arbitrary<HeadSpec> = fc
  .tuple(fc.constantFrom('200 OK', '404 Not Found', '503 ', '299 Odd one'), headers)
  .map(([status, rest]) => ({ startLine: `HTTP/1.1 ${status}`, headers: rest }))

export const chunkSpecs: fc.Arbitrary<readonly ChunkSpec[]> = fc.array(
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.constantFrom('', ';a', ';a=b', ';a="b c"'))
    .map(([data, extension]) => ({ data, extension })),
  { maxLength: 5 },
)

/** Base64 as it is computed: three bytes are 24 bits, six of them a character. Pure; used by `AcceptLens.tsx`. */
import { binary, hex } from './byte-text.ts'

export interface Base64Group {
  /** Up to three bytes in hexadecimal. */
  readonly bytes: string
  /** Their bits by sixes; those of the last that no byte has are zeros. */
  readonly sextets: readonly string[]
  /** Four characters, padding signs among them. */
  readonly characters: string
}

/** Gives the groups of `bytes`, whose base64 is `text`. @see https://www.rfc-editor.org/rfc/rfc4648#section-4 */
export function base64Groups(bytes: Uint8Array, text: string): readonly Base64Group[] {
  return Array.from({ length: Math.ceil(bytes.length / 3) }, (_, index) => {
    const own = bytes.subarray(index * 3, index * 3 + 3)
    const bits = Array.from(own, (byte) => binary(byte)).join('')
    return {
      bytes: Array.from(own, (byte) => hex(byte)).join(''),
      sextets: Array.from({ length: Math.ceil(bits.length / 6) }, (_each, at) =>
        bits.slice(at * 6, at * 6 + 6).padEnd(6, '0'),
      ),
      characters: text.slice(index * 4, index * 4 + 4),
    }
  })
}

/**
 * Base64 with the standard alphabet and padding, both ways: slices cross the observer's JSON and the trace's file so.
 *
 * Written out because no call does it everywhere the pages run: `Uint8Array.fromBase64` is too young for some browsers,
 * `atob` gives a string to be walked again, and `Buffer` is Node's alone.
 */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const PADDING = 0x3d
const NOT_IN_ALPHABET = 64

const CODES = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0))
const VALUES = new Uint8Array(256).fill(NOT_IN_ALPHABET)
CODES.forEach((code, value) => {
  VALUES[code] = value
})

const ASCII = new TextDecoder('latin1')

/**
 * Encodes bytes as base64, padded, on one line.
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-4
 */
export function toBase64(bytes: Uint8Array): string {
  const out = new Uint8Array(Math.ceil(bytes.length / 3) * 4)
  let to = 0
  for (let from = 0; from < bytes.length; from += 3) {
    const a = bytes[from] ?? 0
    const b = bytes[from + 1] ?? 0
    const c = bytes[from + 2] ?? 0
    const left = bytes.length - from
    out[to++] = CODES[a >> 2] ?? 0
    out[to++] = CODES[((a & 3) << 4) | (b >> 4)] ?? 0
    out[to++] = left > 1 ? (CODES[((b & 15) << 2) | (c >> 6)] ?? 0) : PADDING
    out[to++] = left > 2 ? (CODES[c & 63] ?? 0) : PADDING
  }
  return ASCII.decode(out)
}

/**
 * Decodes base64; `undefined` for anything but the one padded spelling of some bytes (no line breaks, no other
 * alphabet, no stray bits), so that what is decoded encodes to the same text again.
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-3.5
 */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const out = new Uint8Array((text.length / 4) * 3 - padding)
  const letters = text.length - padding
  let to = 0
  for (let from = 0; from < letters; from += 4) {
    const a = valueAt(text, from, letters)
    const b = valueAt(text, from + 1, letters)
    const c = valueAt(text, from + 2, letters)
    const d = valueAt(text, from + 3, letters)
    if ((a | b | c | d) & NOT_IN_ALPHABET) return undefined
    const left = letters - from
    // The bits of the last letter that belong to no byte must be zero.
    if ((left === 2 && (b & 15) !== 0) || (left === 3 && (c & 3) !== 0)) return undefined
    out[to++] = (a << 2) | (b >> 4)
    if (left > 2) out[to++] = ((b & 15) << 4) | (c >> 2)
    if (left > 3) out[to++] = ((c & 3) << 6) | d
  }
  return out
}

/** The six bits of a letter; zero where padding stands. */
function valueAt(text: string, at: number, letters: number): number {
  if (at >= letters) return 0
  const code = text.charCodeAt(at)
  return code < 256 ? (VALUES[code] ?? NOT_IN_ALPHABET) : NOT_IN_ALPHABET
}

/**
 * The editor's text and the bytes it stands for. What cannot be typed is written as a picture of it (`␍`, `␊`, `␀`) or as bytes in
 * hexadecimal between `⟨` and `⟩`; a new line in the text is a line feed; all else is UTF-8.
 */

/** Pictures of control characters, and the byte each stands for. */
export const PICTURES: Readonly<Record<string, number>> = { '␀': 0x00, '␉': 0x09, '␊': 0x0a, '␍': 0x0d }

const TOKEN = /[␀␉␊␍]|⟨((?:[0-9a-f]{2})(?:\s?[0-9a-f]{2})*)⟩/giu

const ENCODER = new TextEncoder()

/** The bytes that a text stands for. */
export function streamBytes(text: string): Uint8Array {
  const parts: number[] = []
  const plain = text.replaceAll('\r\n', '\n')
  let at = 0
  for (const match of plain.matchAll(TOKEN)) {
    parts.push(...ENCODER.encode(plain.slice(at, match.index)))
    const [token, hex] = match
    if (hex === undefined) parts.push(PICTURES[token] ?? 0)
    else for (const pair of hex.match(/[0-9a-f]{2}/gi) ?? []) parts.push(Number.parseInt(pair, 16))
    at = match.index + token.length
  }
  parts.push(...ENCODER.encode(plain.slice(at)))
  return Uint8Array.from(parts)
}

const SHOWN: Readonly<Record<number, string>> = { 0: '␀', 9: '␉', 10: '␊', 13: '␍' }

/**
 * Bytes as a reader can see them: control characters as pictures, a byte order mark and whatever is no UTF-8 as hexadecimal, all
 * else as it is. Give whole characters: what a cut leaves of one counts as no UTF-8.
 */
export function visibleText(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length;) {
    const length = characterLength(bytes, at)
    if (length === 0) {
      text += `⟨${hex(bytes[at] ?? 0)}⟩`
      at++
      continue
    }
    const character = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(at, at + length))
    const byte = bytes[at] ?? 0
    if (character === '\ufeff') text += '⟨EF BB BF⟩'
    else if (length > 1 || byte >= 0x20) text += byte === 0x7f ? '⟨7F⟩' : character
    else text += SHOWN[byte] ?? `⟨${hex(byte)}⟩`
    at += length
  }
  return text
}

/** How many bytes the UTF-8 character at `at` has; 0 where there is none. */
function characterLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0
  const length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0
  if (length < 2) return length
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(at, at + length))
    return at + length <= bytes.length ? length : 0
  } catch {
    return 0
  }
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0')
}

/** The bytes in hexadecimal, two digits each. */
export function hexText(bytes: Uint8Array): string {
  return [...bytes].map(hex).join(' ')
}

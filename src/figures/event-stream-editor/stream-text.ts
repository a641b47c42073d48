/**
 * The editor's text and the bytes it stands for. What cannot be typed stands between `⟨` and `⟩`: a name (`⟨CR⟩`, `⟨LF⟩`, `⟨NUL⟩`,
 * `⟨BOM⟩`) or bytes in hexadecimal. A new line in the text is a line feed; all else is UTF-8.
 */

const NAMED: Readonly<Record<string, readonly number[]>> = {
  NUL: [0x00],
  TAB: [0x09],
  LF: [0x0a],
  CR: [0x0d],
  BOM: [0xef, 0xbb, 0xbf],
}

const TOKEN = /⟨(?:(NUL|TAB|LF|CR|BOM)|((?:[0-9a-f]{2})(?:\s?[0-9a-f]{2})*))⟩/giu

const ENCODER = new TextEncoder()

/** The bytes that a text stands for. */
export function streamBytes(text: string): Uint8Array {
  const parts: number[] = []
  const plain = text.replaceAll('\r\n', '\n')
  let at = 0
  for (const match of plain.matchAll(TOKEN)) {
    for (const byte of ENCODER.encode(plain.slice(at, match.index))) parts.push(byte)
    const [token, name, hex = ''] = match
    if (name !== undefined) parts.push(...(NAMED[name.toUpperCase()] ?? []))
    for (const pair of hex.match(/[0-9a-f]{2}/gi) ?? []) parts.push(Number.parseInt(pair, 16))
    at = match.index + token.length
  }
  for (const byte of ENCODER.encode(plain.slice(at))) parts.push(byte)
  return Uint8Array.from(parts)
}

const NAMES: Readonly<Record<number, string>> = { 0: 'NUL', 9: 'TAB', 10: 'LF', 13: 'CR' }

/** A stretch of a line as a reader can see it: text as it is, or the name of what has no picture of its own. */
export type VisiblePart = { readonly kind: 'text' | 'named'; readonly text: string }

/**
 * Bytes as a reader can see them: control characters by name, a byte order mark too, whatever is no UTF-8 in hexadecimal, all
 * else as it is. Give whole characters: what a cut leaves of one counts as no UTF-8.
 */
export function visibleParts(bytes: Uint8Array): readonly VisiblePart[] {
  const parts: { kind: 'text' | 'named'; text: string }[] = []
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  for (let at = 0; at < bytes.length;) {
    const length = characterLength(bytes, at)
    const character = length === 0 ? undefined : decoder.decode(bytes.subarray(at, at + length))
    const name = nameOf(character, bytes[at] ?? 0)
    const last = parts.at(-1)
    if (name !== undefined) parts.push({ kind: 'named', text: name })
    else if (last?.kind === 'text') last.text += character ?? ''
    else parts.push({ kind: 'text', text: character ?? '' })
    at += Math.max(1, length)
  }
  return parts
}

/** The name of what cannot be shown as it is; nothing for what can. */
function nameOf(character: string | undefined, byte: number): string | undefined {
  if (character === '\ufeff') return 'BOM'
  if (character !== undefined && (character.length > 1 || byte >= 0x80)) return undefined
  if (character === undefined || byte < 0x20 || byte === 0x7f) return NAMES[byte] ?? hex(byte)
  return undefined
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

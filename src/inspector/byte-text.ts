/** Bytes as the grid prints them: hex, ASCII with a dot for what has no shape, and names for what is heard. Pure. */
import type { Field, FieldKind } from '../wire/field/field.ts'

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Two lower-case hexadecimal digits. */
export function hex(byte: number): string {
  return HEX[byte] ?? '??'
}

/** The printable ASCII character, or a middle dot. */
export function ascii(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'
}

const NAMES: Readonly<Record<number, string>> = {
  0x0d: 'CR',
  0x0a: 'LF',
  0x20: 'SP',
  0x09: 'HTAB',
  0x00: 'NUL',
}

/** What a screen reader says for a byte: the character, or the standard's name for it, or nothing it could be. */
export function byteName(byte: number): string {
  return NAMES[byte] ?? (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : hex(byte))
}

/** The eight bits of a byte. */
export function binary(byte: number): string {
  return byte.toString(2).padStart(8, '0')
}

/** An offset in four hexadecimal digits or more. */
export function offsetText(offset: number): string {
  return offset.toString(16).padStart(4, '0')
}

/** A field's bytes in one line: line ends as they are written in code, long ones cut with an ellipsis. */
export function oneLine(bytes: Uint8Array, longest: number): string {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, longest * 4))
  const visible = text.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t')
  const cut = [...visible]
  return cut.length > longest ? `${cut.slice(0, longest - 1).join('')}…` : visible
}

/** Kinds of fields whose bytes are no text. */
const AS_HEX: ReadonlySet<FieldKind> = new Set<FieldKind>([
  'websocket.masking-key',
  'websocket.masked-payload',
  'websocket.binary',
  'websocket.compressed',
  'websocket.unfinished',
  'http.upgraded-bytes',
])
const AS_NUMBER: ReadonlySet<FieldKind> = new Set<FieldKind>([
  'websocket.extended-payload-length',
  'websocket.close-code',
])

/** What a field says in one line: bits as bits, numbers as numbers, what is no text in hex, the rest as text. */
export function valueText({ kind, range, bits, value }: Field, bytes: Uint8Array, longest = 44): string {
  if (bits !== undefined && typeof value === 'number') {
    const width = bits.end - bits.start
    return width === 1 ? String(value) : `${value.toString(2).padStart(width, '0')} = ${value}`
  }
  if (AS_NUMBER.has(kind) && value !== undefined) return String(value)
  const own = bytes.subarray(range.start, range.end)
  if (!AS_HEX.has(kind)) return oneLine(own, longest)
  const room = Math.floor(longest / 3)
  const shown = [...own.subarray(0, room)].map(hex).join(' ')
  return own.length > room ? `${shown}…` : shown
}

/** The bytes of a unit as a hex dump that can be pasted elsewhere: 16 a line with offsets and ASCII. */
export function hexDump(bytes: Uint8Array, from: number): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += 16) {
    const row = [...bytes.subarray(at, at + 16)]
    lines.push(`${offsetText(from + at)}  ${row.map(hex).join(' ').padEnd(47)}  ${row.map(ascii).join('')}`)
  }
  return lines.join('\n')
}

/**
 * Ranges and sources of bytes: the ground every dissection stands on.
 *
 * A field never carries bytes of its own; it names a source and a range in it, so that the grid, the
 * brackets and the tree of fields cannot disagree about which byte is meant.
 */

import type { Direction } from '../../contract/observe.ts'

export { DIRECTIONS, type Direction } from '../../contract/observe.ts'

/** A run of bytes, half-open: `start` is in it, `end` is the first that is not. Offsets into one source. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** A run of bits inside the first byte (or bytes) of a field's range, half-open, counted as RFC figures do: 0 is leftmost. */
export interface BitRange {
  readonly start: number
  readonly end: number
}

/** Names a byte source within one trace: `wire:<exchange>:<direction>`, or `<parent>/<derivation>` for a derived one. */
export type SourceId = string

/** The id of all that one side wrote in one exchange. */
export function wireSourceId(exchange: string, direction: Direction): SourceId {
  return `wire:${exchange}:${direction}`
}

/** How a source was made from another; each part of a derived source's id after the first slash is one of these. */
export type Derivation =
  | 'de-chunked'
  /** The payloads of one side's masked frames, each unmasked with its own key. */
  | 'unmasked'
  /** The payloads of one side's data frames without the control frames between, so that a message is in one piece. */
  | 'messages'
  /** The messages that permessage-deflate had compressed, inflated. */
  | 'inflated'
  /** A content as it was before `Content-Encoding`. */
  | 'decoded'

/** The id of what a derivation makes of a source. */
export function derivedSourceId(from: SourceId, derivation: Derivation): SourceId {
  return `${from}/${derivation}`
}

/** One stretch of a derived source and the stretch of its parent it was made from. */
export interface Piece {
  readonly range: ByteRange
  readonly from: ByteRange
  /** Made from all of the stretch (inflated), so that no byte maps to one byte; without, both map byte for byte. */
  readonly asWhole?: true
}

/**
 * Where a field's offsets count from.
 * `wire` is all that one side wrote in one exchange (after a 101, for as long as the connection lives);
 * `derived` was computed from another source and maps back to it piece by piece.
 */
export type ByteSource =
  | { readonly kind: 'wire'; readonly id: SourceId; readonly bytes: Uint8Array }
  | {
      readonly kind: 'derived'
      readonly id: SourceId
      readonly derivation: Derivation
      readonly from: SourceId
      readonly bytes: Uint8Array
      readonly pieces: readonly Piece[]
    }

/** Gives one array with the bytes of all, in order. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** The two bytes from `at` on as a number, the greater first; bytes that are not there count as 0. */
export function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}

const LATIN1 = new TextDecoder('latin1')
const UTF8 = new TextDecoder('utf-8')

/** The bytes of a range as text, one code point a byte. What HTTP heads are read with; never for content. */
export function latin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
  const text = LATIN1.decode(bytes.subarray(start, end))
  // What browsers call latin1 is windows-1252, which has other characters for 27 of the bytes from 80 to 9f.
  return /[^\x00-\xff]/.test(text) ? codePoints(bytes.subarray(start, end)) : text
}

function codePoints(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

/** The bytes of such a text again: one a code point, each up to `ff`. */
export function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

/** Texts up to this length are mostly names and numbers, for which calling a decoder costs more than the decoding. */
const SHORT_TEXT = 24

/** The bytes of a range as UTF-8 text; ill-formed sequences become U+FFFD. */
export function utf8(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return shortAscii(bytes, start, end) ?? UTF8.decode(bytes.subarray(start, end))
}

const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The bytes as UTF-8 text, a byte order mark with them; `undefined` where they are ill-formed. */
export function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return STRICT_UTF8.decode(bytes)
  } catch {
    return undefined
  }
}

function shortAscii(bytes: Uint8Array, start: number, end: number): string | undefined {
  if (start < 0 || end > bytes.length || end - start > SHORT_TEXT) return undefined
  let text = ''
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0x80
    if (byte >= 0x80) return undefined
    text += String.fromCharCode(byte)
  }
  return text
}

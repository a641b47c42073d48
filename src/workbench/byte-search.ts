/**
 * Finds text or hex in the bytes of a row, in every view of them that was derived as well, so that a masked frame is found
 * by what it says. Linear in the bytes. Pure.
 */
import { rangesFrom, wireRange } from '../wire/bytes/source-map.ts'
import type { UnitRow } from './unit-rows.ts'
import { sourcesOf } from '../wire/trace/queries/sides.ts'

/** What to look for: bytes, in text with both cases of a Latin letter alike. */
export interface Needle {
  readonly bytes: Uint8Array
  readonly foldCase: boolean
}

/** Text as a needle; `undefined` where there is none. */
export function textNeedle(text: string): Needle | undefined {
  if (text === '') return undefined
  return { bytes: new TextEncoder().encode(text.toLowerCase()), foldCase: true }
}

/** Hexadecimal digits, spaces or none between, as a needle; `undefined` where they are none, `odd` where one digit stands alone. */
export function hexNeedle(text: string): Needle | 'odd' | undefined {
  const digits = text.replaceAll(/\s+/g, '').replace(/^0x/i, '')
  if (digits === '' || !/^[0-9a-f]+$/i.test(digits)) return undefined
  if (digits.length % 2 === 1) return 'odd'
  const bytes = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  return { bytes, foldCase: false }
}

/** Gives where the needle first begins in [start, end), whole within it; `undefined` where it is not there. */
export function firstOccurrence(
  bytes: Uint8Array,
  { bytes: needle, foldCase }: Needle,
  start = 0,
  end = bytes.length,
): number | undefined {
  const [first] = needle
  if (first === undefined) return undefined
  const last = Math.min(end, bytes.length) - needle.length
  const differs = (at: number, i: number): boolean => {
    const byte = bytes[at + i] ?? 0
    return (foldCase && byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) !== needle[i]
  }
  search: for (let at = start; at <= last; at++) {
    for (let i = 0; i < needle.length; i++) if (differs(at, i)) continue search
    return at
  }
  return undefined
}

/**
 * Tells whether a row's bytes hold the needle, on the wire or in what is derived from them, and all of it in bytes of this
 * row: what two frames hold together is found in their message.
 */
export function rowHolds({ exchange, direction, wire }: UnitRow, needle: Needle): boolean {
  const side = exchange.sides[direction]
  const find = sourcesOf(side)
  for (const [id, { start, end }] of rangesFrom(side, wire)) {
    const source = find(id)
    const at = source === undefined ? undefined : firstOccurrence(source.bytes, needle, start, end)
    if (source === undefined || at === undefined) continue
    const range = wireRange(source, { start: at, end: at + needle.bytes.length }, find)
    if (range !== undefined && range.start >= wire.start && range.end <= wire.end) return true
  }
  return false
}

/**
 * Finds text or hex in a side's bytes, in every view of them that was derived as well, so that a masked frame is found by
 * what it says. Linear in the bytes; what is found is kept per side and query. Pure.
 */
import type { ByteRange } from '../../wire/bytes.ts'
import { wireRange } from '../../wire/source-map.ts'
import type { Side } from '../../wire/trace/views.ts'

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

interface Kept {
  readonly key: string
  readonly hits: readonly ByteRange[]
}

const kept = new WeakMap<Side, Kept>()

/**
 * Gives a stretch of the wire for each unit of a side that holds the needle, on the wire or in what is derived from it, by
 * their starts. One a unit is enough to find it, and every view of its bytes has a unit of its own.
 */
export function hitsOf(side: Side, needle: Needle): readonly ByteRange[] {
  const key = `${needle.foldCase}:${needle.bytes.join(',')}`
  const before = kept.get(side)
  if (before?.key === key) return before.hits
  const sources = new Map([side.source, ...side.derived].map((source) => [source.id, source]))
  const hits: ByteRange[] = []
  for (const { source: id, range } of side.units) {
    const source = sources.get(id)
    const start =
      source === undefined ? undefined : firstOccurrence(source.bytes, needle, range.start, range.end)
    if (source === undefined || start === undefined) continue
    const own = { start, end: start + needle.bytes.length }
    const onWire = source.kind === 'wire' ? own : wireRange(source, own, (each) => sources.get(each))
    if (onWire !== undefined) hits.push(onWire)
  }
  hits.sort((a, b) => a.start - b.start)
  kept.set(side, { key, hits })
  return hits
}

/** Tells whether one of the hits begins in a range and ends in it; hits in the order of their starts. */
export function holdsHit(hits: readonly ByteRange[], range: ByteRange): boolean {
  let low = 0
  let high = hits.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((hits[middle]?.start ?? Infinity) < range.start) low = middle + 1
    else high = middle
  }
  for (let at = low; at < hits.length; at++) {
    const hit = hits[at]
    if (hit === undefined || hit.start >= range.end) return false
    if (hit.end <= range.end) return true
  }
  return false
}

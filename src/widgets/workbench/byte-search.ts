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

/** More places than this in one source are not gathered: the list is no narrower for them. */
const MOST_FOUND = 100_000

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

/** Gives the offsets at which the needle begins, in order, overlapping ones too. */
export function occurrences(bytes: Uint8Array, { bytes: needle, foldCase }: Needle): readonly number[] {
  const found: number[] = []
  const [first] = needle
  if (first === undefined) return found
  const last = bytes.length - needle.length
  search: for (let at = 0; at <= last && found.length < MOST_FOUND; at++) {
    for (let i = 0; i < needle.length; i++) {
      const byte = bytes[at + i] ?? 0
      const seen = foldCase && byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
      if (seen !== needle[i]) continue search
    }
    found.push(at)
  }
  return found
}

interface Kept {
  readonly key: string
  readonly hits: readonly ByteRange[]
}

const kept = new WeakMap<Side, Kept>()

/** Gives the stretches of the wire that hold the needle, on the wire or in what is derived from it, by their starts. */
export function hitsOf(side: Side, needle: Needle): readonly ByteRange[] {
  const key = `${needle.foldCase}:${needle.bytes.join(',')}`
  const before = kept.get(side)
  if (before?.key === key) return before.hits
  const sources = new Map([side.source, ...side.derived].map((source) => [source.id, source]))
  const hits = [...sources.values()].flatMap((source) =>
    occurrences(source.bytes, needle).flatMap((start): readonly ByteRange[] => {
      const own = { start, end: start + needle.bytes.length }
      const onWire = source.kind === 'wire' ? own : wireRange(source, own, (id) => sources.get(id))
      return onWire === undefined ? [] : [onWire]
    }),
  )
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

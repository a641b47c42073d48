/**
 * From a byte of one source to the same byte of another that is made from it, or that it was made from: how views of
 * one stretch (on the wire, de-chunked, unmasked, joined) are held side by side. Pure; used by the inspector.
 */
import type { ByteRange, ByteSource, Piece, SourceId } from './bytes.ts'

export type SourceLookup = (id: SourceId) => ByteSource | undefined

/** Where a byte of a derived source stood in its parent; `undefined` for the wire, and where bytes have no such place (inflated). */
export function parentOffset(source: ByteSource, offset: number): number | undefined {
  if (source.kind === 'wire') return undefined
  const piece = findPiece(source.pieces, offset, (each) => each.range)
  if (piece === undefined || !isByteForByte(piece)) return undefined
  return piece.from.start + (offset - piece.range.start)
}

/** Where a byte of the parent is in a source derived from it; `undefined` where it is not in it (a chunk's size, a header). */
export function childOffset(child: ByteSource, offset: number): number | undefined {
  if (child.kind === 'wire') return undefined
  const piece = findPiece(child.pieces, offset, (each) => each.from)
  if (piece === undefined || !isByteForByte(piece)) return undefined
  return piece.range.start + (offset - piece.from.start)
}

/** The place in `to` of a byte of `from`; both are of one family. `undefined` where `to` has no such byte. */
export function mapOffset(
  from: ByteSource,
  to: ByteSource,
  offset: number,
  lookup: SourceLookup,
): number | undefined {
  const down = lineage(to, lookup)
  let at: number | undefined = offset
  let source: ByteSource | undefined = from
  while (source !== undefined && at !== undefined) {
    const { id } = source
    const depth = down.findIndex((each) => each.id === id)
    if (depth >= 0) {
      for (const child of down.slice(0, depth).reverse()) {
        if (at === undefined) return undefined
        at = childOffset(child, at)
      }
      return at
    }
    at = parentOffset(source, at)
    source = source.kind === 'wire' ? undefined : lookup(source.from)
  }
  return undefined
}

/** The stretch of the wire that a range of a source came from, from its first byte to its last, with what lies between. */
export function wireRange(source: ByteSource, range: ByteRange, lookup: SourceLookup): ByteRange | undefined {
  let { start, end } = range
  let at: ByteSource | undefined = source
  while (at !== undefined && at.kind === 'derived') {
    const first = findPiece(at.pieces, start, (each) => each.range)
    const last = findPiece(at.pieces, Math.max(start, end - 1), (each) => each.range)
    if (first === undefined || last === undefined) return undefined
    start = isByteForByte(first) ? first.from.start + (start - first.range.start) : first.from.start
    end = isByteForByte(last) ? last.from.start + (end - last.range.start) : last.from.end
    at = lookup(at.from)
  }
  return at === undefined ? undefined : { start, end }
}

/**
 * What a range of the parent became in a source derived from it, from its first byte there to its last; `undefined` where none
 * of it is there. What became something else as a whole (inflated) counts whole.
 */
export function childRange(child: ByteSource, from: ByteRange): ByteRange | undefined {
  if (child.kind === 'wire') return undefined
  const met = child.pieces.filter((piece) => piece.from.start < from.end && piece.from.end > from.start)
  const [first] = met
  const last = met.at(-1)
  if (first === undefined || last === undefined) return undefined
  const start = isByteForByte(first) ? Math.max(0, from.start - first.from.start) : 0
  const beyond = isByteForByte(last) ? Math.max(0, last.from.end - from.end) : 0
  const range = { start: first.range.start + start, end: last.range.end - beyond }
  return range.end > range.start ? range : undefined
}

/** A source and what it was made from, up to the wire. */
function lineage(source: ByteSource, lookup: SourceLookup): readonly ByteSource[] {
  const parent = source.kind === 'wire' ? undefined : lookup(source.from)
  return parent === undefined ? [source] : [source, ...lineage(parent, lookup)]
}

/** A piece that was inflated has another length than what it came from. */
function isByteForByte({ range, from, asWhole }: Piece): boolean {
  return asWhole !== true && range.end - range.start === from.end - from.start
}

/** Pieces are in order on both sides: binary search. */
function findPiece(
  pieces: readonly Piece[],
  offset: number,
  side: (piece: Piece) => ByteRange,
): Piece | undefined {
  let low = 0
  let high = pieces.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const piece = pieces[middle]
    if (piece === undefined) return undefined
    if (offset < side(piece).start) high = middle - 1
    else if (offset >= side(piece).end) low = middle + 1
    else return piece
  }
  return undefined
}

/**
 * From a byte of one source to the same byte of another that is made from it, or that it was made from: how views of
 * one stretch (on the wire, de-chunked, unmasked, joined) are held side by side. Pure; used by the inspector.
 */
import type { ByteRange, ByteSource, Piece, SourceId } from './bytes.ts'
import { lowerBound } from './ordered.ts'

export type SourceLookup = (id: SourceId) => ByteSource | undefined

/** Where a byte of a derived source stood in its parent; `undefined` for the wire, and where bytes have no such place (inflated). */
export function parentOffset(source: ByteSource, offset: number): number | undefined {
  if (source.kind === 'wire') return undefined
  const piece = findPiece(source.pieces, offset, rangeOf)
  if (piece === undefined || !isByteForByte(piece)) return undefined
  return piece.from.start + (offset - piece.range.start)
}

/** Where a byte of a source crossed: the wire source and the offset in it. `undefined` where it has no such place (inflated). */
export function wirePlace(
  all: { source(id: SourceId): ByteSource | undefined },
  id: SourceId,
  offset: number,
): { readonly source: SourceId; readonly offset: number } | undefined {
  const found = climb(all.source(id), offset, (each) => all.source(each), parentOffset)
  return found && { source: found.wire, offset: found.place }
}

/** Where a byte of the parent is in a source derived from it; `undefined` where it is not in it (a chunk's size, a header). */
export function childOffset(child: ByteSource, offset: number): number | undefined {
  if (child.kind === 'wire') return undefined
  const piece = findPiece(child.pieces, offset, fromOf)
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
  return mapPlace(from, to, offset, lookup, parentOffset, childOffset)
}

/** The stretch of the wire that a range of a source came from, from its first byte to its last, with what lies between. */
export function wireRange(source: ByteSource, range: ByteRange, lookup: SourceLookup): ByteRange | undefined {
  return climb(source, range, lookup, parentRange)?.place
}

/** Where a place of a source, an offset or a range, was on the wire; `up` gives where it was in what the source was made from. */
function climb<Place>(
  source: ByteSource | undefined,
  place: Place,
  lookup: SourceLookup,
  up: (source: ByteSource, place: Place) => Place | undefined,
): { readonly wire: SourceId; readonly place: Place } | undefined {
  let at = source
  let found: Place | undefined = place
  while (at?.kind === 'derived' && found !== undefined) {
    found = up(at, found)
    at = lookup(at.from)
  }
  return at === undefined || found === undefined ? undefined : { wire: at.id, place: found }
}

/** The place in `to` of a range of `from`, from its first byte there to its last; both are of one family. `undefined` where `to` has none of it. */
export function mapRange(
  from: ByteSource,
  to: ByteSource,
  range: ByteRange,
  lookup: SourceLookup,
): ByteRange | undefined {
  return mapPlace(from, to, range, lookup, parentRange, childRange)
}

/** Goes up from a source until the other was made from it, and down again to that one. */
function mapPlace<Place>(
  from: ByteSource,
  to: ByteSource,
  place: Place,
  lookup: SourceLookup,
  up: (source: ByteSource, place: Place) => Place | undefined,
  down: (child: ByteSource, place: Place) => Place | undefined,
): Place | undefined {
  const line = lineage(to, lookup)
  let found: Place | undefined = place
  let source: ByteSource | undefined = from
  while (source !== undefined && found !== undefined) {
    const { id } = source
    const depth = line.findIndex((each) => each.id === id)
    if (depth >= 0)
      return line
        .slice(0, depth)
        .reduceRight<Place | undefined>((at, child) => (at === undefined ? at : down(child, at)), found)
    found = up(source, found)
    source = source.kind === 'wire' ? undefined : lookup(source.from)
  }
  return undefined
}

/** The stretch of its parent that a range of a derived source came from. */
function parentRange(source: ByteSource, { start, end }: ByteRange): ByteRange | undefined {
  if (source.kind === 'wire') return undefined
  const first = findPiece(source.pieces, start, rangeOf)
  const last = findPiece(source.pieces, Math.max(start, end - 1), rangeOf)
  if (first === undefined || last === undefined) return undefined
  return {
    start: isByteForByte(first) ? first.from.start + (start - first.range.start) : first.from.start,
    end: isByteForByte(last) ? last.from.start + (end - last.range.start) : last.from.end,
  }
}

/**
 * What a range of the parent became in a source derived from it, from its first byte there to its last; `undefined` where none
 * of it is there. What became something else as a whole (inflated) counts whole.
 */
export function childRange(child: ByteSource, from: ByteRange): ByteRange | undefined {
  if (child.kind === 'wire') return undefined
  const { pieces } = child
  const first = pieces[lowerBound(pieces, from.start + 1, (piece) => piece.from.end)]
  const last = pieces[lowerBound(pieces, from.end, (piece) => piece.from.start) - 1]
  if (first === undefined || last === undefined) return undefined
  const start = isByteForByte(first) ? Math.max(0, from.start - first.from.start) : 0
  const beyond = isByteForByte(last) ? Math.max(0, last.from.end - from.end) : 0
  const range = { start: first.range.start + start, end: last.range.end - beyond }
  return range.end > range.start ? range : undefined
}

/** Whether any of a derived source was made from a range of its parent. */
export function hasPieceFrom(child: ByteSource, from: ByteRange): boolean {
  if (child.kind === 'wire') return false
  const piece = child.pieces[lowerBound(child.pieces, from.start + 1, (each) => each.from.end)]
  return piece !== undefined && piece.from.start < from.end
}

/** A source with those derived from it, each of them after what it was made from. */
interface Sources {
  readonly source: ByteSource
  readonly derived: readonly ByteSource[]
}

/** What a range of the wire became in each source derived from it, the wire itself first; those that have none of it are left out. */
export function rangesFrom({ source: wire, derived }: Sources, range: ByteRange): Map<SourceId, ByteRange> {
  const reached = new Map<SourceId, ByteRange>([[wire.id, range]])
  for (const source of derived) {
    const from = source.kind === 'derived' ? reached.get(source.from) : undefined
    const to = from && childRange(source, from)
    if (to !== undefined) reached.set(source.id, to)
  }
  return reached
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

const rangeOf = ({ range }: Piece): ByteRange => range
const fromOf = ({ from }: Piece): ByteRange => from

/** Pieces are in order on both sides: binary search. */
function findPiece(
  pieces: readonly Piece[],
  offset: number,
  side: (piece: Piece) => ByteRange,
): Piece | undefined {
  const piece = pieces[lowerBound(pieces, offset + 1, (each) => side(each).end)]
  return piece !== undefined && side(piece).start <= offset ? piece : undefined
}

/**
 * What of a unit was inflated: its bytes before and after. They do not map byte for byte, so that they stand beside the
 * other views as a whole. Pure; drawn by `ViewsLens.tsx`.
 */
import type { ByteRange, ByteSource, Piece, SourceId } from '../wire/bytes/bytes.ts'
import type { Unit } from '../wire/field/field.ts'
import { overlaps } from './byte-levels.ts'
import { mapOffset } from '../wire/bytes/source-map.ts'
import type { Side } from '../wire/trace/views.ts'
import { derivedSource, sourcesOf } from '../wire/trace/queries/sides.ts'

export interface Inflation {
  /** How many bytes it came as, and where they are in the messages' source. */
  readonly compressed: { readonly source: SourceId; readonly range: ByteRange }
  readonly inflated: { readonly source: SourceId; readonly range: ByteRange }
  readonly bytes: Uint8Array
}

/** The inflated message that a unit is, or that its bytes are a part of; `undefined` where nothing was compressed. */
export function inflationOf(unit: Unit, spine: ByteSource, side: Side): Inflation | undefined {
  const source = derivedSource(side, 'inflated')
  if (source === undefined) return undefined
  const piece =
    source.id === spine.id
      ? source.pieces.find(({ range }) => overlaps(range, unit.range))
      : pieceFrom(source.pieces, source.from, unit, spine, side)
  if (piece === undefined) return undefined
  return {
    compressed: { source: source.from, range: piece.from },
    inflated: { source: source.id, range: piece.range },
    bytes: source.bytes.subarray(piece.range.start, piece.range.end),
  }
}

/** The piece that was made from the bytes of a unit of another source. */
function pieceFrom(
  pieces: readonly Piece[],
  from: SourceId,
  unit: Unit,
  spine: ByteSource,
  side: Side,
): Piece | undefined {
  const lookup = sourcesOf(side)
  const parent = lookup(from)
  if (parent === undefined) return undefined
  for (let at = unit.range.start; at < unit.range.end; at++) {
    const place = mapOffset(spine, parent, at, lookup)
    if (place !== undefined)
      return pieces.find((piece) => overlaps(piece.from, { start: place, end: place + 1 }))
  }
  return undefined
}

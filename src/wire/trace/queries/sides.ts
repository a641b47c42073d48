/** One side of an exchange, asked for its sources, for bytes and text, and for what crossed where. */
import { utf8, type ByteRange, type ByteSource, type Derivation, type SourceId } from '../../bytes/bytes.ts'
import { lowerBound } from '../../bytes/ordered.ts'
import type { Unit, UnitKind } from '../../field/field.ts'
import { wireRange, type SourceLookup } from '../../bytes/source-map.ts'
import type { Side, SliceView } from '../views.ts'

type Sources = Pick<Side, 'source' | 'derived'>

/** Something with a place: a unit, a field. */
interface Placed {
  readonly source: SourceId
  readonly range: ByteRange
}

/** The source of that id: the wire's own, or one derived from it. */
export function sourceOf({ source, derived }: Sources, id: SourceId): ByteSource | undefined {
  return source.id === id ? source : derived.find((each) => each.id === id)
}

/** Finds the sources of one side by their ids. */
export function sourcesOf(side: Sources): SourceLookup {
  return (id) => sourceOf(side, id)
}

/** What was made of a side's bytes in one way, on the wire or of what was made of that before. */
export function derivedSource(
  { derived }: Sources,
  derivation: Derivation,
): Extract<ByteSource, { kind: 'derived' }> | undefined {
  for (const source of derived)
    if (source.kind === 'derived' && source.derivation === derivation) return source
  return undefined
}

/** The units of a kind, in order. */
export function unitsOf({ units }: Pick<Side, 'units'>, kind: UnitKind): readonly Unit[] {
  return units.filter((unit) => unit.kind === kind)
}

/** The bytes of a unit or a field, in the source it is of; at most so many. */
export function bytesOf(placed: Placed | undefined, side: Sources, atMost = Infinity): Uint8Array {
  if (placed === undefined) return new Uint8Array()
  const { start, end } = placed.range
  return (
    sourceOf(side, placed.source)?.bytes.subarray(start, Math.min(end, start + atMost)) ?? new Uint8Array()
  )
}

/** The same as text, ill-formed UTF-8 replaced. */
export function textOf(placed: Placed | undefined, side: Sources, atMost = Infinity): string {
  return utf8(bytesOf(placed, side, atMost))
}

/** Where a unit or a field crossed: its stretch of the wire, from its first byte to its last. */
export function wireRangeOf({ source, range }: Placed, side: Sources): ByteRange | undefined {
  const own = sourceOf(side, source)
  return own && wireRange(own, range, sourcesOf(side))
}

/** The slice that brought a byte of the wire; where nobody got that one, the last that begins before it. Binary search, but for slices out of order. */
export function sliceWith({ slices }: Pick<Side, 'slices'>, offset: number): SliceView | undefined {
  const has = ({ range }: SliceView): boolean => range.start <= offset && offset < range.end
  const usual = slices[lowerBound(slices, offset + 1, ({ range }) => range.end)]
  if (usual !== undefined && has(usual)) return usual
  return slices.find(has) ?? slices.findLast(({ range }) => range.start <= offset)
}

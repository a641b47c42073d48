/** Cuts fields where bytes never came, so that zeros that stand in for them are not shown as something a peer sent. */
import type { ByteRange, Piece } from '../bytes/bytes.ts'
import { lowerBound } from '../bytes/ordered.ts'
import { makeField, type Field, type Unit, type UnitKind } from './field.ts'
import { makeUnit } from './unit.ts'

/** Gives the fields with every leaf cut around the missing ranges, and `trace.missing` in their place. */
export function withMissing(fields: readonly Field[], missing: readonly ByteRange[]): readonly Field[] {
  if (missing.length === 0) return fields
  return fields.flatMap((field) => {
    const touching = holesIn(missing, field.range)
    if (touching.length === 0) return [field]
    if (field.children.length > 0) return [{ ...field, children: withMissing(field.children, touching) }]
    return cut(field, touching)
  })
}

/** Makes the unit of a stretch that is one field, but for what of it is missing. */
export function unitOfField(
  kind: UnitKind,
  field: Field,
  complete: boolean,
  missing: readonly ByteRange[],
): Unit {
  const { source, range } = field
  return makeUnit(kind, source, range.start, range.end, complete, withMissing([field], missing))
}

function cut(field: Field, missing: readonly ByteRange[]): readonly Field[] {
  const parts: Field[] = []
  let at = field.range.start
  const keep = (to: number): void => {
    if (at < to) parts.push({ ...field, range: { start: at, end: to } })
    at = Math.max(at, to)
  }
  for (const range of missing) {
    keep(range.start)
    const end = Math.min(range.end, field.range.end)
    parts.push(makeField('trace.missing', field.source, at, end))
    at = end
  }
  keep(field.range.end)
  return parts
}

/**
 * Gives the ranges of a derived source whose parent's bytes are missing; of a stretch of it only, where one is given. Pieces
 * that map byte for byte, in order.
 */
export function missingIn(
  pieces: readonly Piece[],
  missing: readonly ByteRange[],
  within?: ByteRange,
): readonly ByteRange[] {
  if (missing.length === 0) return []
  // Asked for each message of a long run: neither all pieces nor all holes are gone through.
  const first = within === undefined ? 0 : lowerBound(pieces, within.start + 1, ({ range }) => range.end)
  const end =
    within === undefined ? pieces.length : lowerBound(pieces, within.end, ({ range }) => range.start)
  return pieces.slice(first, end).flatMap(({ range, from }) =>
    holesIn(missing, from).map((hole) => {
      const moved = range.start - from.start
      return { start: Math.max(hole.start, from.start) + moved, end: Math.min(hole.end, from.end) + moved }
    }),
  )
}

/** The holes, in order and apart, that share bytes with a range. */
export function holesIn(missing: readonly ByteRange[], { start, end }: ByteRange): readonly ByteRange[] {
  const first = lowerBound(missing, start + 1, (hole) => hole.end)
  let last = first
  for (let hole = missing[last]; hole !== undefined && hole.start < end; hole = missing[last]) last++
  return missing.slice(first, last)
}

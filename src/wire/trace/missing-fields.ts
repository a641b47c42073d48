/** Cuts fields where bytes never came, so that zeros that stand in for them are not shown as something a peer sent. */
import type { ByteRange, Piece } from '../bytes.ts'
import { makeField, type Field } from '../field.ts'

/** Gives the fields with every leaf cut around the missing ranges, and `trace.missing` in their place. */
export function withMissing(fields: readonly Field[], missing: readonly ByteRange[]): readonly Field[] {
  if (missing.length === 0) return fields
  return fields.flatMap((field) => {
    const touching = missing.filter(({ start, end }) => start < field.range.end && end > field.range.start)
    if (touching.length === 0) return [field]
    if (field.children.length > 0) return [{ ...field, children: withMissing(field.children, touching) }]
    return cut(field, touching)
  })
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

/** Gives the ranges of a derived source whose parent's bytes are missing. Pieces that map byte for byte, in order. */
export function missingIn(pieces: readonly Piece[], missing: readonly ByteRange[]): readonly ByteRange[] {
  if (missing.length === 0) return []
  return pieces.flatMap(({ range, from }) =>
    missing.flatMap((hole) => {
      const start = Math.max(hole.start, from.start)
      const end = Math.min(hole.end, from.end)
      const moved = range.start - from.start
      return start < end ? [{ start: start + moved, end: end + moved }] : []
    }),
  )
}

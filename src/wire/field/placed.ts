/** Fields with their places in a tree of fields. */
import type { Field } from './field.ts'

/** Indexes from a unit's fields down to one field. */
export type FieldPath = readonly number[]

export interface PlacedField {
  readonly path: FieldPath
  readonly field: Field
}

/** The fields without children, in order, each with its path. */
export function leavesOf(fields: readonly Field[], above: FieldPath = []): readonly PlacedField[] {
  return fields.flatMap((field, index) => {
    const path = [...above, index]
    return field.children.length === 0 ? [{ path, field }] : leavesOf(field.children, path)
  })
}

/**
 * What stands in a tree of fields: the one search for a kind, a problem, a leaf. Used by every query, and by every view that
 * wants one field of a unit. Looking makes the fields of a lazy unit; a frame is better asked by `frames.ts`.
 */
import type { Field, FieldKind } from '../../field/field.ts'
import type { FieldPath, PlacedField } from '../../field/placed.ts'
import type { Problem } from '../../field/problem.ts'

export type { FieldPath, PlacedField } from '../../field/placed.ts'

/** The first field of a kind among fields and what they are made of, in the order of the bytes. */
export function findField(fields: readonly Field[], kind: FieldKind): Field | undefined {
  for (const field of fields) {
    const found = field.kind === kind ? field : findField(field.children, kind)
    if (found !== undefined) return found
  }
  return undefined
}

/** What that field says, where it is a number: a status, a close code, an event's id. */
export function findNumber(fields: readonly Field[], kind: FieldKind): number | undefined {
  const value = findField(fields, kind)?.value
  return typeof value === 'number' ? value : undefined
}

/** Every field of a kind, each with its path; what is in one is not looked into. */
export function findFields(
  fields: readonly Field[],
  kind: FieldKind,
  above: FieldPath = [],
): readonly PlacedField[] {
  return fields.flatMap((field, index) => {
    if (field.kind === kind) return [{ path: [...above, index], field }]
    return field.children.length === 0 ? [] : findFields(field.children, kind, [...above, index])
  })
}

/** The fields without children, in order: the ones that cover the bytes. */
export function leaves(fields: readonly Field[]): readonly Field[] {
  return fields.flatMap((field) => (field.children.length === 0 ? [field] : leaves(field.children)))
}

/** Every problem in a tree, with the field it stands on. */
export function findProblems(
  fields: readonly Field[],
): readonly { readonly field: Field; readonly problem: Problem }[] {
  return fields.flatMap((field) => [
    ...field.problems.map((problem) => ({ field, problem })),
    ...findProblems(field.children),
  ])
}

/**
 * Walking the tree of a unit's fields: leaves in order, levels in and out, the field under a byte. A place is a
 * path of indexes from the unit's fields down, as in the bench's selection. Pure.
 */
import { lowerBound } from '../wire/bytes/ordered.ts'
import type { Field, FieldKind, Unit } from '../wire/field/field.ts'
import { leavesOf, type FieldPath, type PlacedField as Placed } from '../wire/field/placed.ts'
import { findFields } from '../wire/trace/queries/fields.ts'

export { leavesOf, type FieldPath, type Placed }

/** The field at a path; `undefined` where the path leads nowhere (the unit has grown or is another). */
export function fieldAt(unit: Unit, path: FieldPath): Field | undefined {
  let fields = unit.fields
  let found: Field | undefined
  for (const index of path) {
    found = fields[index]
    if (found === undefined) return undefined
    fields = found.children
  }
  return found
}

/** The fields from the outermost to the one at `path`, each with its own path. */
export function levelsOf(unit: Unit, path: FieldPath): readonly Placed[] {
  return path.flatMap((_, depth) => {
    const upTo = path.slice(0, depth + 1)
    const field = fieldAt(unit, upTo)
    return field === undefined ? [] : [{ path: upTo, field }]
  })
}

/** The first leaf after, or the last one before, the field at `path`; stays where there is none. */
export function walkLeaves(unit: Unit, path: FieldPath, direction: 1 | -1): FieldPath {
  const leaves = leavesOf(unit.fields)
  if (path.length === 0) return (direction === 1 ? leaves[0] : leaves.at(-1))?.path ?? path
  const next =
    direction === 1
      ? leaves.find((leaf) => !startsWith(leaf.path, path) && compare(leaf.path, path) > 0)
      : leaves.findLast((leaf) => !startsWith(leaf.path, path) && compare(leaf.path, path) < 0)
  return next?.path ?? path
}

/** The first leaf inside the field at `path`, or after it; `undefined` at the unit's end. */
export function nextLeaf(unit: Unit, path: FieldPath): FieldPath | undefined {
  return leavesOf(unit.fields).find((leaf) => compare(leaf.path, path) > 0)?.path
}

function startsWith(path: FieldPath, start: FieldPath): boolean {
  return start.every((index, depth) => path[depth] === index)
}

function compare(a: FieldPath, b: FieldPath): number {
  for (let depth = 0; depth < Math.min(a.length, b.length); depth++) {
    const difference = (a[depth] ?? 0) - (b[depth] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

export type FieldKey =
  'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Enter' | 'Escape' | 'Home' | 'End'

/** Where a key leads from `path`; `undefined` where it leads nowhere, so that the page may use the key. */
export function pathAfterKey(unit: Unit, path: FieldPath, key: string): FieldPath | undefined {
  const leaves = leavesOf(unit.fields)
  switch (key as FieldKey) {
    case 'ArrowRight':
      return walkLeaves(unit, path, 1)
    case 'ArrowLeft':
      return walkLeaves(unit, path, -1)
    case 'Home':
      return leaves[0]?.path
    case 'End':
      return leaves.at(-1)?.path
    case 'Enter':
    case 'ArrowDown':
      return (fieldAt(unit, path)?.children.length ?? 0) > 0 ? [...path, 0] : path
    case 'Escape':
    case 'ArrowUp':
      return path.length > 1 ? path.slice(0, -1) : undefined
    default:
      return undefined
  }
}

/**
 * The leaf that covers a byte of the unit's source, for a grid that asks for every byte of a row: binary search. Of
 * several that share the byte the first.
 */
export function leafAt(leaves: readonly Placed[], offset: number): Placed | undefined {
  return leaves[firstAt(leaves, offset)]
}

/** All leaves that have a part of a byte: several where they are narrower than it. */
export function leavesAt(leaves: readonly Placed[], offset: number): readonly Placed[] {
  const first = firstAt(leaves, offset)
  let end = first
  while ((leaves[end]?.field.range.start ?? Infinity) <= offset) end++
  return leaves.slice(first, end)
}

/** The index of the first leaf that covers the byte; beyond the leaves where none does. */
function firstAt(leaves: readonly Placed[], offset: number): number {
  const first = lowerBound(leaves, offset + 1, ({ field }) => field.range.end)
  return (leaves[first]?.field.range.start ?? Infinity) <= offset ? first : leaves.length
}

/** What says most about a unit, best first. */
const TELLING: readonly FieldKind[] = [
  'http.status-code',
  'json.event',
  'http.request-target',
  'http.chunk-size',
  'websocket.close-code',
  'websocket.opcode',
  'event-stream.field-value',
  'html.script-call',
]

/** The field a unit opens at: the one that says most, else its first leaf. */
export function tellingField(unit: Unit): FieldPath {
  for (const kind of TELLING) {
    const path = findFields(unit.fields, kind)[0]?.path
    if (path !== undefined) return path
  }
  return leavesOf(unit.fields)[0]?.path ?? []
}

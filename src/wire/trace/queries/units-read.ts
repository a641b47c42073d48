/**
 * The units of a side that grows, each handed out once: what looks at every unit of a stream goes through an hour of it as
 * fast as through a minute. Used by the queries, by the marks of an exchange and by lists of units.
 */
import type { SourceId } from '../../bytes/bytes.ts'
import type { Unit } from '../../field/field.ts'
import { unitGroups } from '../units-of-side.ts'
import type { Side } from '../views.ts'

export interface NewUnits {
  /** Source by source, in the order of their bytes: those that stay as they are and were not handed out before. */
  readonly settled: readonly Unit[]
  /** The last of each source, where it may still be another: handed out again each time. */
  readonly open: readonly Unit[]
  /** The side was read anew, and what was handed out before is no more. */
  readonly isAnew: boolean
}

export interface UnitsRead {
  /** Reads on in the same side, grown. */
  update(side: Side): NewUnits
}

/** Makes the reading of a side of which nothing was read. */
export function createUnitsRead(): UnitsRead {
  /** Of each source, how many were handed out, and the last of them. */
  let taken = new Map<SourceId, { readonly count: number; readonly last: Unit | undefined }>()

  return {
    update(side) {
      const groups = unitGroups(side)
      // A reader that began anew has made every unit anew: the last one that was handed out tells.
      const isAnew = [...taken].some(([source, { count, last }]) => {
        const group = groups.find((each) => each.source === source)
        return count > 0 && (group === undefined || side.units[group.start + count - 1] !== last)
      })
      if (isAnew) taken = new Map()
      const settled: Unit[] = []
      const open: Unit[] = []
      for (const { source, start, end } of groups) {
        const tail = end > start ? side.units[end - 1] : undefined
        const isOpen =
          tail !== undefined && (!tail.complete || tail.kind === 'content' || tail.kind === 'bytes')
        const to = isOpen ? end - 1 : end
        for (let at = start + (taken.get(source)?.count ?? 0); at < to; at++) {
          const unit = side.units[at]
          if (unit !== undefined) settled.push(unit)
        }
        if (isOpen) open.push(tail)
        taken.set(source, { count: to - start, last: side.units[to - 1] })
      }
      return { settled, open, isAnew }
    },
  }
}

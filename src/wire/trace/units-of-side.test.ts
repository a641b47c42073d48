import { describe, expect, it } from 'vitest'
import { readCapture } from '../../figures/captures.ts'
import type { Side } from './views.ts'
import { unitAt, unitGroups, unitOfId, unitsOver } from './units-of-side.ts'

const SIDES: readonly Side[] = ['first-frames', 'three-events', 'forever-page', 'two-polls'].flatMap((name) =>
  readCapture(name).conversation.exchanges.flatMap(({ sides }) => Object.values(sides)),
)

describe('the units of a side', () => {
  it('stand together by their sources, and none is left out', () => {
    for (const side of SIDES) {
      const groups = unitGroups(side)
      expect(groups.at(-1)?.end).toBe(side.units.length)
      for (const { source, start, end } of groups)
        expect(side.units.slice(start, end).every((unit) => unit.source === source)).toBe(true)
    }
  })

  it('are found by their bytes as a search through all of them finds them', () => {
    for (const side of SIDES) {
      for (const source of [side.source, ...side.derived]) {
        const { length } = source.bytes
        for (let start = 0; start <= length; start += 37) {
          const range = { start, end: Math.min(length, start + 50) }
          const all = side.units.filter(
            (unit) =>
              unit.source === source.id && unit.range.start < range.end && unit.range.end > range.start,
          )
          expect(unitsOver(side, source.id, range)).toEqual(all)
          expect(unitAt(side, source.id, start)).toBe(
            side.units.find(
              (unit) => unit.source === source.id && unit.range.start <= start && start < unit.range.end,
            ),
          )
        }
      }
    }
  })

  it('are found by their ids, and by nothing that is no id', () => {
    for (const side of SIDES) {
      for (const unit of side.units) expect(unitOfId(side, unit.id)).toBe(unit)
      for (const id of ['', '@', '@0', `${side.source.id}@`, `${side.source.id}@1`, `${side.source.id}@x`])
        expect(unitOfId(side, id)).toBeUndefined()
    }
  })
})

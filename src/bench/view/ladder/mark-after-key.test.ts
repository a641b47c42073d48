import { describe, expect, it } from 'vitest'
import type { LadderMark } from './ladder-marks.ts'
import { markAfterKey } from './mark-after-key.ts'

const mark = (moment: number, at: number, run?: string): LadderMark => ({
  moment,
  at,
  what: String(moment),
  ...(run === undefined ? {} : { run }),
})

/** One of the feed, then two lanes with one between them that has no mark. */
const MARKS = [
  mark(0, 0),
  mark(1, 10, 'left'),
  mark(2, 20, 'right'),
  mark(3, 90, 'right'),
  mark(4, 100, 'left'),
]
const RUNS = ['left', 'empty', 'right']

const after = (key: string, moment: number | undefined, at = 0): number | undefined =>
  markAfterKey(key, MARKS, { moment, at: MARKS.find((each) => each.moment === moment)?.at ?? at }, RUNS)
    ?.moment

describe('keys in a ladder', () => {
  it('walk the marks as time runs, and stay at the ends', () => {
    expect(after('ArrowDown', 1)).toBe(2)
    expect(after('ArrowUp', 1)).toBe(0)
    expect(after('ArrowUp', 0)).toBe(0)
    expect(after('ArrowDown', 4)).toBe(4)
  })

  it('walk from a moment that no mark stands for to the nearest either way', () => {
    expect(after('ArrowDown', 7, 15)).toBe(2)
    expect(after('ArrowUp', undefined, 15)).toBe(1)
  })

  it('go to the first and the last', () => {
    expect(after('Home', 3)).toBe(0)
    expect(after('End', 0)).toBe(4)
  })

  it('go to the lane beside, at what is nearest in time there, over one without marks', () => {
    expect(after('ArrowRight', 4)).toBe(3)
    expect(after('ArrowLeft', 2)).toBe(1)
    expect(after('ArrowRight', 3)).toBeUndefined()
    expect(after('ArrowLeft', 1)).toBeUndefined()
  })

  it('enter the lanes from the feed', () => {
    expect(after('ArrowRight', 0)).toBe(1)
    expect(after('ArrowLeft', 0)).toBe(2)
  })

  it('lead nowhere by other keys, and where there is no mark', () => {
    expect(after('x', 1)).toBeUndefined()
    expect(markAfterKey('End', [], { moment: undefined, at: 0 }, RUNS)).toBeUndefined()
  })
})

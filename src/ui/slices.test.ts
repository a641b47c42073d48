import { describe, expect, it } from 'vitest'
import { runInSlices, type SliceClock } from './slices.ts'

/** A clock that stands still but for the work, and tasks that run when they are told to. */
function standing(): { clock: SliceClock; pass(ms: number): void; runTask(): boolean } {
  let now = 0
  let next: (() => void) | undefined
  return {
    pass: (ms) => void (now += ms),
    runTask() {
      const task = next
      next = undefined
      task?.()
      return task !== undefined
    },
    clock: {
      now: () => now,
      later(task) {
        next = task
        return () => (next = undefined)
      },
    },
  }
}

const TIMES = { sliceMs: 8, showEveryMs: 30 }

describe('work in slices', () => {
  it('yields after each slice, shows at intervals, and at the end once', () => {
    const { clock, pass, runTask } = standing()
    let left = 20
    const shown: [left: number, isDone: boolean][] = []
    const step = (): boolean => {
      pass(4)
      return --left > 0
    }
    runInSlices({ step }, (isDone) => shown.push([left, isDone]), clock, TIMES)
    expect(left).toBe(20)
    expect(runTask()).toBe(true)
    expect(left).toBe(18)
    while (runTask());
    expect(shown).toEqual([
      [12, false],
      [4, false],
      [0, true],
    ])
  })

  it('stops for good', () => {
    const { clock, pass, runTask } = standing()
    let steps = 0
    const step = (): boolean => {
      pass(10)
      steps++
      return true
    }
    const stop = runInSlices({ step }, () => undefined, clock, TIMES)
    runTask()
    stop()
    expect(runTask()).toBe(false)
    expect(steps).toBe(1)
  })
})

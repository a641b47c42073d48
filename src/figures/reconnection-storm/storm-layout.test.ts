import { describe, expect, it } from 'vitest'
import { simulateStorm } from './simulation.ts'
import { layOutStorm, shownMs } from './storm-layout.ts'

const storm = simulateStorm({
  strategy: 'fixed',
  clients: 300,
  capacityPerSecond: 100,
  downMs: 1000,
  seed: 3,
})

describe('layOutStorm', () => {
  it('keeps its axes while it is played, and shows only what has been', () => {
    const [early, late] = [layOutStorm(storm, 2500, 600, 260), layOutStorm(storm, shownMs(storm), 600, 260)]
    expect(early.xTicks).toEqual(late.xTicks)
    expect(early.yTicks).toEqual(late.yTicks)
    expect(late.refused.startsWith(early.refused)).toBe(true)
    expect(late.refused.length).toBeGreaterThan(early.refused.length)
    expect(early.backX).toBeUndefined()
    expect(late.backX).toBeGreaterThan(late.returnX)
    expect(late.nowX).toBeUndefined()
  })

  it('lets no bar of those let in rise above the line of capacity', () => {
    const layout = layOutStorm(storm, shownMs(storm), 600, 260)
    const tops = [...layout.accepted.matchAll(/V([\d.]+)h/g)].map(([, top]) => Number(top))
    expect(tops.length).toBeGreaterThan(5)
    expect(Math.min(...tops)).toBeGreaterThanOrEqual(layout.capacityY)
  })

  it('keeps every mark within the paper', () => {
    const layout = layOutStorm(storm, shownMs(storm), 320, 240)
    for (const { at } of layout.xTicks) expect(at).toBeLessThanOrEqual(layout.right)
    for (const { at } of layout.yTicks) expect(at).toBeGreaterThanOrEqual(layout.top)
  })
})

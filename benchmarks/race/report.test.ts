/** The race bench's medians and table. */
import { describe, expect, it } from 'vitest'
import type { Frames } from './measure.ts'
import { medianReading, tableOf, type RaceReading } from './report.ts'

function frames(perSecond: number): Frames {
  return {
    perSecond,
    p50Ms: 1000 / perSecond,
    p99Ms: 2000 / perSecond,
    longestMs: 100,
    missedShare: 0.012,
    scriptShare: 0.1,
    busyShare: 0.25,
  }
}

function reading(perSecond: number): RaceReading {
  return {
    atRest: frames(60),
    early: frames(perSecond),
    late: frames(perSecond / 2),
    earlyMegabytes: 10,
    lateMegabytes: perSecond,
    delivered: 3000,
  }
}

describe('the race bench', () => {
  it('takes the median of each number by itself', () => {
    const middle = medianReading([reading(20), reading(60), reading(40)])
    expect(middle.early.perSecond).toBe(40)
    expect(middle.late.perSecond).toBe(20)
    expect(middle.early.p50Ms).toBe(25)
    expect(middle.lateMegabytes).toBe(40)
  })

  it('has a row for the page at rest, young and old, with the memory of the last two', () => {
    const table = tableOf({ eventsPerMinute: 3000, earlyAtSeconds: 20, lateAtSeconds: 60 }, reading(50))
    expect(table.split('\n').slice(2)).toEqual([
      '| before Start | 60 | 16.7 / 33.3 / 100 ms | 1.2 % | 10 % / 25 % |  |',
      '| running, up to 20 s | 50 | 20.0 / 40.0 / 100 ms | 1.2 % | 10 % / 25 % | 10.0 MB |',
      '| running, up to 60 s | 25 | 40.0 / 80.0 / 100 ms | 1.2 % | 10 % / 25 % | 50.0 MB |',
    ])
  })
})

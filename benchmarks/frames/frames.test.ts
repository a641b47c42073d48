import { describe, expect, it } from 'vitest'
import { frameTimesOf } from './frame-times.ts'
import { mediansOf, tableOf } from './report.ts'
import { FRAME_SUBJECTS, type FrameReading } from './subjects.ts'

const reading = (ms: number): FrameReading => ({
  scrolls: { list: { medianMs: ms, p99Ms: ms * 2, longestMs: ms * 3, lateShare: ms / 100 } },
  waits: { open: { firstMs: ms, allMs: ms * 10, longestMs: ms * 5 } },
})

describe('frame times', () => {
  it('count a frame as late that the timer’s jitter does not make so', () => {
    const times = frameTimesOf([16.6, 16.7, 17.6, 17.8, 33.4])
    expect(times).toEqual({ medianMs: 17.6, p99Ms: 33.4, longestMs: 33.4, lateShare: 2 / 5 })
  })

  it('throw where nothing was drawn', () => {
    expect(() => frameTimesOf([])).toThrow('nothing')
  })
})

describe('the report', () => {
  it('takes the median of each number by itself', () => {
    expect(mediansOf([reading(10), reading(30), reading(20)])).toEqual(reading(20))
    expect(() => mediansOf([])).toThrow('not measured')
  })

  it('has a row for each scroll and each wait, and none for a subject that was not measured', () => {
    const [blank, inspector] = FRAME_SUBJECTS
    if (blank === undefined || inspector === undefined) throw new Error('no subjects')
    const table = tableOf(FRAME_SUBJECTS, {
      [blank.name]: { ...reading(10), waits: {} },
      [inspector.name]: reading(20),
    })
    expect(table).toContain(`| ${blank.label}: list | 10.0 | 20.0 | 10.0 % |`)
    expect(table).toContain(`| ${inspector.label}: open | 20 | 200 | 100 |`)
    expect(table.split('\n').filter((line) => line.startsWith('| inspector'))).toHaveLength(2)
  })
})

/** The stretch of a ladder that is drawn changes in steps, and always holds what is in sight. */
import { describe, expect, it } from 'vitest'
import { wholePixels } from './LiveTail.tsx'
import { scrollToShow, windowAt, windowStep } from './ladder-window.ts'
import { linearMap } from './time-map.ts'

const ORIGIN = 1_780_000_000_000
const MAP = linearMap({ origin: ORIGIN, pixelsPerSecond: 80 })

describe('the window of a ladder', () => {
  it('is the same for a scroll position and the step it lies in', () => {
    for (const top of [0, 1, 239, 240, 1_000, 12_345.6])
      expect(windowAt(windowStep(top), MAP, 460)).toEqual(windowAt(top, MAP, 460))
    expect(windowStep(239.9)).toBe(0)
    expect(windowStep(240)).toBe(240)
  })

  it('holds what is in sight at every position of a step', () => {
    for (const top of [0, 239, 240, 3_000]) {
      const { from, to } = windowAt(windowStep(top), MAP, 460)
      // 20 pixels of room stand over the first moment at most.
      expect(from).toBeLessThanOrEqual(ORIGIN + (top / 80) * 1000)
      expect(to).toBeGreaterThanOrEqual(ORIGIN + ((top + 460 - 20) / 80) * 1000)
    }
  })
})

describe('a length in pixels of the screen', () => {
  it('is whole there and as near as may be', () => {
    expect(wholePixels(10.4, 1)).toBe(10)
    expect(wholePixels(10.4, 2)).toBe(10.5)
    expect(wholePixels(10.4, 3) * 3).toBeCloseTo(31)
  })
})

describe('where a ladder is scrolled to, for a mark to be in sight', () => {
  const BOX = { scrollTop: 400, clientHeight: 330 }

  it('is where it is, as long as the mark and its label are whole', () => {
    expect(scrollToShow({ top: 500, bottom: 560 }, BOX)).toBe(400)
  })

  it('moves for an arrow that ends in the box and begins above it, and for a label below its edge', () => {
    for (const mark of [
      { top: 380, bottom: 440 },
      { top: 415, bottom: 440 },
      { top: 700, bottom: 715 },
    ]) {
      const scrollTop = scrollToShow(mark, BOX)
      expect(scrollTop).toBeLessThan(mark.top - 20)
      expect(scrollTop + BOX.clientHeight).toBeGreaterThan(mark.bottom + 20)
    }
  })

  it('shows the end of what is higher than the box, and nothing above the paper', () => {
    const { clientHeight } = BOX
    const scrollTop = scrollToShow({ top: 20, bottom: 2000 }, BOX)
    expect(scrollTop).toBeLessThan(2000)
    expect(scrollTop + clientHeight).toBeGreaterThan(2000)
    expect(scrollToShow({ top: 14, bottom: 60 }, { scrollTop: 0, clientHeight })).toBe(0)
  })
})

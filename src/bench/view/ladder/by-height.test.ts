import fc from 'fast-check'
import { expect, it } from 'vitest'
import { byHeight } from './by-height.ts'
import { crosses, overlaps, type Box, type Segment } from './label-box.ts'

const BOUNDS: Box = { left: 0, right: 400, top: -20, bottom: 700 }
const IN = fc.integer({ min: -20, max: 700 })
const ANYWHERE = fc.integer({ min: -900, max: 1600 })
const BOX = fc.tuple(fc.nat(300), fc.nat(90), ANYWHERE, ANYWHERE).map(([left, width, a, b]): Box => ({
  left,
  right: left + width,
  top: Math.min(a, b),
  bottom: Math.max(a, b),
}))
const LABEL = fc
  .tuple(fc.nat(300), IN, IN)
  .map(([left, a, b]): Box => ({ left, right: left + 60, top: Math.min(a, b), bottom: Math.max(a, b) }))
const SEGMENT = fc
  .tuple(fc.nat(400), fc.nat(400), ANYWHERE, ANYWHERE)
  .map(([x1, x2, y1, y2]) => ({ x1, x2, y1, y2 }))

it('a label meets what it would meet if it asked all that there is', () => {
  fc.assert(
    fc.property(fc.array(BOX), fc.array(SEGMENT), LABEL, (boxes, segments, label) => {
      const taken = byHeight<Box>(BOUNDS)
      for (const box of boxes) taken.add(box, box.top, box.bottom)
      const drawn = byHeight<Segment>(BOUNDS)
      for (const line of segments) drawn.add(line, line.y1, line.y2)
      expect(taken.some(label, (box) => overlaps(label, box))).toBe(boxes.some((box) => overlaps(label, box)))
      expect(drawn.some(label, (line) => crosses(line, label))).toBe(
        segments.some((line) => crosses(line, label)),
      )
    }),
  )
})

import { expect, it } from 'vitest'
import { textWidth } from './text-width.ts'

it('counts the gap that the style sheet sets between Han and Latin', () => {
  const apart = textWidth('晚', 12) + textWidth('942', 12) + textWidth('毫秒', 12)
  expect(textWidth('晚942毫秒', 12) - apart).toBeCloseTo(2 * 12 * 0.13)
  expect(textWidth('晚了', 12)).toBeCloseTo(2 * textWidth('晚', 12))
})

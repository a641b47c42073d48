import { expect, it } from 'vitest'
import { aimsOf, limitsOf, MEASURES } from './weight-limits.ts'

it('holds a page to its aim, or to what was reached above it', () => {
  for (const page of ['index.html', 'sse/index.html', 'race/index.html', 'captures/the-gap/index.html'])
    for (const measure of MEASURES)
      expect(limitsOf(page)[measure]).toBeGreaterThanOrEqual(aimsOf(page)[measure])
})

it('holds both languages to the same', () => {
  expect(limitsOf('zh/inspector/index.html')).toEqual(limitsOf('inspector/index.html'))
  expect(limitsOf('inspector/index.html')).not.toEqual(limitsOf('comet/index.html'))
})

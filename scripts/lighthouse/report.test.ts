import { expect, it } from 'vitest'
import { lighthousePage, median, tableOf, type Scores } from './report.ts'

const scores = (performance: number, blockedMs: number): Scores => ({
  performance,
  accessibility: 100,
  bestPractices: 100,
  seo: 100,
  blockedMs,
  largestMs: 1900,
  shift: 0,
})

it('takes the median of each measure by itself', () => {
  expect(median([scores(90, 30), scores(70, 10), scores(80, 500)])).toEqual(scores(80, 30))
})

it('has a row a page, and says what it is of', () => {
  const rows = [{ path: '/sse/', scores: scores(91, 120.4) }]
  expect(tableOf(rows)).toContain('| `/sse/` | 91 | 100 | 100 | 100 | 120 ms | 1.9 s | 0.000 |')
  const machine = { runs: 5, version: '1.2.3', chromium: '140', load: 3.14, processors: 2 }
  expect(lighthousePage(rows, { ...machine, pages: '.' })).toContain(
    'Lighthouse 1.2.3, Chromium 140, medians of 5. The load of the machine at the end was 3.1 on 2 processors.',
  )
  expect(lighthousePage(rows, { ...machine, pages: 'sse' })).toContain('whose path fits `sse`.')
})

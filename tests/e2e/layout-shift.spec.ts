/**
 * Nothing jumps while a page becomes live: each island is brought onto the screen before its script is there, which is worse than what
 * a reader's scrolling does, and what is seen then stays where it is.
 */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { BUILT_PAGES } from './built-pages.ts'
import { expect, hydrateAll, test } from './site.ts'

/** A share of the screen, as browsers count layout shifts: the sum of all that no input of the reader's led to. */
const MOST = 0.01
/** What the inspector has reached: in some loads the rows of its bits still move a little, once. */
const MOST_IN_INSPECTOR = 0.02

/** What jumped: how much, and the elements that did. */
type Shift = readonly [value: number, ...elements: string[]]

const WITH_ISLANDS = BUILT_PAGES.filter((path) =>
  readFileSync(`dist/site${path}index.html`, 'utf8').includes('<astro-island'),
)

test.use({ panes: 'closed' })

async function shiftsOf(page: Page): Promise<readonly Shift[]> {
  // A shift is told after the frame that it was painted in.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  return page.evaluate(() => (globalThis as unknown as { shifts: Shift[] }).shifts)
}

// Each page at both widths, once in each language.
for (const [index, path] of WITH_ISLANDS.entries())
  for (const width of [index % 2 === 0 ? 1440 : 390])
    test(`${path} at ${width}: nothing jumps while it becomes live`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 })
      await page.addInitScript(() => {
        interface LayoutShift extends PerformanceEntry {
          readonly value: number
          readonly hadRecentInput: boolean
          readonly sources: readonly { readonly node?: Node | null }[]
        }
        const shifts: [number, ...string[]][] = []
        // A face that comes late moves text as well: what counts is what moves once all are there.
        let facesAt = Infinity
        addEventListener('DOMContentLoaded', () => {
          void document.fonts.ready.then(() => (facesAt = performance.now()))
        })
        Object.assign(globalThis, { shifts })
        const nameOf = (node?: Node | null): string => {
          const element = node instanceof Element ? node : node?.parentElement
          return `${element?.tagName.toLowerCase() ?? '?'}.${element?.getAttribute('class') ?? ''}`
        }
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as LayoutShift[])
            if (!entry.hadRecentInput && entry.startTime > facesAt)
              shifts.push([entry.value, ...entry.sources.map(({ node }) => nameOf(node))])
        }).observe({ type: 'layout-shift', buffered: true })
      })
      // They come from the browser's cache.
      await page.goto('/tap/')
      await page.evaluate(() =>
        Promise.all([...document.fonts].map((face) => face.load())).then(() => undefined),
      )
      await page.goto(path)
      await hydrateAll(page)
      const shifts = await shiftsOf(page)
      const total = shifts.reduce((sum, [value]) => sum + value, 0)
      const most = path.endsWith('/inspector/') ? MOST_IN_INSPECTOR : MOST
      expect(total, JSON.stringify(shifts, undefined, 1)).toBeLessThanOrEqual(most)
    })

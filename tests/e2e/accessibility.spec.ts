/**
 * axe finds nothing on any page, in either theme; no page is wider than its screen, and no text on it smaller than 12 px, on a
 * wide screen and on a phone, code and bytes open (one load serves all three). What axe says of a bench that runs: tests/e2e/live.spec.ts.
 */
import type { Page } from '@playwright/test'
import { expectNothingFound } from './axe.ts'
import { BUILT_PAGES } from './built-pages.ts'
import { expect, hydrateAll, test } from './site.ts'
import { textTooSmall } from './text-size.ts'

/** What reaches beyond the right edge of the screen at a width; the page itself first. */
async function beyondTheEdge(page: Page, width: number): Promise<readonly string[]> {
  await page.setViewportSize({ width, height: 900 })
  return page.evaluate(async () => {
    // Drawings are laid out anew once they hear of their box.
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
    const edge = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= edge) return []
    const beyond = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > edge + 1)
      .slice(0, 5)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
    return ['the page', ...beyond]
  })
}

for (const path of BUILT_PAGES) {
  test(`axe, width and size of text, ${path}`, async ({ page }) => {
    await page.goto(path)
    await hydrateAll(page)
    await expectNothingFound(page)
    for (const width of [1440, 1024, 390]) {
      await expect.poll(() => beyondTheEdge(page, width), `at ${width} px`).toEqual([])
      await expect.poll(() => textTooSmall(page), `at ${width} px`).toEqual([])
    }
  })
}

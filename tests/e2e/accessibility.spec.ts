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
      expect(await beyondTheEdge(page, width), `at ${width} px`).toEqual([])
      expect(await textTooSmall(page), `at ${width} px`).toEqual([])
    }
  })
}

test('tabs control what is there also while the code is on its way, and where it does not come', async ({
  page,
  consoleErrors,
}) => {
  const release = Promise.withResolvers<undefined>()
  await page.route('**/sources/*.json', async (route) => {
    await release.promise
    await route.abort()
  })
  await page.goto('/iframe-streaming/held-back/')
  await hydrateAll(page)
  const bench = page.locator('[data-scene="fetch-instead"]')
  const chosen = bench.locator('.code').getByRole('tab', { selected: true })
  const panel = bench.locator('.code-missing')
  await expect(panel).toHaveText('Loading …')
  await expect(panel).toHaveId((await chosen.getAttribute('aria-controls')) ?? 'nothing')
  release.resolve(undefined)
  await expect(panel).toContainText('is not on this page')
  await expect(panel).toHaveId((await chosen.getAttribute('aria-controls')) ?? 'nothing')
  // What a browser says of a file that did not come.
  consoleErrors.splice(0)
})

/**
 * axe finds nothing on any page, in either theme; no page is wider than its screen, and no text on it smaller than 12 px, on a
 * wide screen and on a phone, code and bytes open (one load serves all three); on chapters axe also looks at a bench that runs.
 */
import type { Page } from '@playwright/test'
import { LANGUAGES, pathIn } from '../../src/words/languages.ts'
import { expectNothingFound } from './axe.ts'
import { BenchOnPage } from './bench.ts'
import { BUILT_PAGES, FIRST_SCENES } from './built-pages.ts'
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

/** Every chapter once, the languages in turn (the other one than by keyboard). */
for (const [index, [slug, scene]] of Object.entries(FIRST_SCENES).entries()) {
  const path = pathIn(LANGUAGES[(index + 1) % LANGUAGES.length] ?? 'en', `/${slug}/`)
  test(`axe, ${path} while it runs`, async ({ page }) => {
    await page.goto(path)
    const bench = new BenchOnPage(page, scene, path)
    await bench.start()
    await bench.button(bench.words.bench.pause).click()
    // The page around it does not change by running, and has been looked at above.
    await expectNothingFound(page, (axe) => axe.include(`[data-scene="${scene}"]`))
  })
}

/**
 * axe finds nothing on any page, in either theme, and no page is wider than its screen (one load serves both); on chapters
 * axe also looks at a bench that runs.
 */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { LANGUAGES, pathIn } from '../../src/i18n/languages.ts'
import { BenchOnPage } from './bench.ts'
import { BUILT_PAGES, FIRST_SCENES } from './built-pages.ts'
import { expect, hydrateAll, test } from './site.ts'

/** What axe finds in a page, or in one part of it, a line each. */
async function violations(axe: AxeBuilder): Promise<readonly string[]> {
  const { violations } = await axe.analyze()
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary ?? rule.help}`),
  )
}

/**
 * All in one call in the page (axe names that its legacy mode), asked for violations only: by default it hands every node it
 * passed over to a second page, which for a chapter of five thousand elements takes four times as long and finds the same.
 * What it gives up is to look into frames of another origin; ours have none at rest.
 */
function axeOn(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
}

/** The page in light with every rule, then in dark, where only colours differ, with the rule that looks at colours. */
async function expectNothing(page: Page, part: (axe: AxeBuilder) => AxeBuilder): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await violations(part(axeOn(page)))).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await violations(part(axeOn(page).withRules(['color-contrast'])))).toEqual([])
}

/** What reaches beyond the right edge of the screen at a width; the page itself first. */
async function beyondTheEdge(page: Page, width: number): Promise<readonly string[]> {
  await page.setViewportSize({ width, height: 900 })
  return page.evaluate(() => {
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
  test(`axe and width, ${path}`, async ({ page }) => {
    await page.goto(path)
    await hydrateAll(page)
    await expectNothing(page, (axe) => axe)
    for (const width of [1440, 1024, 390])
      expect(await beyondTheEdge(page, width), `at ${width} px`).toEqual([])
  })
}

for (const language of LANGUAGES) {
  for (const [slug, scene] of Object.entries(FIRST_SCENES)) {
    const path = pathIn(language, `/${slug}/`)
    test(`axe, ${path} while it runs`, async ({ page }) => {
      await page.goto(path)
      const bench = new BenchOnPage(page, scene, path)
      await bench.start()
      await bench.button(bench.words.bench.pause).click()
      // The page around it does not change by running, and has been looked at above.
      await expectNothing(page, (axe) => axe.include(`[data-scene="${scene}"]`))
    })
  }
}

/** axe finds nothing on any page, in either theme; on chapters also while a bench runs. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { languageOf, LANGUAGES, pathIn } from '../../src/i18n/languages.ts'
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

/** The page in light with every rule, then in dark, where only colours differ, with the rule that looks at colours. */
async function expectNothing(
  page: Page,
  part: (axe: AxeBuilder) => AxeBuilder,
  partInDark = part,
): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await violations(part(new AxeBuilder({ page })))).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await violations(partInDark(new AxeBuilder({ page }).withRules(['color-contrast'])))).toEqual([])
}

/**
 * The panes of every bench but the first. In the second language and in the second theme they are left out: they are the same
 * elements with words of the same tables and colours of the same classes, and a chapter has thousands of them.
 */
async function laterPanes(page: Page): Promise<readonly string[]> {
  const scenes = await page
    .locator('[data-scene]')
    .evaluateAll((benches) => benches.map((bench) => bench.getAttribute('data-scene') ?? ''))
  return scenes.slice(1).map((scene) => `[data-scene="${scene}"] .bench-panes`)
}

for (const path of BUILT_PAGES) {
  test(`axe, ${path}`, async ({ page }) => {
    // A chapter with seven benches has ten thousand elements.
    test.slow()
    await page.goto(path)
    await hydrateAll(page)
    const later = await laterPanes(page)
    const withoutLater = (axe: AxeBuilder): AxeBuilder =>
      later.reduce((less, part) => less.exclude(part), axe)
    const isFirst = languageOf(path) === LANGUAGES[0]
    await expectNothing(page, isFirst ? (axe) => axe : withoutLater, withoutLater)
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

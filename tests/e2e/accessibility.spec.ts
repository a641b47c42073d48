/** axe finds nothing on any page, in either theme; on chapters also while a bench runs. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { LANGUAGES, pathIn } from '../../src/i18n/languages.ts'
import { BenchOnPage } from './bench.ts'
import { BUILT_PAGES, FIRST_SCENES } from './built-pages.ts'
import { expect, hydrateAll, test } from './site.ts'

/** The dark theme is the same page in other colours: only the rule that looks at colours is asked again. */
const RULES = { light: undefined, dark: ['color-contrast'] } as const

/** What axe finds in a page, or in one part of it, a line each. */
async function violations(page: Page, theme: keyof typeof RULES, part?: string): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page })
  const rules = RULES[theme]
  if (rules !== undefined) axe.withRules([...rules])
  const { violations } = await (part === undefined ? axe : axe.include(part)).analyze()
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary ?? rule.help}`),
  )
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    for (const path of BUILT_PAGES) {
      test(`axe, ${path}`, async ({ page }) => {
        // A chapter with seven benches has ten thousand elements.
        test.slow()
        await page.goto(path)
        await hydrateAll(page)
        expect(await violations(page, colorScheme)).toEqual([])
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
          expect(await violations(page, colorScheme, `[data-scene="${scene}"]`)).toEqual([])
        })
      }
    }
  })
}

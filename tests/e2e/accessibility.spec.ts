/** axe finds nothing on any page, in either theme; on chapters also while a bench runs. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { BENCH_WORDS } from '../../src/i18n/bench-words.ts'
import { LANGUAGES } from '../../src/i18n/languages.ts'
import { BUILT_PAGES, chapter, CHAPTER_SLUGS } from './built-pages.ts'
import { expect, islandsReady, test } from './site.ts'

async function violations(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary ?? rule.help}`),
  )
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    for (const path of BUILT_PAGES) {
      test(`axe, ${path}`, async ({ page }) => {
        await page.goto(path)
        await islandsReady(page)
        expect(await violations(page)).toEqual([])
      })
    }

    for (const language of LANGUAGES) {
      for (const slug of CHAPTER_SLUGS) {
        test(`axe, ${chapter(language, slug)} while it runs`, async ({ page }) => {
          const words = BENCH_WORDS[language].bench
          await page.goto(chapter(language, slug))
          const bench = page.getByRole('region', { name: words.label }).first()
          await bench.scrollIntoViewIfNeeded()
          await islandsReady(page)
          await bench.getByRole('button', { name: words.start, exact: true }).click()
          await expect(bench.getByRole('button', { name: words.pause })).toBeVisible()
          await bench.getByRole('button', { name: words.pause }).click()
          expect(await violations(page)).toEqual([])
        })
      }
    }
  })
}

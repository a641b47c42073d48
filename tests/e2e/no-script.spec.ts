/** Without JavaScript a chapter still shows a finished run: the ladder as a picture, the bytes as text. */
import { INSPECTOR_WORDS } from '../../src/inspector/words.ts'
import { LANGUAGES, pathIn } from '../../src/words/languages.ts'
import { BenchOnPage } from './bench.ts'
import { FIRST_SCENES } from './built-pages.ts'
import { expect, test } from './site.ts'

test.use({ javaScriptEnabled: false })

for (const language of LANGUAGES) {
  for (const [slug, scene] of Object.entries(FIRST_SCENES)) {
    const path = pathIn(language, `/${slug}/`)

    test(`${path}: the recorded ladder and bytes are in the page, and say what they are`, async ({
      page,
    }) => {
      await page.goto(path)
      const { root, words } = new BenchOnPage(page, scene, path)
      await expect(root.getByText(words.bench.needsScript)).toBeVisible()
      const drawn = root
        .locator('svg')
        .filter({ has: page.locator('line, path') })
        .filter({ has: page.locator('text') })
      await expect(drawn.first()).toBeVisible()
      const slices = root.getByRole('listbox', { name: words.wire.list }).getByRole('option')
      await expect(slices.filter({ hasText: new RegExp(`GET …/|${words.unit.chunk}`) }).first()).toBeVisible()
      const cells = root.getByRole('grid', { name: INSPECTOR_WORDS[language].grid }).getByRole('gridcell')
      const hex = await cells.allTextContents()
      expect(hex.length).toBeGreaterThan(20)
      expect(hex.every((cell) => /^[0-9a-f]{2}$/i.test(cell.trim()))).toBe(true)
    })
  }
}

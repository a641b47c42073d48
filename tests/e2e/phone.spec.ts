/** On a phone a chapter's first figure is near its top: Start within 1.2 screens. */
import { LANGUAGES, pathIn } from '../../src/words/languages.ts'
import { BenchOnPage } from './bench.ts'
import { FIRST_SCENES } from './built-pages.ts'
import { expect, facesThere, test } from './site.ts'

const SCREEN = { width: 390, height: 844 }

test.use({ viewport: SCREEN })

for (const language of LANGUAGES)
  for (const [slug, scene] of Object.entries(FIRST_SCENES)) {
    const path = pathIn(language, `/${slug}/`)
    test(`${path}: Start is within 1.2 screens of the top`, async ({ page }) => {
      await page.goto(path, { waitUntil: 'domcontentloaded' })
      await facesThere(page)
      const bench = new BenchOnPage(page, scene, path)
      const box = await bench.button(bench.words.bench.start).boundingBox()
      expect(box?.y).toBeGreaterThan(0)
      expect(box?.y).toBeLessThan(1.2 * SCREEN.height)
    })
  }

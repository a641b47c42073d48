/** A printed chapter is a handout: few pages, the ladders with all of their stories, and nothing lies on anything else. */
import { LANGUAGES, pathIn } from '../../src/words/languages.ts'
import { FIRST_SCENES } from './built-pages.ts'
import { expect, hydrateAll, test } from './site.ts'

const MOST_PAGES = 12

/** A4 without the margins of `print.css`, in CSS pixels. */
const PAPER_WIDTH = 695

test.use({ panes: 'closed' })

// The languages in turn: what is printed is the same in both.
for (const [index, slug] of Object.keys(FIRST_SCENES).entries()) {
  const path = pathIn(LANGUAGES[index % LANGUAGES.length] ?? 'en', `/${slug}/`)
  test(`${path}: at most ${MOST_PAGES} pages, each ladder above the story that it is told by`, async ({
    page,
  }) => {
    await page.goto(path)
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length).toBeLessThanOrEqual(MOST_PAGES)
    await hydrateAll(page)
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: PAPER_WIDTH, height: 1000 })
    for (const bench of await page.locator('.bench').all()) {
      const ladder = await bench.locator('.ladder-scroll').boundingBox()
      const story = await bench.locator('.story-stops').boundingBox()
      expect(story?.y).toBeGreaterThanOrEqual((ladder?.y ?? Infinity) + (ladder?.height ?? 0) - 1)
      expect((story?.x ?? Infinity) + (story?.width ?? 0)).toBeLessThanOrEqual(PAPER_WIDTH + 1)
      for (const text of await bench.locator('.story-text').all()) await expect(text).toBeVisible()
    }
  })
}

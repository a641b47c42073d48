/** A printed chapter is a handout: few pages, the ladders with all of their stories, and nothing lies on anything else. */
import { LANGUAGES, pathIn } from '../../src/words/languages.ts'
import { FIRST_SCENES } from './built-pages.ts'
import { expect, hydrateAll, test } from './site.ts'

const MOST_PAGES = 12

/** A4 without the margins of `print.css`, in CSS pixels. */
const PAPER_WIDTH = 695

test.use({ panes: 'closed' })

/** How a bench's story lies to its ladder and to the paper's edge, in one look: what stands above may be laid out anew between two. */
function placeOfStory(bench: Element): { readonly isBelow: boolean; readonly fits: boolean } {
  const ladder = bench.querySelector('.ladder-scroll')?.getBoundingClientRect()
  const story = bench.querySelector('.story-stops')?.getBoundingClientRect()
  return {
    isBelow: (story?.top ?? -Infinity) >= (ladder?.bottom ?? Infinity) - 1,
    fits: (story?.right ?? Infinity) <= innerWidth + 1,
  }
}

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
      await expect.poll(() => bench.evaluate(placeOfStory)).toEqual({ isBelow: true, fits: true })
      for (const text of await bench.locator('.story-text').all()) await expect(text).toBeVisible()
    }
  })
}

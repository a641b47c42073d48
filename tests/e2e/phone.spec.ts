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

test.describe('one pane is in front', () => {
  test.use({ panes: 'closed' })

  test('below the story stand what explains the ladder and its scale', async ({ page }) => {
    const path = '/long-polling/'
    await page.goto(path)
    const bench = new BenchOnPage(page, 'two-polls', path)
    await bench.ready()
    const { ladder, table } = bench.words
    const story = await bench.root.locator('.story').boundingBox()
    for (const part of [
      bench.button(ladder.zoomIn),
      bench.root.locator('.ladder-key'),
      bench.root.getByText(table.summary),
    ]) {
      await expect(part).toBeVisible()
      expect((await part.boundingBox())?.y).toBeGreaterThan((story?.y ?? 0) + (story?.height ?? Infinity) - 1)
    }
  })

  test('one that the figure opens with lies behind the ladder, and its first press brings it there', async ({
    page,
  }) => {
    const path = '/websocket/frames/'
    await page.goto(path)
    const bench = new BenchOnPage(page, 'first-frames', path)
    await bench.ready()
    const { bytes, ladder } = bench.words.panes
    const list = bench.root.getByRole('listbox', { name: bench.words.wire.list })
    const drawing = bench.root.getByRole('group', { name: bench.words.ladder.title, exact: true })
    await expect(drawing).toBeVisible()
    await expect(list).toBeHidden()
    await bench.button(bytes).click()
    await expect(list).toBeVisible()
    await expect(drawing).toBeHidden()
    await bench.button(ladder).click()
    await expect(drawing).toBeVisible()
    await bench.button(bytes).click()
    await expect(list).toBeVisible()
  })
})

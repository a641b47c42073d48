/** Without JavaScript a chapter still shows a finished run: the ladder as a picture, all that its story tells, and a page of its own with code and bytes. */
import { stopsAtFirst, storyNames } from '../../src/figures/lookup.ts'
import { SITE_WORDS } from '../../src/words/index.ts'
import { LANGUAGES, pathIn } from '../../src/words/languages.ts'
import { BenchOnPage } from './bench.ts'
import { FIRST_SCENES } from './built-pages.ts'
import { expect, test } from './site.ts'

test.use({ javaScriptEnabled: false })

for (const language of LANGUAGES) {
  for (const [slug, scene] of Object.entries(FIRST_SCENES)) {
    const path = pathIn(language, `/${slug}/`)

    test(`${path}: the recorded ladder is in the page and says what it is, every stop is there to read, its code and bytes are a link away`, async ({
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
      const stops = root.locator('[data-stop]')
      const names = await stops.evaluateAll((all) => all.map((stop) => stop.getAttribute('data-stop')))
      const stories = [undefined, ...storyNames(scene)].map((story) =>
        stopsAtFirst(scene, story).map(({ name }) => name),
      )
      expect(stories).toContainEqual(names)
      for (const stop of await stops.all()) await expect(stop.locator('.story-text')).toBeVisible()
      await root.getByRole('link', { name: words.bench.codeAndBytes }).click()
      const { bytes, sources } = SITE_WORDS[language].capture
      await expect(page.getByRole('heading', { name: sources })).toBeVisible()
      await expect(page.locator('figure.listing code').first()).toContainText('export async function')
      const text = (await page.getByRole('group', { name: bytes }).textContent()) ?? ''
      expect(text).toContain('http.method "GET"')
      // Each field of every byte, from the first.
      expect(text.split('\n').length).toBeGreaterThan(100)
    })
  }
}

/** Everything a bench does, done with the keyboard alone; nothing here touches a mouse. */
import { LANGUAGES, pathIn } from '../../src/words/languages.ts'
import { BenchOnPage } from './bench.ts'
import { BUSY_SCENES } from './built-pages.ts'
import { expect, tabTo, test } from './site.ts'

// A hundred keys and more, one after the other.
test.setTimeout(240_000)

/** Every chapter once, the languages in turn: what keys do is one code, what is read in the bench comes from one table. */
for (const [index, [slug, scene]] of Object.entries(BUSY_SCENES).entries()) {
  const path = pathIn(LANGUAGES[index % LANGUAGES.length] ?? 'en', `/${slug}/`)

  test(`${path}: start, pause, step, open a field, read its sentence, stop`, async ({ page }) => {
    await page.goto(path)
    const bench = new BenchOnPage(page, scene, path)
    const { words, root } = bench
    await bench.ready()
    await tabTo(bench.button(words.bench.start))
    await page.keyboard.press('Enter')
    await bench.running()
    const slices = root.getByRole('listbox', { name: words.wire.list })
    await expect(slices.getByRole('option').nth(3)).toBeVisible()

    await tabTo(bench.button(words.bench.pause))
    await page.keyboard.press('Space')
    await expect(bench.button(words.bench.resume)).toBeFocused()

    await tabTo(bench.button(words.bench.stepBack))
    const chosen = slices.getByRole('option', { selected: true })
    const there = await chosen.textContent()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await expect(chosen).not.toHaveText(there ?? '')

    await tabTo(slices)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    const inspector = root.getByRole('group', { name: bench.inspectorWords.title })
    await expect(inspector.getByRole('grid', { name: bench.inspectorWords.grid })).toBeFocused()

    const heard = inspector.locator('p[aria-live]').last()
    const before = (await heard.textContent()) ?? ''
    await page.keyboard.press('ArrowRight')
    await expect(heard).not.toHaveText(before)
    const sentence = (await heard.textContent())?.trim() ?? ''
    const shown = sentence.slice(sentence.indexOf('. ') + 2)
    await expect(inspector.locator('p').filter({ hasText: shown }).first()).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(heard).not.toHaveText(sentence)

    await tabTo(bench.button(words.bench.stop), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await expect(bench.button(words.bench.startAgain)).toBeVisible()
  })
}

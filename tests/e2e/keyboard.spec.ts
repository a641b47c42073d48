/** Everything a bench does, done with the keyboard alone; nothing here touches a mouse. */
import type { Locator, Page } from '@playwright/test'
import { LANGUAGES, pathIn } from '../../src/words/languages.ts'
import { BenchOnPage } from './bench.ts'
import { BUSY_SCENES } from './built-pages.ts'
import { expect, test } from './site.ts'

/** More stops than any page has before its first bench ends. */
const MOST_STOPS = 200

/** Presses Tab (or Shift+Tab) until the element has the focus. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${MOST_STOPS} stops and the element was not among them`)
}

/** Every chapter once, the languages in turn: what keys do is one code, what is read in the bench comes from one table. */
for (const [index, [slug, scene]] of Object.entries(BUSY_SCENES).entries()) {
  const path = pathIn(LANGUAGES[index % LANGUAGES.length] ?? 'en', `/${slug}/`)

  test(`${path}: start, pause, step, open a field, read its sentence, stop`, async ({ page }) => {
    await page.goto(path)
    const bench = new BenchOnPage(page, scene, path)
    const { words, root } = bench
    await tabTo(page, bench.button(words.bench.start))
    await page.keyboard.press('Enter')
    await bench.running()
    const slices = root.getByRole('listbox', { name: words.wire.list })
    await expect(slices.getByRole('option').nth(3)).toBeVisible()

    await tabTo(page, bench.button(words.bench.pause))
    await page.keyboard.press('Space')
    await expect(bench.button(words.bench.resume)).toBeFocused()

    await tabTo(page, bench.button(words.bench.stepBack))
    const chosen = slices.getByRole('option', { selected: true })
    const before = await chosen.textContent()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await expect(chosen).not.toHaveText(before ?? '')

    await tabTo(page, slices)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    const inspector = root.getByRole('group', { name: bench.inspectorWords.title })
    await expect(inspector.getByRole('grid', { name: bench.inspectorWords.grid })).toBeFocused()

    const heard = inspector.locator('p[aria-live]').last()
    await page.keyboard.press('ArrowRight')
    await expect(heard).not.toHaveText('')
    const sentence = (await heard.textContent())?.trim() ?? ''
    const shown = sentence.slice(sentence.indexOf('. ') + 2)
    await expect(inspector.locator('p').filter({ hasText: shown }).first()).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(heard).not.toHaveText(sentence)

    await tabTo(page, bench.button(words.bench.stop), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await expect(bench.button(words.bench.startAgain)).toBeVisible()
  })
}

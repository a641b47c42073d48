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

test('a ladder is walked to its ends and from lane to lane, and Enter goes into the bytes', async ({
  page,
}) => {
  const path = '/long-polling/'
  await page.goto(path)
  const bench = new BenchOnPage(page, 'two-polls', path)
  const { words, root } = bench
  await bench.ready()
  const ladder = root.getByRole('group', { name: words.ladder.help })
  const chosen = root.getByRole('listbox', { name: words.wire.list }).getByRole('option', { selected: true })
  await ladder.focus()
  await page.keyboard.press('End')
  const last = (await root.locator('.story-moment p').textContent()) ?? ''
  await page.keyboard.press('Home')
  await expect(root.locator('.story-moment p')).not.toHaveText(last)
  const first = (await root.locator('.story-moment p').textContent()) ?? ''
  await page.keyboard.press('ArrowRight')
  await expect(root.locator('.story-moment p')).not.toHaveText(first)
  const beside = (await root.locator('.story-moment p').textContent()) ?? ''
  await page.keyboard.press('ArrowLeft')
  await expect(root.locator('.story-moment p')).not.toHaveText(beside)
  await expect(chosen).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(root.getByRole('grid', { name: bench.inspectorWords.grid })).toBeFocused()
})

test('a run that pauses, goes on and is hit by a fault says so, and its buttons are told apart', async ({
  page,
}) => {
  const path = '/websocket/frames/'
  await page.goto(path)
  const bench = new BenchOnPage(page, 'first-frames', path)
  const { words, root } = bench
  await bench.start()
  await bench.socketOpen()
  const heard = root.locator('.state').getByRole('status')
  await expect(heard).toContainText(words.bench.heard.running)
  await tabTo(bench.button(words.bench.pause))
  await page.keyboard.press('Enter')
  await expect(heard).toContainText(words.bench.paused(0))
  await expect(bench.button(words.bench.resume)).not.toHaveAttribute('aria-pressed')
  await page.keyboard.press('Enter')
  await expect(heard).not.toContainText(words.bench.paused(0))
  await bench.button(words.run.faults.reset).press('Enter')
  await expect(heard).toContainText(words.run.faults.reset)

  // A button that takes itself away hands the focus to what stands beside it.
  await bench.button(words.bench.stop).press('Enter')
  await bench.button(words.bench.showRecorded).press('Enter')
  await expect(bench.button(words.bench.showRecorded)).toHaveCount(0)
  await expect(root.locator('button:focus')).toHaveCount(1)
})

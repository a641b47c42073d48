/** What was done is there again, on this device alone, in lists and on the page; one button forgets it; without storage all works. */
import type { Page } from '@playwright/test'
import { PROSE_WORDS } from '../../src/chapters/words.ts'
import { READING_WORDS } from '../../src/words/reading-words.ts'
import { BenchOnPage } from './bench.ts'
import { expect, hydrateAll, test } from './site.ts'

const WORDS = READING_WORDS.en
const GUESS = PROSE_WORDS.en.guess
const FRAMES = '/websocket/frames/'

async function giveGuess(page: Page): Promise<void> {
  const guess = page.locator('comet-guess')
  await guess.getByRole('radio').nth(1).check()
  await guess.getByRole('button', { name: GUESS.give }).click()
  await expect(guess.locator('.guess-verdict')).toHaveText(GUESS.right)
}

/** The home page's entry of the page on frames. */
const entry = (page: Page) => page.locator('.home-chapters > li').filter({ hasText: 'frames' })

test('a guess and a place are remembered, shown in the list, gone on from, and forgotten', async ({
  page,
}) => {
  await page.goto(FRAMES)
  await expect(page.locator('comet-place')).toBeHidden()
  await giveGuess(page)
  await page.locator('#sending').evaluate((heading) => heading.scrollIntoView({ behavior: 'instant' }))
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('comet.place.websocket/frames')))
    .toBe('sending')

  await page.goto('/')
  await expect(entry(page)).toContainText(WORDS.guesses(1, 1))
  await page.getByRole('link', { name: WORDS.goOnWith }).click()
  await expect(page).toHaveURL(new RegExp(`${FRAMES}#sending$`))

  await page.goto(FRAMES)
  const goOn = page.getByRole('link', { name: `${WORDS.goOnAt}“` })
  await goOn.click()
  await expect(page).toHaveURL(/#sending$/)

  await page.goto('/')
  await page.getByText(WORDS.forget, { exact: true }).click()
  await page.getByRole('button', { name: WORDS.forgetDo, exact: true }).click()
  await expect(page.getByText(WORDS.forgotten)).toBeFocused()
  await expect(entry(page)).not.toContainText(WORDS.guesses(1, 1))
  await expect(page.getByRole('link', { name: WORDS.goOnWith })).toBeHidden()
  await page.goto(FRAMES)
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
  await expect(goOn).toBeHidden()
})

test('forgotten from the list at the side, a guess is open again at once', async ({ page }) => {
  await page.goto(FRAMES)
  await giveGuess(page)
  const list = page.locator('.side-nav')
  await expect(list).toContainText(WORDS.guesses(1, 1))
  await list.getByText(WORDS.forget, { exact: true }).click()
  await list.getByRole('button', { name: WORDS.forgetDo, exact: true }).click()
  await expect(page.locator('.guess-verdict')).toBeEmpty()
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
  await expect(page.locator('comet-guess details')).not.toHaveAttribute('open')
})

test('a goal is ticked at its figure and at the page’s end, and started over there', async ({ page }) => {
  const goals = PROSE_WORDS.en.goals
  await page.goto('/comet/')
  await hydrateAll(page)
  const bench = new BenchOnPage(page, 'match-and-ticker', '/comet/')
  await bench.start()
  const there = page.locator('comet-goals [data-check="first-live-event"]')
  const atEnd = page.locator('comet-goals-of-page [data-check="first-live-event"]')
  await expect(there).toHaveAttribute('data-state', 'reached', { timeout: 30_000 })
  await expect(atEnd).toHaveAttribute('data-state', 'reached')
  await bench.button(bench.words.bench.stop).click()
  await page.reload()
  await expect(there).toHaveAttribute('data-state', 'reached')
  await atEnd.getByRole('link').click()
  await expect(page).toHaveURL(/#figure-match-and-ticker$/)
  await page.getByRole('button', { name: goals.reset }).click()
  await expect(page.locator('.goals-progress')).toBeFocused()
  await expect(there).toHaveAttribute('data-state', 'open')
})

test('without storage, as in some private windows, a guess is given all the same', async ({ page }) => {
  await page.addInitScript(() =>
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError')
      },
    }),
  )
  await page.goto(FRAMES)
  await giveGuess(page)
  await expect(page.locator('.side-nav')).toContainText(WORDS.guesses(1, 1))
})

/** A guess by keyboard: arrow keys choose, Enter or the button gives it, and what was given and opened is there again. */
import { PROSE_WORDS } from '../../src/chapters/words.ts'
import { expect, test } from './site.ts'

const WORDS = PROSE_WORDS.en.guess
const PATH = '/websocket/frames/'

test('arrow keys choose and give nothing away; Enter gives, and the answer opens', async ({ page }) => {
  await page.goto(PATH)
  const guess = page.locator('comet-guess')
  const options = guess.getByRole('radio')
  await options.first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(options.nth(2)).toBeChecked()
  await expect(guess.locator('.guess-verdict')).toBeEmpty()
  await expect(guess.locator('details')).not.toHaveAttribute('open')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(guess.locator('.guess-verdict')).toHaveText(WORDS.right)
  await expect(guess.locator('details')).toHaveAttribute('open')

  await page.reload()
  await expect(options.nth(1)).toBeChecked()
  await expect(guess.locator('.guess-verdict')).toHaveText(WORDS.right)
  await expect(guess.locator('details')).toHaveAttribute('open')

  // Folded by the reader, it stays so.
  await guess.locator('summary').click()
  await page.reload()
  await expect(guess.locator('.guess-verdict')).toHaveText(WORDS.right)
  await expect(guess.locator('details')).not.toHaveAttribute('open')
})

test('an answer that is folded in the moment of leaving stays folded', async ({ page }) => {
  await page.goto(PATH)
  const guess = page.locator('comet-guess')
  await guess.getByRole('radio').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(guess.locator('details')).toHaveAttribute('open')
  const again = page.waitForEvent('load')
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('comet-guess summary')?.click()
    location.reload()
    // A busy browser lets go of the page before it has come to the task in which `toggle` is told.
    addEventListener('toggle', (event) => event.stopImmediatePropagation(), { capture: true })
  })
  await again
  await expect(guess.locator('.guess-verdict')).toHaveText(WORDS.right)
  await expect(guess.locator('details')).not.toHaveAttribute('open')
})

test('the button gives a guess as well, and asks for a choice where there is none', async ({ page }) => {
  await page.goto(PATH)
  const guess = page.locator('comet-guess')
  const give = guess.getByRole('button', { name: WORDS.give })
  await give.click()
  await expect(guess.locator('.guess-verdict')).toBeEmpty()
  await guess.getByRole('radio').first().check()
  await expect(guess.locator('.guess-verdict')).toBeEmpty()
  await give.click()
  await expect(guess.locator('.guess-verdict')).toContainText(WORDS.wrong(''))
  await expect(give).toBeHidden()
  await expect(guess.locator('summary')).toBeFocused()
})

test('a guess is not wrong before it is given, and what is missing is said', async ({ page }) => {
  await page.goto(PATH)
  const guess = page.locator('comet-guess')
  const give = guess.getByRole('button', { name: WORDS.give })
  await expect(give).toBeVisible()
  await expect(guess.locator('input:invalid')).toHaveCount(0)
  await give.press('Enter')
  const missing = guess.getByRole('status').filter({ hasText: WORDS.choose })
  await expect(missing).toBeVisible()
  await expect(guess.getByRole('radio').first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(missing).toHaveCount(0)
})

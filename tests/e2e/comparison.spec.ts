/** Chapter 6 as a reader works it: a message by both, a kilobyte by both, the questions that choose; and where its links lead. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { BYTE_STACK_WORDS } from '../../src/figures/byte-stack/words.ts'
import { CHOOSE_WORDS } from '../../src/figures/choose/words.ts'
import { LANGUAGES, languageOf, pathIn } from '../../src/words/languages.ts'
import { BenchOnPage } from './bench.ts'
import { expect, test } from './site.ts'

const COUNTED = '/sse-vs-websocket/'
const CHOOSING = '/sse-vs-websocket/choosing/'
const TEXT = JSON.stringify({ type: 'note', data: { text: 'x' } })

/** The rows of a stack with so many bytes of payload in one cell. */
function payloadCells(page: Page, figure: string, path: string, bytes: number) {
  const { kinds, count } = BYTE_STACK_WORDS[languageOf(path)]
  const text = new RegExp(`${kinds.payload} ${count(bytes)}(?!\\d)`)
  return page.locator(`#figure-byte-stack-${figure}`).getByRole('cell').filter({ hasText: text })
}

for (const language of LANGUAGES) {
  const path = pathIn(language, CHOOSING)
  const words = BYTE_STACK_WORDS[language]

  test(`${pathIn(language, COUNTED)}: what the reader sends goes up by both, and is counted`, async ({
    page,
  }) => {
    await page.goto(pathIn(language, COUNTED))
    const bench = new BenchOnPage(page, 'both-ways', path)
    await bench.start()
    await bench.socketOpen()
    await bench.root.getByRole('textbox').fill('x')
    await bench.button(bench.words.controls.send).click()
    await page.locator('#figure-byte-stack-conversation').scrollIntoViewIfNeeded()
    // One payload: in the POST and in the frame, and as it is the only one, in both sums.
    await expect(payloadCells(page, 'conversation', path, TEXT.length)).toHaveCount(4)
    await expect(page.locator('#figure-byte-stack-conversation').getByText(words.live)).toBeVisible()
  })

  test(`${path}: a kilobyte that is no text, up and down, from one button`, async ({ page }) => {
    await page.goto(path)
    const figure = page.locator('#figure-byte-stack-kilobyte')
    await figure.scrollIntoViewIfNeeded()
    await figure.getByRole('button', { name: words.sendKilobyte(1024) }).click()
    await expect(figure.getByText(words.live)).toBeVisible()
    // As it is in the frame, and in its echo.
    await expect(payloadCells(page, 'kilobyte', path, 1024)).toHaveCount(2)
  })

  test(`${path}: the questions choose, by keyboard`, async ({ page }) => {
    await page.goto(path)
    const { questions, choices, ourAnswer } = CHOOSE_WORDS[language]
    const figure = page.locator('#figure-choose')
    await figure.scrollIntoViewIfNeeded()
    const advice = figure.locator('.choose-own')
    await expect(advice.getByText(ourAnswer(choices.sse))).toBeVisible()
    await figure.getByRole('button', { name: questions.up.asks }).click()
    const never = figure.getByRole('radio', { name: questions.up.answers.never })
    await expect(never).toBeEnabled()
    await never.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect(figure.getByRole('radio', { name: questions.up.answers.often })).toBeChecked()
    await expect(advice.getByText(ourAnswer(choices.ws))).toBeVisible()
  })

  test(`${path}: every run that a reason leads to is there`, () => {
    for (const to of new Set(
      Object.values({ ...CHOOSE_WORDS[language].reasons, ...CHOOSE_WORDS[language].watch }).map(
        (each) => each.to,
      ),
    )) {
      const [at = '', anchor = ''] = to.split('#')
      const file = `dist/site${pathIn(language, at === '' ? CHOOSING : `/${at}`)}index.html`
      expect(readFileSync(file, 'utf8'), to).toContain(`id="${anchor}"`)
    }
  })
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })
  for (const language of LANGUAGES) {
    const path = pathIn(language, CHOOSING)
    test(`${path}: the bytes are in a table, and the cases open`, async ({ page }) => {
      await page.goto(path)
      const { kinds } = BYTE_STACK_WORDS[language]
      const cells = page.locator('#figure-byte-stack-kilobyte').getByRole('cell')
      await expect(cells.filter({ hasText: kinds.head }).first()).toBeVisible()
      const { reveal, ourAnswer, choices } = CHOOSE_WORDS[language]
      const first = page.locator('#figure-choose details').first()
      await first.getByText(reveal, { exact: true }).click()
      await expect(first.getByText(ourAnswer(choices['short-poll']))).toBeVisible()
      await expect(page.locator('#figure-choose').getByRole('radio')).toHaveCount(0)
    })
  }
})

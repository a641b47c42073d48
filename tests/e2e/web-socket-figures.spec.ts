/**
 * The figures of chapter 4 in the reader's hand: a broken frame costs the script all but 1006, a message in fragments arrives whole with
 * the pong before it, a page from elsewhere is turned away, and the machine follows.
 */
import type { Page } from '@playwright/test'
import { CROSS_ORIGIN_WORDS } from '../../src/figures/cross-origin/words.ts'
import { STATE_MACHINE_WORDS } from '../../src/figures/state-machine/words.ts'
import { SEND_RAW_WORDS } from '../../src/figures/send-raw/words.ts'
import { TRACE_WORDS } from '../../src/words/trace-words.ts'
import { ENDINGS_WORDS } from '../../src/figures/websocket-endings/words.ts'
import { BenchOnPage } from './bench.ts'
import { expect, hydrate, test } from './site.ts'

const OPENING = '/websocket/'
const FRAMES = '/websocket/frames/'
const ENDINGS = '/websocket/endings/'
const ENDS = ENDINGS_WORDS.en
const RAW = SEND_RAW_WORDS.en
const CROSS_ORIGIN = CROSS_ORIGIN_WORDS.en
const MACHINE = STATE_MACHINE_WORDS.en
const SAYS = TRACE_WORDS.en.run
const { whose } = TRACE_WORDS.en

async function open(page: Page, path: string, figure: string): Promise<void> {
  await page.goto(path)
  await hydrate(page.locator(`#figure-${figure} astro-island`))
}

test('a masked frame: the server is told 1002, the script 1006', async ({ page, consoleErrors }) => {
  await open(page, ENDINGS, 'ten-ends-table')
  const cause = ENDS.causes.masked.name
  await page.getByRole('button', { name: ENDS.tryIt(cause) }).click()
  const row = page.getByRole('row').filter({ hasText: cause })
  const cells = row.getByRole('cell')
  await expect(cells).toHaveCount(4, { timeout: 15_000 })
  await expect(cells.nth(1)).toContainText('1002')
  await expect(cells.nth(2)).toContainText('1006')
  await expect(cells.nth(2)).toContainText(ENDS.errorBefore)
  await expect(page.getByText(ENDS.tally(1, 10, 1))).toBeVisible()
  // The browser says why in its console, and nowhere else.
  await expect.poll(() => consoleErrors.join()).toContain('mask')
  consoleErrors.length = 0
})

test('a message in two fragments arrives whole, and its ping is answered; bytes that are none are not sent', async ({
  page,
}) => {
  await open(page, FRAMES, 'send-raw')
  await page.getByRole('combobox', { name: RAW.preset }).selectOption('fragments')
  await page.getByRole('button', { name: RAW.send, exact: true }).click()
  const followed = page.getByRole('region', { name: RAW.title }).getByRole('listitem')
  await expect(
    followed.filter({ hasText: SAYS.note({ kind: 'message', type: 'text', bytes: 5 }) }),
  ).toHaveCount(1)
  await expect(followed.filter({ hasText: RAW.browserSent('pong') })).toHaveCount(1)

  await page.getByRole('textbox', { name: RAW.bytes }).fill('81 0')
  await expect(page.getByText(RAW.bad)).toBeVisible()
  await expect(page.getByRole('button', { name: RAW.send, exact: true })).toBeDisabled()
})

test('a page without an origin is turned away with 403', async ({ page, consoleErrors }) => {
  await open(page, OPENING, 'foreigner')
  const figure = page.getByRole('region', { name: CROSS_ORIGIN.title('WebSocket') })
  await figure.getByRole('button', { name: CROSS_ORIGIN.tryIt.ws }).click()
  await expect(figure.getByText(whose.live)).toBeVisible()
  await expect(figure.getByText(CROSS_ORIGIN.turnedAway(403))).toBeVisible()
  await expect(figure.getByText('Origin: null').first()).toBeVisible()
  const inside = page.frameLocator(`iframe[title="${CROSS_ORIGIN.frame}"]`)
  await expect(inside.getByText('close  1006')).toBeVisible()
  await expect.poll(() => consoleErrors.join()).toContain('403')
  consoleErrors.length = 0
})

test('the machine follows a close from the server', async ({ page }) => {
  await open(page, OPENING, 'state-machine')
  const bench = new BenchOnPage(page, 'first-frames', OPENING)
  await bench.start()
  const machine = page.getByRole('region', { name: MACHINE.title('WebSocket') })
  await expect(machine.getByText(whose.live)).toBeVisible()
  await expect(machine.getByRole('listitem').filter({ hasText: 'OPEN' })).toHaveCount(1)
  await bench.button(SAYS.faults['ws-close']).click()
  await expect(machine.getByRole('listitem').filter({ hasText: MACHINE.code(1000) })).toHaveCount(1)
  await expect(machine.getByRole('listitem').filter({ hasText: 'CLOSING' })).toHaveCount(1)
  // And it comes back.
  await expect(machine.getByRole('listitem').filter({ hasText: 'OPEN' })).toHaveCount(2)
})

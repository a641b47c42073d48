/**
 * The figures of faults in the reader's hand: a reset is told and a stall is not, a quiet connection is dropped by the box, a
 * buffer's before and after, and a simulated storm that says that it is one.
 */
import { LIFELINE_WORDS } from '../../src/figures/idle-and-heartbeat/words.ts'
import { TWO_CUTS_WORDS } from '../../src/figures/two-cuts/words.ts'
import { TRACE_WORDS } from '../../src/words/trace-words.ts'
import { STORM_WORDS } from '../../src/figures/reconnection-storm/words.ts'
import { BenchOnPage } from './bench.ts'
import { expect, hydrateAll, leave, test, textsOf } from './site.ts'

const { whose } = TRACE_WORDS.en
const CUTS = TWO_CUTS_WORDS.en
const LIVES = LIFELINE_WORDS.en
const STORM = STORM_WORDS.en
/** In a cell, behind how late. */
const LATE = / late$/m

test('a reset is told to the WebSocket’s page at once, and a stall to nobody', async ({
  page,
  consoleErrors,
}) => {
  await page.goto('/websocket/endings/')
  await hydrateAll(page)
  const bench = new BenchOnPage(page, 'two-cuts', '/websocket/endings/')
  await bench.start()
  await bench.socketOpen()
  const table = page.locator('#figure-two-cuts-table')
  const faultName = (kind: 'reset' | 'stall') =>
    bench.words.controls.fault(bench.words.run.faults[kind], bench.words.run.all)
  await bench.button(faultName('reset')).click()
  const rows = table.getByRole('row').filter({ hasText: bench.words.transport.ws })
  await expect(table.getByText(whose.live)).toBeVisible()
  await expect(rows.first()).toContainText('1006')
  await expect(table.getByText(CUTS.notTried)).toBeVisible()

  // The one that was reset is followed by another, and a stall needs one that is open.
  await bench.socketOpen(2)
  const texts = await textsOf(table)
  await bench.button(faultName('stall')).click()
  await expect(rows).toHaveCount(2)
  await expect(rows.nth(1)).toContainText(bench.words.run.note({ kind: 'silent' }))
  // Until then the last row said that nothing had been told.
  const { ws } = bench.words.transport
  const last = (await texts()).map((text) => text.slice(text.lastIndexOf(ws)))
  expect(last.some((text) => text.includes(CUTS.noneYet))).toBe(true)
  await bench.button(bench.words.bench.stop).click()
  // The browser says of each connection that was cut what it knows.
  const errors = await leave(page, consoleErrors)
  expect(errors.every((error) => /ERR_|Failed to load/.test(error))).toBe(true)
})

test('the box drops what is silent longer than it waits', async ({ page, consoleErrors }) => {
  await page.goto('/websocket/endings/')
  await hydrateAll(page)
  const bench = new BenchOnPage(page, 'idle-and-heartbeat', '/websocket/endings/')
  await bench.start()
  const own = page.locator('#figure-lifelines').getByRole('rowgroup').filter({ hasText: LIVES.yours })
  // Once, and every few seconds once more.
  const told = Array.from({ length: 20 }, (_, times) => LIVES.told1006(times + 1)).join('|')
  await expect(own).toContainText(new RegExp(told), { timeout: 30_000 })
  await bench.button(bench.words.bench.stop).click()
  await leave(page, consoleErrors)
})

test('the first five events with nothing on the way, one of them by itself, take the place of the recorded ones', async ({
  page,
}) => {
  await page.goto('/iframe-streaming/held-back/')
  await hydrateAll(page)
  const bench = new BenchOnPage(page, 'the-buffer', '/iframe-streaming/held-back/')
  await bench.ready()
  await bench.root.getByRole('combobox', { name: bench.words.controls.conditions }).selectOption('unbuffered')
  await bench.start()
  await bench.button(bench.words.controls.publishSeveral(5, 300)).click()
  const table = page.locator('#figure-buffer-before-and-after')
  await expect(table.getByText(whose.live)).toHaveCount(1)
  await expect(table.getByText(whose.recorded)).toHaveCount(1)
  await expect(table.getByRole('row').filter({ hasText: LATE })).toHaveCount(5)
})

test('a storm that was chosen in this very moment plays', async ({ page }) => {
  await page.goto('/sse/format/')
  await hydrateAll(page)
  const storm = page.locator('#figure-reconnection-storm')
  const play = storm.getByRole('button', { name: STORM.play(1), exact: false })
  await expect(play).toBeEnabled()
  const button = await play.elementHandle()
  await storm
    .getByRole('radio', { checked: false })
    .first()
    .evaluate(async (radio: HTMLElement, pressed) => {
      radio.click()
      // Drawn, and not painted yet.
      for (let turn = 0; turn < 10; turn++) await Promise.resolve()
      ;(pressed as HTMLElement | null)?.click()
    }, button)
  await expect(storm.getByRole('button', { name: STORM.showAll })).toBeVisible()
})

test('the storm says that it is simulated, and is worked by keyboard', async ({ page }) => {
  await page.goto('/sse/format/')
  await hydrateAll(page)
  const storm = page.locator('#figure-reconnection-storm')
  await expect(storm.getByText(STORM.simulated)).toBeVisible()
  const drawing = storm.getByRole('img')
  await expect(drawing).toHaveAccessibleName(new RegExp(STORM.strategies['event-source']))
  await storm.getByRole('radio', { checked: true }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(drawing).toHaveAccessibleName(new RegExp(STORM.strategies['own-retry']))
  await storm.getByRole('button', { name: STORM.play(1), exact: false }).press('Enter')
  await expect(storm.getByRole('button', { name: STORM.showAll })).toBeVisible()
  await storm.getByRole('button', { name: STORM.showAll }).press('Enter')
  const clients = storm.getByRole('slider', { name: STORM.clients })
  await clients.press('ArrowRight')
  await expect(storm.getByText(STORM.title(550))).toBeVisible()
})

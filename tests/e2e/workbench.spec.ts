/**
 * The inspector's workbench as a reader meets it: by keyboard from a live frame to the sentence on its FIN bit, by a link to a
 * field, saved and opened again, and a frame made reserved and sent to the reader's own browser.
 */
import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { BENCH_WORDS } from '../../src/i18n/bench-words.ts'
import { fieldLabel } from '../../src/i18n/field-sentences/index.ts'
import { languageOf, LANGUAGES, pathIn } from '../../src/i18n/languages.ts'
import { WORKBENCH_WORDS } from '../../src/i18n/workbench-words.ts'
import { BenchOnPage } from './bench.ts'
import { expect, test } from './site.ts'

const MOST_STOPS = 60

class WorkbenchOnPage {
  readonly page: Page
  readonly words
  readonly benchWords
  readonly list: Locator
  readonly inspector: Locator
  readonly grid: Locator

  constructor(page: Page, path: string) {
    const language = languageOf(path)
    this.page = page
    this.words = WORKBENCH_WORDS[language]
    this.benchWords = BENCH_WORDS[language]
    this.list = page.getByRole('listbox', { name: this.words.list.title })
    this.inspector = page.getByRole('group', { name: this.benchWords.inspector.title, exact: true })
    this.grid = this.inspector.getByRole('grid', { name: this.benchWords.inspector.grid })
  }

  get choice(): Locator {
    return this.page.getByLabel(this.words.choose)
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  async open(path: string): Promise<void> {
    await this.page.goto(path)
    await expect(this.choice).toBeEnabled()
  }
}

/** Presses Tab (or Shift+Tab) until the element has the focus. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${MOST_STOPS} stops and the element was not among them`)
}

for (const language of LANGUAGES) {
  const path = pathIn(language, '/inspector/')

  test(`${path}: by keyboard from a live frame to the sentence on its FIN bit`, async ({ page }) => {
    const bench = new WorkbenchOnPage(page, path)
    const { words, benchWords, list, inspector, grid } = bench
    await bench.open(path)
    await tabTo(page, bench.choice)
    // The live run stands before the recorded ones.
    await page.keyboard.press('Home')
    await expect(page.getByText(words.liveNow(benchWords.transport.ws))).toBeVisible()
    await tabTo(page, bench.button(words.publish))
    await expect(list.getByRole('option').filter({ hasText: '101 Switching Protocols' })).toBeVisible()
    await page.keyboard.press('Enter')
    const event = list.getByRole('option').filter({ hasText: '"goal"' })
    await expect(event).toBeVisible()

    await tabTo(page, list)
    await page.keyboard.press('Home')
    const open = list.getByRole('option', { selected: true })
    await expect(open).toContainText('GET')
    while (!((await open.textContent()) ?? '').includes('"goal"')) {
      const before = (await open.textContent()) ?? ''
      await page.keyboard.press('ArrowDown')
      await expect(open).not.toHaveText(before)
    }
    await page.keyboard.press('Enter')
    await expect(grid).toBeFocused()
    await page.keyboard.press('Home')
    const fin = fieldLabel(language, 'websocket.fin')
    const heard = inspector.locator('p[aria-live]')
    await expect(heard).toContainText(fin)
    const sentence = ((await heard.textContent()) ?? '').slice(`${fin}. `.length)
    expect(sentence.length).toBeGreaterThan(5)
    await expect(inspector.locator('p').filter({ hasText: sentence }).first()).toBeVisible()
    await tabTo(page, bench.button(benchWords.bench.stop), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await expect(bench.button(benchWords.bench.startAgain)).toBeVisible()
  })

  test(`${path}: a link to a field opens on it`, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const bench = new WorkbenchOnPage(page, path)
    await bench.open(path)
    await bench.grid.focus()
    await page.keyboard.press('End')
    const sentence = await bench.inspector.locator('.sentence').innerText()
    const open = (await bench.list.getByRole('option', { selected: true }).textContent()) ?? ''
    await bench.button(bench.words.take.linkToField).click()
    await expect(page.getByText(bench.words.take.copied, { exact: true })).toBeVisible()
    const address = await page.evaluate(() => navigator.clipboard.readText())
    expect(address).toContain('#capture=first-frames&unit=')

    const other = await context.newPage()
    await other.goto(address)
    const again = new WorkbenchOnPage(other, path)
    await expect(again.list.getByRole('option', { selected: true })).toHaveText(open)
    await expect(again.inspector.locator('.sentence')).toHaveText(sentence, { useInnerText: true })
  })
}

test('a run that was saved opens again as the same picture', async ({ page }) => {
  const bench = new WorkbenchOnPage(page, '/inspector/')
  const { words, list } = bench
  await bench.open('/inspector/')
  await bench.choice.selectOption('three-events')
  await expect(page).toHaveURL(/#capture=three-events$/)
  await expect(list.getByRole('option').filter({ hasText: '/sse' }).first()).toBeVisible()
  const picture = await list.innerText()
  const bytes = await bench.grid.innerText()
  const download = page.waitForEvent('download')
  await bench.button(words.take.run).click()
  const file = await (await download).path()
  await bench.open('/inspector/')
  await page.getByLabel(words.bring.file).setInputFiles({
    name: 'run.json',
    mimeType: 'application/json',
    buffer: await readFile(file),
  })
  await expect(page.getByRole('heading', { name: 'A saved run' })).toBeVisible()
  expect(await list.innerText()).toBe(picture)
  expect(await bench.grid.innerText()).toBe(bytes)
})

test('an opcode made reserved fails the reader’s own WebSocket: 1002 goes out, script is told 1006', async ({
  page,
  consoleErrors,
}) => {
  const bench = new WorkbenchOnPage(page, '/inspector/')
  const { words, list } = bench
  await bench.open('/inspector/')
  await list.getByRole('option').filter({ hasText: '↓' }).filter({ hasText: 'text' }).first().click()
  const verdicts = page.locator('.verdicts')
  await expect(verdicts).toContainText(words.verdict.fine)
  const opcode = fieldLabel('en', 'websocket.opcode')
  await page.getByRole('button', { name: words.change.bit(6, opcode, 0) }).click()
  await expect(verdicts).toContainText('must fail the connection (close code 1002)')
  await bench.button(words.send.to.browser).click()
  const told = page.getByRole('region', { name: words.send.title }).getByRole('listitem')
  await expect(told.filter({ hasText: '0x3' })).toBeVisible()
  await expect(told.filter({ hasText: '1006' })).toBeVisible()
  await expect(told.filter({ hasText: 'close 1002' }).and(page.locator('[data-who=client]'))).toBeVisible()
  // Chromium says in the console why it failed the connection.
  consoleErrors.splice(0)

  await bench.button(words.change.restore).click()
  await expect(verdicts).toContainText(words.verdict.fine)
})

test('an unmasked frame played to the server is answered with a Close 1002', async ({ page }) => {
  const bench = new WorkbenchOnPage(page, '/inspector/')
  const { words } = bench
  await bench.open('/inspector/')
  await page.getByLabel(words.bring.paste).fill('81 05 48 65 6c 6c 6f')
  await bench.button(words.bring.open).click()
  await expect(page.getByRole('heading', { name: 'Bytes you brought' })).toBeVisible()
  await bench.button(words.send.to.server).click()
  const told = page.getByRole('region', { name: words.send.title }).getByRole('listitem')
  await expect(told.filter({ hasText: '101 Switching Protocols' })).toBeVisible()
  await expect(told.filter({ hasText: 'close 1002' })).toBeVisible()
})

test('what is no run, no capture file and no hex is said to be that, in words', async ({ page }) => {
  const bench = new WorkbenchOnPage(page, '/inspector/')
  const { words } = bench
  await bench.open('/inspector/')
  await page.getByLabel(words.bring.paste).fill('{"format":"something else"}')
  await bench.button(words.bring.open).click()
  await expect(page.getByRole('alert').filter({ hasText: words.failed('not-a-run') })).toBeVisible()
  await page.getByLabel(words.bring.file).setInputFiles({
    name: 'empty',
    mimeType: 'application/octet-stream',
    buffer: Buffer.alloc(0),
  })
  await expect(page.getByRole('alert').filter({ hasText: words.failed('empty') })).toBeVisible()
})

test('digits typed over a byte change it, and a composed frame comes on the table', async ({ page }) => {
  const bench = new WorkbenchOnPage(page, '/inspector/')
  const { words, grid } = bench
  await bench.open('/inspector/')
  await page.getByText(words.compose.frame).click()
  await bench.button(words.compose.put).first().click()
  await expect(page.getByRole('heading', { name: 'What you composed' })).toBeVisible()
  await grid.focus()
  await page.keyboard.press('Home')
  await page.keyboard.type('8a')
  await expect(page.getByText(words.change.changed(1))).toBeVisible()
  await expect(grid.getByRole('gridcell').first()).toHaveText('8a')
  await expect(bench.list.getByRole('option').first()).toContainText('pong Hello')
})

test('a bench opens its own run in the inspector, in a tab of its own', async ({ page, context }) => {
  await page.goto('/websocket/')
  const bench = new BenchOnPage(page, 'first-frames', '/websocket/')
  await bench.start()
  await bench.button(bench.words.bench.pause).click()
  const opened = context.waitForEvent('page')
  await bench.button(WORKBENCH_WORDS.en.openHere).click()
  const tab = await opened
  const workbench = new WorkbenchOnPage(tab, '/inspector/')
  await expect(tab.getByRole('heading', { name: 'The run of a bench' })).toBeVisible()
  await expect(workbench.list.getByRole('option').filter({ hasText: 'GET' }).first()).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on a changed frame that was sent, ${colorScheme}`, async ({
    page,
    consoleErrors,
  }) => {
    await page.emulateMedia({ colorScheme })
    const bench = new WorkbenchOnPage(page, '/zh/inspector/')
    const { words } = bench
    await bench.open('/zh/inspector/')
    await page.getByText(words.compose.frame).click()
    await page.getByText(words.compose.block).click()
    const opcode = fieldLabel('zh', 'websocket.opcode')
    await page.getByRole('button', { name: words.change.bit(5, opcode, 0) }).click()
    await bench.button(words.send.to.browser).click()
    const told = page.getByRole('region', { name: words.send.title }).getByRole('listitem')
    await expect(told.filter({ hasText: '1006' })).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ).toEqual([])
    // Chromium says in the console why it failed the connection.
    consoleErrors.splice(0)
  })
}

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })
  for (const language of LANGUAGES) {
    const path = pathIn(language, '/inspector/')
    test(`${path} shows a recorded unit with its sentence, and says what needs script`, async ({ page }) => {
      await page.goto(path)
      const { words, list, inspector, grid } = new WorkbenchOnPage(page, path)
      await expect(list.getByRole('option', { selected: true })).toContainText('text')
      expect(await grid.getByRole('gridcell').count()).toBeGreaterThan(20)
      await expect(inspector.locator('.sentence')).toContainText(fieldLabel(language, 'websocket.opcode'))
      const notice = page.locator('.workbench-noscript')
      await expect(notice).toBeVisible()
      await expect(notice).toHaveText(words.needsScript)
      await expect(page.getByRole('button', { name: words.bring.open, exact: true })).toBeHidden()
    })
  }
})

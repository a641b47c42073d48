/**
 * The inspector's workbench as a reader meets it: by keyboard from a live frame to the sentence on its FIN bit, by a link to a
 * field, saved and opened again, and a frame made reserved and sent to the reader's own browser.
 */
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { BENCH_WORDS } from '../../src/bench/view/words.ts'
import { fieldLabel } from '../../src/words/field-sentences/index.ts'
import { INSPECTOR_WORDS } from '../../src/inspector/words.ts'
import { languageOf, LANGUAGES, pathIn } from '../../src/words/languages.ts'
import { WORKBENCH_WORDS } from '../../src/workbench/words.ts'
import { expectNothingFound } from './axe.ts'
import { BenchOnPage } from './bench.ts'
import { expect, painted, tabTo, test } from './site.ts'

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
    this.inspector = page.getByRole('group', { name: INSPECTOR_WORDS[language].title, exact: true })
    this.grid = this.inspector.getByRole('grid', { name: INSPECTOR_WORDS[language].grid })
  }

  get choice(): Locator {
    return this.page.getByLabel(this.words.choose)
  }

  /** The lines of what came of a sending. */
  get told(): Locator {
    return this.cameBack.getByRole('listitem')
  }

  get cameBack(): Locator {
    return this.page.getByRole('region', { name: this.words.send.cameBack })
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  /** What a button of the page hands over as a file. */
  async download(name: string): Promise<Buffer> {
    const download = this.page.waitForEvent('download')
    await this.button(name).click()
    return readFile(await (await download).path())
  }

  /** Presses a button that copies, and gives what it copied. */
  async copied(name: string): Promise<string> {
    await this.button(name).click()
    await expect(this.page.getByText(this.words.take.copied, { exact: true })).toBeVisible()
    return this.page.evaluate(() => navigator.clipboard.readText())
  }

  async open(path: string): Promise<void> {
    await this.page.goto(path)
  }
}

for (const language of LANGUAGES) {
  const path = pathIn(language, '/inspector/')

  test(`${path}: by keyboard from a live frame to the sentence on its FIN bit`, async ({ page }) => {
    const bench = new WorkbenchOnPage(page, path)
    const { words, benchWords, list, inspector, grid } = bench
    await bench.open(path)
    await tabTo(bench.choice)
    // The live run stands before the recorded ones.
    await page.keyboard.press('Home')
    await expect(page.getByText(words.liveNow(benchWords.transport.ws))).toBeVisible()
    await tabTo(bench.button(words.publish))
    await expect(list.getByRole('option').filter({ hasText: '101 Switching Protocols' })).toBeVisible()
    await page.keyboard.press('Enter')
    const event = list.getByRole('option').filter({ hasText: '"goal"' }).first()
    await expect(event).toBeVisible()

    await tabTo(list)
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
    const heard = inspector.locator('p[aria-live]').last()
    await expect(heard).toContainText(fin)
    const sentence = ((await heard.textContent()) ?? '').slice(`${fin}. `.length)
    expect(sentence.length).toBeGreaterThan(5)
    await expect(inspector.locator('p').filter({ hasText: sentence }).first()).toBeVisible()
    await tabTo(bench.button(benchWords.bench.stop), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await expect(bench.button(benchWords.bench.startAgain)).toBeVisible()
  })

  test(`${path}: a link to a field opens on it`, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const bench = new WorkbenchOnPage(page, path)
    await bench.open(path)
    const said = bench.inspector.locator('.sentence')
    const first = await said.innerText()
    await bench.grid.focus()
    await page.keyboard.press('End')
    // The key may have come before the script that obeys it.
    await expect(said).not.toHaveText(first, { useInnerText: true })
    const sentence = await said.innerText()
    const open = (await bench.list.getByRole('option', { selected: true }).textContent()) ?? ''
    const address = await bench.copied(bench.words.take.linkToField)
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
  await painted(page)
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
  await expect.poll(() => list.innerText()).toBe(picture)
  await expect.poll(() => bench.grid.innerText()).toBe(bytes)
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
  const told = bench.told
  await expect(told.filter({ hasText: '0x3' })).toBeVisible()
  await expect(told.filter({ hasText: '1006' })).toBeVisible()
  await expect(told.filter({ hasText: 'close 1002' }).and(page.locator('[data-who=client]'))).toBeVisible()
  // Chromium says in the console why it failed the connection.
  consoleErrors.splice(0)

  await bench.button(words.change.restore).click()
  await expect(verdicts).toContainText(words.verdict.fine)
})

test('a client’s frame is said to fail by its mask, and sent without it fails by the changed bit', async ({
  page,
  consoleErrors,
}) => {
  const bench = new WorkbenchOnPage(page, '/inspector/')
  const { words } = bench
  await bench.open('/inspector/')
  // The run opens at a client's text frame.
  const opcode = fieldLabel('en', 'websocket.opcode')
  await page.getByRole('button', { name: words.change.bit(6, opcode, 0) }).click()
  await expect(page.getByText(words.send.otherMask.browser)).toBeVisible()
  await bench.button(words.send.withOtherMask.browser).click()
  const failed = bench.told.filter({ hasText: 'close 1002' }).and(page.locator('[data-who=client]'))
  await expect(failed).toContainText('opcode')

  // Its ladder has the same moments: a line chosen there is the one marked here.
  const ladder = bench.cameBack.getByRole('group', { name: bench.benchWords.ladder.title, exact: true })
  // Where marks are crowded, what finds no room beside its mark is the mark's title.
  await expect(ladder.getByText('close 1002').first()).toBeAttached()
  const sent = bench.told.filter({ hasText: '0x3' }).getByRole('button')
  await expect(sent).toHaveAttribute('aria-current', 'true')
  await ladder.getByRole('group', { name: bench.benchWords.ladder.help }).press('ArrowDown')
  await expect(sent).not.toHaveAttribute('aria-current')
  // Chromium says in the console why it failed the connection.
  consoleErrors.splice(0)
})

test('an unmasked frame, and a request’s head, played to the server are answered', async ({ page }) => {
  const bench = new WorkbenchOnPage(page, '/inspector/')
  const { words, told } = bench
  await bench.open('/inspector/')
  await page.getByLabel(words.bring.paste).fill('81 05 48 65 6c 6c 6f')
  await bench.button(words.bring.open).click()
  await expect(page.getByRole('heading', { name: 'Bytes you brought' })).toBeVisible()
  await bench.button(words.send.to.server).click()
  await expect(told.filter({ hasText: '101 Switching Protocols' })).toBeVisible()
  await expect(told.filter({ hasText: 'close 1002' })).toBeVisible()

  await page.getByLabel(words.list.kind, { exact: true }).selectOption('message')
  // Another run's list has no filter of the last one's.
  await bench.choice.selectOption('three-events')
  await bench.list.getByRole('option').filter({ hasText: 'GET' }).first().click()
  await bench.button(words.send.to.server).click()
  await expect(told.filter({ hasText: '200 OK' })).toBeVisible()

  // A block of the stream goes to an EventSource of this page.
  await page.getByLabel(words.list.kind, { exact: true }).selectOption('event-block')
  await bench.list.getByRole('option').filter({ hasText: 'goal' }).first().click()
  await bench.button(words.send.to.stream).click()
  await expect(told.and(page.locator('[data-who=script]')).filter({ hasText: 'goal' })).toBeVisible()
})

test('a live list follows, stands still when it is scrolled, and follows again at one press', async ({
  page,
}) => {
  const bench = new WorkbenchOnPage(page, '/inspector/')
  const { words, list } = bench
  await bench.open('/inspector/')
  await bench.choice.selectOption(':live:short-poll')
  await expect(page.getByText(words.list.follows)).toBeVisible()
  await bench.choice.selectOption(':live:sse')
  await expect(page.getByText(words.liveNow(bench.benchWords.transport.sse))).toBeVisible()
  await expect(list.getByRole('option').filter({ hasText: '200 OK' })).toBeVisible()
  await list.hover()
  await page.mouse.wheel(0, -40)
  // Events go on coming meanwhile.
  await expect(page.getByText(new RegExp(`^${words.list.still(0).slice(0, -1)}`))).toBeVisible()
  const open = await list.getByRole('option', { selected: true }).textContent()
  await bench.button(words.publish).click()
  await expect(page.getByText(/newer below/)).toBeVisible()
  await expect(list.getByRole('option', { selected: true })).toHaveText(open ?? '')
  await page.getByRole('button', { name: words.list.follow }).click()
  await expect(page.getByText(words.list.follows)).toBeVisible()
  await expect(list.getByRole('option', { selected: true })).not.toHaveText(open ?? '')
})

test('a changed run goes into files and a link, and comes back from them changed', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const bench = new WorkbenchOnPage(page, '/inspector/')
  const { words, list, inspector } = bench
  await bench.open('/inspector/')
  const opcode = fieldLabel('en', 'websocket.opcode')
  await page.getByRole('button', { name: words.change.bit(6, opcode, 0) }).click()
  await inspector.getByRole('tab', { name: INSPECTOR_WORDS.en.lens.unmask }).click()
  const changed = list.getByRole('option', { selected: true })
  await expect(changed).toContainText('0x3')
  await painted(page)
  const picture = await list.innerText()

  const saved = await bench.download(words.take.run)
  const pcapng = await bench.download(words.take.pcapng)
  const har: unknown = JSON.parse((await bench.download(words.take.har)).toString())
  expect(har).toMatchObject({ log: { entries: [{ response: { status: 101 } }, {}] } })
  const text = (await bench.download(words.take.text)).toString()
  expect(text).toContain('Opcode 3 is reserved')
  const address = await bench.copied(words.take.linkToField)
  expect(address).toMatch(/#run=.*&unit=.*&field=4&lens=unmask$/)

  const bring = async (name: string, buffer: Buffer): Promise<void> => {
    await page
      .getByLabel(words.bring.file)
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  }
  await bring('run.json', saved)
  await expect(page.getByRole('heading', { name: 'A saved run' })).toBeVisible()
  await expect.poll(() => list.innerText()).toBe(picture)
  await bring('run.pcapng', pcapng)
  await expect(page.getByRole('heading', { name: 'A capture file' })).toBeVisible()
  await expect(list.getByRole('option').filter({ hasText: '0x3' })).toBeVisible()
  // The same file, dropped.
  await bench.choice.selectOption('three-events')
  await expect(page.getByRole('heading', { name: 'A capture file' })).toHaveCount(0)
  const dropped = await page.evaluateHandle(
    (bytes) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([Uint8Array.from(bytes)], 'run.pcapng'))
      return transfer
    },
    [...pcapng],
  )
  await page.locator('body').dispatchEvent('drop', { dataTransfer: dropped })
  await expect(page.getByRole('heading', { name: 'A capture file' })).toBeVisible()

  await page.goto('about:blank')
  await page.goto(address)
  await expect(page.getByRole('heading', { name: 'A run from a link' })).toBeVisible()
  await expect(changed).toContainText('0x3')
  await expect(inspector.getByRole('tab', { selected: true })).toHaveText(INSPECTOR_WORDS.en.lens.unmask)
  await expect(inspector.locator('.sentence')).toContainText('Opcode 3 is reserved')
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

test('digits typed over a byte change it, and a composed frame comes on the table', async ({
  page,
  context,
}) => {
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

  // A link carries them, changed as they are.
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const address = await bench.copied(words.take.linkToField)
  await page.goto('about:blank')
  await page.goto(address)
  await expect(page.getByRole('heading', { name: 'Bytes from a link' })).toBeVisible()
  await expect(bench.list.getByRole('option').first()).toContainText('pong Hello')
})

test('a bench opens its own run in the inspector, in a tab of its own', async ({ page, context }) => {
  await page.goto('/websocket/')
  const bench = new BenchOnPage(page, 'first-frames', '/websocket/')
  await bench.start()
  // An empty run is not handed over, and a paused one stays as it is.
  await expect(bench.root.getByRole('option').filter({ hasText: 'GET' }).first()).toBeVisible()
  await bench.button(bench.words.bench.pause).click()
  const opened = context.waitForEvent('page')
  await bench.button(BENCH_WORDS.en.bench.openInspector).click()
  const tab = await opened
  const workbench = new WorkbenchOnPage(tab, '/inspector/')
  await expect(tab.getByRole('heading', { name: 'The run of a figure' })).toBeVisible()
  await expect(workbench.list.getByRole('option').filter({ hasText: 'GET' }).first()).toBeVisible()
})

test('axe finds nothing on a changed frame that was sent', async ({ page, consoleErrors }) => {
  const bench = new WorkbenchOnPage(page, '/zh/inspector/')
  const { words } = bench
  await bench.open('/zh/inspector/')
  await page.getByText(words.compose.frame).click()
  await page.getByText(words.compose.block).click()
  const opcode = fieldLabel('zh', 'websocket.opcode')
  await page.getByRole('button', { name: words.change.bit(5, opcode, 0) }).click()
  await bench.button(words.send.to.browser).click()
  await expect(bench.told.filter({ hasText: '1006' })).toBeVisible()
  await expectNothingFound(page)
  // Chromium says in the console why it failed the connection.
  consoleErrors.splice(0)
})

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
      // The steps as a page: every field with its sentence.
      await expect(inspector.getByRole('listitem').filter({ hasText: 'RFC 6455' })).toHaveCount(9)
      const notice = page.locator('.workbench-noscript')
      await expect(notice).toBeVisible()
      await expect(notice).toHaveText(words.needsScript)
      await expect(page.getByRole('button', { name: words.bring.open, exact: true })).toBeHidden()
    })
  }
})

test('what was asked for last is on the table, though what was asked for before comes later', async ({
  page,
}) => {
  const bench = new WorkbenchOnPage(page, '/inspector/')
  const late = Promise.withResolvers<undefined>()
  await page.route('**/captures/three-events.json', async (route) => {
    await late.promise
    await route.continue()
  })
  await bench.open('/inspector/')
  const asked = page.waitForRequest('**/captures/three-events.json')
  await bench.choice.selectOption('three-events')
  await asked
  await bench.choice.selectOption('two-polls')
  await expect(page).toHaveURL(/#capture=two-polls$/)
  const first = bench.list.getByRole('option').first()
  const picture = await first.innerText()
  const answered = page.waitForResponse('**/captures/three-events.json')
  late.resolve(undefined)
  await (await answered).finished()
  await painted(page)
  await painted(page)
  expect(page.url()).toMatch(/#capture=two-polls$/)
  await expect(bench.choice).toHaveValue('two-polls')
  expect(await first.innerText()).toBe(picture)
})

test('a link that was cut says so, until another run is opened', async ({ page }) => {
  const bench = new WorkbenchOnPage(page, '/inspector/')
  const broken = page.getByText(WORKBENCH_WORDS.en.failed('malformed-link'), { exact: true })
  for (const fragment of ['#bytes=gf7_', '#bytes=gf7_&as=poetry', '#run=9x.AAAA']) {
    await page.goto(`/inspector/${fragment}`)
    await expect(broken).toBeVisible()
    await page.goto('about:blank')
  }
  await page.goto('/inspector/#run=1d.AAAA')
  await expect(broken).toBeVisible()
  await bench.choice.selectOption('three-events')
  await expect(page).toHaveURL(/#capture=three-events$/)
  await expect(broken).toBeHidden()
})

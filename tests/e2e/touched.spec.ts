/**
 * The workbench before its script is there: none comes before somebody does, and what they do meanwhile is done once it is there,
 * in its order.
 */
import type { Locator, Page } from '@playwright/test'
import { fieldLabel } from '../../src/words/field-sentences/index.ts'
import { INSPECTOR_WORDS } from '../../src/inspector/words.ts'
import { WORKBENCH_WORDS } from '../../src/workbench/words.ts'
import { expect, facesThere, test } from './site.ts'

const words = WORKBENCH_WORDS.en
const SCRIPT = /\/_astro\/Workbench\.[\w-]+\.js$/

/** The page, whose workbench has no script until it is let through. */
class Unscripted {
  readonly page: Page
  readonly list: Locator
  readonly open: Locator
  readonly grid: Locator
  readonly sentence: Locator
  readonly island: Locator
  asked = 0
  readonly #gate = Promise.withResolvers<undefined>()

  constructor(page: Page) {
    this.page = page
    this.list = page.getByRole('listbox', { name: words.list.title })
    this.open = this.list.getByRole('option', { selected: true })
    this.grid = page.getByRole('grid', { name: INSPECTOR_WORDS.en.grid })
    this.sentence = page.locator('.sentence')
    this.island = page.locator('astro-island')
  }

  async load(fragment = ''): Promise<void> {
    await this.page.route(SCRIPT, async (route) => {
      this.asked++
      await this.#gate.promise
      await route.continue()
    })
    await this.page.goto(`/inspector/${fragment}`)
    await facesThere(this.page)
    await expect(this.island).toHaveAttribute('ssr')
  }

  /** Lets the script through, after which everything was done. */
  async live(): Promise<void> {
    await expect(this.island).toHaveAttribute('ssr')
    this.#gate.resolve(undefined)
    await expect(this.island).not.toHaveAttribute('ssr')
    await expect(this.island).not.toHaveAttribute('aria-busy')
  }
}

test('no script comes before somebody does; the pointer, the focus or a fragment brings it', async ({
  page,
}) => {
  const bench = new Unscripted(page)
  await bench.load()
  expect(bench.asked).toBe(0)
  await page.getByLabel(words.choose).hover()
  await expect.poll(() => bench.asked).toBe(1)

  await page.reload()
  await bench.grid.focus()
  await expect.poll(() => bench.asked).toBe(2)

  await page.goto('about:blank')
  await page.goto('/inspector/#capture=three-events')
  await expect.poll(() => bench.asked).toBe(3)
  await bench.live()
  await expect(page.locator('.workbench-what')).not.toHaveText('')
  await expect(page.getByLabel(words.choose)).toHaveValue('three-events')
})

test('a press on a row', async ({ page }) => {
  const bench = new Unscripted(page)
  await bench.load()
  const row = bench.list.getByRole('option').nth(2)
  const before = (await row.textContent()) ?? ''
  await row.click()
  await bench.live()
  await expect(bench.open).toHaveText(before)
})

const PRESSES: readonly (readonly [what: string, on: (page: Page) => Locator, said: string])[] = [
  ['a field', (page) => page.getByRole('treeitem').filter({ hasText: 'masking key' }), 'masking key'],
  ['a bit', (page) => page.locator('.bits:visible .bit').nth(31), 'masking key'],
  ['a byte', (page) => page.locator('.bytes-scroll:visible [role=gridcell]').nth(3), 'masking key'],
]
for (const [what, on, said] of PRESSES)
  for (const width of [1440, 390])
    test(`a press on ${what} at ${width}`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 })
      const bench = new Unscripted(page)
      await bench.load()
      await expect(bench.sentence).toContainText(fieldLabel('en', 'websocket.opcode'))
      await on(page).click()
      await bench.live()
      await expect(bench.sentence).toContainText(said)
    })

test('a press on a name over the bytes', async ({ page }) => {
  const bench = new Unscripted(page)
  await bench.load()
  await page.locator('.bytes-level-name:visible', { hasText: 'message' }).click()
  await bench.live()
  await expect(page.locator('.inspector-bytes .pane-head')).toContainText('message')
})

test('keys: down the list, into the bytes, along them; the search meanwhile', async ({ page }) => {
  const bench = new Unscripted(page)
  await bench.load()
  const rows = await bench.list.getByRole('option').allTextContents()
  const at = rows.indexOf((await bench.open.textContent()) ?? '')
  await bench.list.focus()
  const { y } = (await bench.list.boundingBox()) ?? { y: 0 }
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter', 'Home']) await page.keyboard.press(key)
  // The page stays where it is: the keys are the list's.
  expect((await bench.list.boundingBox())?.y).toBe(y)
  await page.keyboard.press('/')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await bench.live()
  await expect(bench.open).toHaveText(rows[at + 2] ?? '')
  await expect(bench.grid).toBeFocused()
  await expect(bench.sentence).toContainText(fieldLabel('en', 'websocket.fin'))
})

test('what was typed and chosen counts, and stays', async ({ page }) => {
  const bench = new Unscripted(page)
  await bench.load()
  await page.getByLabel(words.list.kind).selectOption('meant')
  await page.getByLabel(words.list.search, { exact: true }).fill('goal')
  await page.getByLabel(words.list.fold).check()
  await page.getByLabel(words.bring.paste).fill('81 05 48 65 6c 6c 6f')
  await bench.live()
  await expect(page.getByLabel(words.list.kind)).toHaveValue('meant')
  await expect(page.getByLabel(words.list.search, { exact: true })).toHaveValue('goal')
  await expect(page.getByLabel(words.list.fold)).toBeChecked()
  for (const row of await bench.list.getByRole('option').all()) await expect(row).toContainText('goal')
  await page.getByRole('button', { name: words.bring.open, exact: true }).click()
  await expect(bench.list.getByRole('option').filter({ hasText: 'Hello' })).toHaveCount(1)
})

test('another run that was chosen, and a file that was dropped', async ({ page }) => {
  const bench = new Unscripted(page)
  await bench.load()
  await page.getByLabel(words.choose).selectOption('three-events')
  await bench.live()
  await expect(page).toHaveURL(/#capture=three-events$/)

  const dropped = new Unscripted(await page.context().newPage())
  await dropped.load()
  const transfer = await dropped.page.evaluateHandle(() => {
    const made = new DataTransfer()
    made.items.add(new File([new Uint8Array([0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f])], 'frame.bin'))
    return made
  })
  await dropped.page.locator('main').dispatchEvent('drop', { dataTransfer: transfer })
  await dropped.live()
  await expect(dropped.list.getByRole('option').filter({ hasText: 'Hello' })).toHaveCount(1)
})

test('a script that did not come is asked for again at the next press, and all presses are done', async ({
  page,
  consoleErrors,
}) => {
  const bench = new Unscripted(page)
  const refuse = Promise.withResolvers<undefined>()
  await bench.load()
  await page.route(SCRIPT, async (route) => {
    await refuse.promise
    await route.abort()
  })
  await page.route(/astro-retry/, (route) => route.abort())
  await bench.list.getByRole('option').nth(1).click()
  refuse.resolve(undefined)
  await expect.poll(() => consoleErrors.some((each) => each.includes('hydrating'))).toBe(true)
  await page.unroute(/astro-retry/)
  await page.unroute(SCRIPT)
  const last = bench.list.getByRole('option').nth(4)
  const text = (await last.textContent()) ?? ''
  await last.click()
  await expect(bench.open).toHaveText(text)
  consoleErrors.splice(0)
})

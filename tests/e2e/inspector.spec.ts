/** The inspector's depth with the keyboard alone: a live frame's bits, its payload unmasked, the parser's buffers. */
import type { Locator, Page } from '@playwright/test'
import { fieldLabel } from '../../src/i18n/field-sentences/index.ts'
import { INSPECTOR_WORDS, type LensName } from '../../src/i18n/inspector-words.ts'
import { LANGUAGES, pathIn, type Language } from '../../src/i18n/languages.ts'
import { BenchOnPage } from './bench.ts'
import { expect, test } from './site.ts'

/** The bench's list of slices, and under it the inspector with its parts. */
class Depth {
  readonly page: Page
  readonly root: Locator
  readonly slices: Locator
  readonly #bench: BenchOnPage
  readonly #language: Language

  constructor(bench: BenchOnPage, language: Language) {
    this.page = bench.page
    this.#bench = bench
    this.#language = language
    this.root = bench.root.getByRole('group', { name: bench.words.inspector.title })
    this.slices = bench.root.getByRole('listbox', { name: bench.words.wire.list })
  }

  get words() {
    return INSPECTOR_WORDS[this.#language]
  }

  grid(): Locator {
    return this.root.getByRole('grid', { name: this.#bench.words.inspector.grid })
  }

  /** Goes up in the list from its end to the latest slice whose unit has this lens, and opens it. */
  async openSliceWith(lens: LensName): Promise<void> {
    await this.slices.focus()
    const tab = this.root.getByRole('tab', { name: this.words.lens[lens], exact: true })
    for (let up = 0; up < 40 && !(await tab.isVisible()); up++) {
      const before = (await this.slices.getAttribute('aria-activedescendant')) ?? ''
      await this.page.keyboard.press('ArrowUp')
      // List and inspector are of one render: once the list is there, so is the inspector.
      await expect(this.slices).not.toHaveAttribute('aria-activedescendant', before)
    }
    await this.page.keyboard.press('Enter')
    await expect(this.grid()).toBeFocused()
  }

  /** Chooses a lens by the arrow keys of its tabs. */
  async choose(lens: LensName): Promise<Locator> {
    const tab = this.root.getByRole('tab', { name: this.words.lens[lens], exact: true })
    await this.root.getByRole('tab', { selected: true }).focus()
    for (let step = 0; step < 8 && (await tab.getAttribute('aria-selected')) !== 'true'; step++)
      await this.page.keyboard.press('ArrowRight')
    await expect(tab).toBeFocused()
    return this.root.getByRole('tabpanel', { name: this.words.lens[lens] })
  }
}

for (const language of LANGUAGES) {
  test(`${language}: from a live frame to the sentence on its FIN bit, then unmasked byte by byte`, async ({
    page,
  }) => {
    const path = pathIn(language, '/websocket/')
    await page.goto(path)
    const bench = new BenchOnPage(page, 'first-frames', path)
    const depth = new Depth(bench, language)
    await bench.start()
    await bench.root.getByRole('textbox').first().fill('Hello')
    await page.keyboard.press('Enter')
    const own = depth.slices.getByRole('option').nth(2)
    await expect(own).toBeVisible()
    await bench.button(bench.words.bench.pause).focus()
    await page.keyboard.press('Space')

    await depth.openSliceWith('unmask')
    const bits = await depth.choose('bits')
    await page.keyboard.press('Tab')
    await expect(bits.getByRole('grid')).toBeFocused()
    await page.keyboard.press('Home')
    const fin = bits.getByRole('gridcell').first()
    const label = fieldLabel(language, 'websocket.fin')
    await expect(fin).toHaveAccessibleName(new RegExp(`1.*${label}`))
    await expect(bits.getByRole('grid')).toHaveAttribute(
      'aria-activedescendant',
      (await fin.getAttribute('id')) ?? '',
    )
    await expect(depth.root.locator('p[aria-live]').last()).toContainText(`${label}. `)
    await expect(depth.root.getByText(/RFC 6455 §5\.2/).first()).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(depth.root.locator('p[aria-live]').last()).toContainText(
      `${fieldLabel(language, 'websocket.rsv1')}. `,
    )

    const unmask = await depth.choose('unmask')
    const aligned = unmask.getByRole('grid')
    await aligned.focus()
    const plain = ['{', '"', 't', 'y', 'p', 'e']
    await page.keyboard.press('Home')
    for (const character of plain) {
      await expect(
        aligned
          .getByRole('row')
          .filter({ hasText: depth.words.views.text })
          .locator('[aria-selected="true"]')
          .first(),
      ).toHaveText(character)
      await page.keyboard.press('ArrowRight')
    }
  })
}

test('a recorded handshake: what the key leads to is what the server answered', async ({ page }) => {
  await page.goto('/websocket/')
  const bench = new BenchOnPage(page, 'first-frames', '/websocket/')
  await bench.ready()
  const depth = new Depth(bench, 'en')
  await depth.openSliceWith('accept')
  const accept = await depth.choose('accept')
  await expect(accept.getByText(depth.words.accept.same)).toBeVisible()
})

test('a recorded event: its lines fill the buffers, the empty line dispatches', async ({ page }) => {
  await page.goto('/sse/')
  const bench = new BenchOnPage(page, 'three-events', '/sse/')
  await bench.ready()
  const depth = new Depth(bench, 'en')
  await depth.openSliceWith('parser')
  const parser = await depth.choose('parser')
  const lines = parser.getByRole('group', { name: depth.words.parser.label })
  await lines.focus()
  await page.keyboard.press('Home')
  const dispatched = parser.locator('dt', { hasText: depth.words.parser.dispatched }).locator('+ dd')
  await expect(dispatched).toHaveText(depth.words.parser.notDispatched)
  await page.keyboard.press('End')
  await expect(parser.getByRole('row').last()).toHaveAttribute('aria-current', 'true')
  await expect(dispatched).toContainText('event “')
  // The empty line is the grid's current byte, too.
  await expect(depth.grid().locator('[aria-selected="true"]')).toHaveText('0a')
})

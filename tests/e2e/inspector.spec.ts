/** The inspector's depth with the keyboard alone: a live frame's bits, its payload unmasked, the parser's buffers. */
import type { Locator, Page } from '@playwright/test'
import { fieldLabel } from '../../src/words/field-sentences/index.ts'
import { INSPECTOR_WORDS, type LensName } from '../../src/inspector/words.ts'
import { LANGUAGES, pathIn, type Language } from '../../src/words/languages.ts'
import { BenchOnPage } from './bench.ts'
import { expect, facesThere, test, textsOf } from './site.ts'

/** The frame of a text that was typed: two bytes of head, four of the masking key, the payload. */
const HELLO_BYTES = 6 + JSON.stringify({ type: 'note', data: { text: 'Hello' } }).length

/** The bench's list of slices, and under it the inspector with its parts. */
class Depth {
  readonly page: Page
  readonly root: Locator
  readonly slices: Locator
  readonly #language: Language

  constructor(bench: BenchOnPage, language: Language) {
    this.page = bench.page
    this.#language = language
    this.root = bench.root.getByRole('group', { name: this.words.title })
    this.slices = bench.root.getByRole('listbox', { name: bench.words.wire.list })
  }

  get words() {
    return INSPECTOR_WORDS[this.#language]
  }

  grid(): Locator {
    return this.root.getByRole('grid', { name: this.words.grid })
  }

  /** Goes up in the list from its end to the latest slice whose unit has this lens, and opens it. */
  async openSliceWith(lens: LensName): Promise<void> {
    await this.openSlice(this.root.getByRole('tab', { name: this.words.lens[lens], exact: true }))
  }

  /** Goes up in the list from its end until this is in sight, and opens the slice there. */
  async openSlice(sign: Locator): Promise<void> {
    const chosen = this.slices.getByRole('option', { selected: true })
    await this.slices.press('End')
    await expect(chosen).toBeVisible()
    for (let up = 0; up < 40 && !(await sign.isVisible()); up++) {
      const before = (await this.slices.getAttribute('aria-activedescendant')) ?? ''
      await this.page.keyboard.press('ArrowUp')
      await expect(this.slices).not.toHaveAttribute('aria-activedescendant', before)
      await expect(chosen).toBeVisible()
    }
    await expect(sign).toBeVisible()
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
    await bench.socketOpen()
    // Request, response, and the frame with which the server speaks first.
    await expect(depth.slices.getByRole('option').nth(2)).toBeVisible()
    await bench.root.getByRole('textbox').first().fill('Hello')
    await page.keyboard.press('Enter')
    // By its direction and its size: pings and their answers may have crossed before it, and will after it.
    const own = { hasText: new RegExp(`↑.*${bench.words.bytes(HELLO_BYTES)}`) }
    await expect(depth.slices.getByRole('option').filter(own)).toBeVisible()
    await bench.button(bench.words.bench.pause).focus()
    await page.keyboard.press('Space')

    await depth.openSlice(depth.slices.getByRole('option', { selected: true }).filter(own))
    const bits = await depth.choose('bits')
    await page.keyboard.press('Tab')
    await expect(bits.getByRole('grid')).toBeFocused()
    await page.keyboard.press('Home')
    const fin = bits.getByRole('gridcell').first()
    const label = fieldLabel(language, 'websocket.fin')
    const stop = language === 'zh' ? '。' : '. '
    await expect(fin).toHaveAccessibleName(new RegExp(`1.*${label}`))
    await expect(bits.getByRole('grid')).toHaveAttribute(
      'aria-activedescendant',
      (await fin.getAttribute('id')) ?? '',
    )
    await expect(depth.root.locator('p[aria-live]').last()).toContainText(`${label}${stop}`)
    await expect(depth.root.getByText(/RFC 6455 §5\.2/).first()).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(depth.root.locator('p[aria-live]').last()).toContainText(
      `${fieldLabel(language, 'websocket.rsv1')}${stop}`,
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

  // One by one, by keyboard: what is not computed yet is not there.
  await accept.getByRole('button', { name: depth.words.accept.walk }).press('Enter')
  await expect(accept.getByText(depth.words.accept.same)).toBeHidden()
  const steps = accept.getByRole('list')
  await steps.focus()
  const heard = depth.root.locator('p[aria-live]').first()
  for (let step = 1; step < 6; step++) {
    await page.keyboard.press('ArrowRight')
    await expect(heard).toContainText(depth.words.accept.step(step, 6))
  }
  await expect(steps.getByText(depth.words.accept.same)).toBeVisible()
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

test('the brackets over a frame’s bytes open what they name, and the line under them has the same names', async ({
  page,
}) => {
  await page.goto('/websocket/')
  const bench = new BenchOnPage(page, 'first-frames', '/websocket/')
  await bench.ready()
  const { unit, eventWithId } = bench.words
  const depth = new Depth(bench, 'en')
  // A masked frame opens with its bits, and what unmasks it is in sight.
  await bench.root.locator('[data-stop="text"]').getByRole('button').first().click()
  await expect(depth.root.getByRole('heading', { name: unit.frame })).toBeVisible()
  await expect(depth.root.getByRole('tab', { name: depth.words.lens.bits, selected: true })).toBeVisible()
  await expect(depth.root.getByRole('tab', { name: depth.words.lens.unmask })).toBeVisible()

  const carrier = depth.slices.getByRole('option').filter({ hasText: eventWithId(2) })
  await carrier.click({ position: { x: 6, y: 8 } })
  const where = depth.root.getByRole('group', { name: depth.words.levels })
  await depth.grid().press('End')
  const names = await where.getByRole('button').allTextContents()
  expect(names.slice(0, 2)).toEqual([depth.words.units.step.slice, unit.frame])
  expect(names.slice(-2)).toEqual([unit.message, eventWithId(2)])

  const bracket = (name: string) => depth.grid().locator('button', { hasText: new RegExp(`^${name}$`) })
  for (const name of [unit.frame, unit.message, eventWithId(2)]) await expect(bracket(name)).toHaveCount(1)
  await bracket(unit.message).click()
  await expect(depth.root.getByRole('heading', { name: unit.message })).toBeVisible()
  await where.getByRole('button', { name: unit.frame, exact: true }).press('Enter')
  await expect(depth.root.getByRole('heading', { name: unit.frame })).toBeVisible()
  await expect(depth.root.locator('p[aria-live]').last()).toHaveText(unit.frame)
})

test('names over the bytes never meet, and none is wider than its bracket', async ({ page }) => {
  await page.goto('/sse/')
  const bench = new BenchOnPage(page, 'three-events', '/sse/')
  await bench.ready()
  const depth = new Depth(bench, 'en')
  await depth.openSliceWith('parser')
  await facesThere(page)
  const boxes = await depth
    .grid()
    .locator('button')
    .evaluateAll((elements) =>
      elements.map((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect()
        const bracket = element.parentElement?.getBoundingClientRect()
        return { left, right, top, bottom, room: bracket?.right ?? 0 }
      }),
    )
  expect(boxes.length).toBeGreaterThan(3)
  for (const [index, a] of boxes.entries()) {
    expect(a.right).toBeLessThanOrEqual(a.room + 1)
    for (const b of boxes.slice(index + 1)) {
      const meets = a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1
      expect(meets, `${JSON.stringify(a)} and ${JSON.stringify(b)}`).toBe(false)
    }
  }
})

for (const reducedMotion of ['no-preference', 'reduce'] as const) {
  test(`the walk by itself says a line a step, and any key stops it (${reducedMotion})`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion })
    await page.goto('/websocket/')
    const bench = new BenchOnPage(page, 'first-frames', '/websocket/')
    await bench.ready()
    const depth = new Depth(bench, 'en')
    const { autoplay } = depth.words
    await bench.root.locator('[data-stop="text"]').getByRole('button').first().click()
    await depth.grid().press('Home')
    const line = depth.root.locator('p[aria-live]').last()
    await expect(line).toContainText(fieldLabel('en', 'websocket.fin'))
    await depth.root.getByRole('combobox', { name: autoplay.speed }).selectOption('1')
    // A line stands for a second.
    const lines = await textsOf(line)
    const says = (begin: string): Promise<void> =>
      expect.poll(lines).toEqual(expect.arrayContaining([expect.stringContaining(begin)]))
    await depth.root.getByRole('button', { name: autoplay.play }).press('Enter')
    for (const kind of ['websocket.rsv1', 'websocket.rsv2', 'websocket.rsv3'] as const)
      await says(`${fieldLabel('en', kind)}. `)
    const stop = depth.root.getByRole('button', { name: autoplay.pause })
    await stop.press('Shift')
    await expect(depth.root.getByRole('button', { name: autoplay.play })).toBeVisible()
    // A pointer stops it as well, and where it is at the end it stops by itself.
    await depth.root.getByRole('button', { name: autoplay.play }).press('Enter')
    await expect(stop).toBeVisible()
    await depth.root.getByRole('heading').first().click()
    await expect(stop).toHaveCount(0)
    await depth.grid().press('End')
    await depth.grid().press('ArrowLeft')
    await depth.root.getByRole('button', { name: autoplay.play }).press('Enter')
    await expect(stop).toHaveCount(0)
    await depth.root.getByRole('checkbox', { name: autoplay.goOn }).check()
    await depth.root.getByRole('button', { name: autoplay.play }).press('Enter')
    await expect(stop).toBeVisible()
    await says(`${bench.words.unit.frame}. `)
  })
}

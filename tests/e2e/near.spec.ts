/**
 * When a figure's script takes it over: what it needs comes as the figure comes near, and it is live at once where it is in sight; below
 * the screen it waits for the reader's first sign, or until nothing has been asked of the page for a while.
 */
import type { Locator, Page } from '@playwright/test'
import { BenchOnPage } from './bench.ts'
import { expect, test } from './site.ts'

const PHONE = { width: 412, height: 640 }
const TALL = { width: 412, height: 900 }
const BELOW = '/comet/'
const IN_SIGHT = '/websocket/frames/'

test.use({ viewport: PHONE, panes: 'closed' })

/** Opens a page whose waits of a second and more end when `waited` says so, and goes on once all that its first figure needs has come. */
async function openHeld(page: Page, path: string): Promise<Locator> {
  await page.addInitScript(() => {
    const begin = globalThis.setTimeout
    const held: (() => void)[] = []
    const setTimeout = (then: () => void, ms = 0): unknown => (ms < 1000 ? begin(then, ms) : held.push(then))
    Object.assign(globalThis, { setTimeout, waited: () => held.splice(0).forEach((then) => then()) })
  })
  await page.goto(path)
  const island = page.locator('astro-island').first()
  await page.locator('script[data-name^="capture "]').first().waitFor({ state: 'attached' })
  await island.evaluate(async (element) => {
    const scripts = ['component-url', 'renderer-url'].map((name) => element.getAttribute(name) ?? '')
    await Promise.all(scripts.map((script) => import(script)))
    // What the page has been given to do at once, it has done.
    await new Promise((done) => setTimeout(done))
  })
  return island
}

async function top(island: Locator): Promise<number> {
  return (await island.locator('.bench').boundingBox())?.y ?? NaN
}

test('below the screen: live with the first key, and not before', async ({ page }) => {
  const island = await openHeld(page, BELOW)
  expect(await top(island)).toBeGreaterThan(PHONE.height)
  await expect(island).toHaveAttribute('ssr')
  await page.keyboard.press('Tab')
  await expect(island).not.toHaveAttribute('ssr')
})

test('below the screen: live when nothing was asked of the page for a while', async ({ page }) => {
  const island = await openHeld(page, BELOW)
  await expect(island).toHaveAttribute('ssr')
  await page.evaluate(() => (globalThis as unknown as { waited: () => void }).waited())
  await expect(island).not.toHaveAttribute('ssr')
})

test('in sight: live without a sign', async ({ page }) => {
  await page.setViewportSize(TALL)
  const island = await openHeld(page, IN_SIGHT)
  expect(await top(island)).toBeLessThan(TALL.height)
  await expect(island).not.toHaveAttribute('ssr')
})

test('bytes that nobody asked for come when their pane is near, not behind another', async ({ page }) => {
  let asked = 0
  await page.route('**/captures/first-frames.json', (route) => {
    asked++
    return route.continue()
  })
  await page.goto(IN_SIGHT)
  const bench = new BenchOnPage(page, 'first-frames', IN_SIGHT)
  await bench.ready()
  expect(asked).toBe(0)
  await page.setViewportSize({ width: 1280, height: 900 })
  await expect(bench.root.getByRole('listbox', { name: bench.words.wire.list })).toBeVisible()
  expect(asked).toBe(1)
})

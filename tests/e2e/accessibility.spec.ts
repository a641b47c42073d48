/**
 * axe finds nothing on any page, in either theme; no page is wider than its screen, and no text on it smaller than 12 px, on a
 * wide screen and on a phone, code and bytes open (one load serves all three). What axe says of a bench that runs: tests/e2e/live.spec.ts.
 */
import type { Locator, Page } from '@playwright/test'
import { expectNothingFound } from './axe.ts'
import { BUILT_PAGES } from './built-pages.ts'
import { expect, hydrate, hydrateAll, test } from './site.ts'
import { textTooSmall } from './text-size.ts'

/** What reaches beyond the right edge of the screen at a width; the page itself first. */
async function beyondTheEdge(page: Page, width: number): Promise<readonly string[]> {
  await page.setViewportSize({ width, height: 900 })
  return page.evaluate(async () => {
    // Drawings are laid out anew once they hear of their box.
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
    const edge = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= edge) return []
    const beyond = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > edge + 1)
      .slice(0, 5)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
    return ['the page', ...beyond]
  })
}

for (const path of BUILT_PAGES) {
  test(`axe, width and size of text, ${path}`, async ({ page }) => {
    await page.goto(path)
    await hydrateAll(page)
    await expectNothingFound(page)
    for (const width of [1440, 1024, 390]) {
      await expect.poll(() => beyondTheEdge(page, width), `at ${width} px`).toEqual([])
      await expect.poll(() => textTooSmall(page), `at ${width} px`).toEqual([])
    }
  })
}

test('tabs control what is there also while the code is on its way, and where it does not come', async ({
  page,
  consoleErrors,
}) => {
  const release = Promise.withResolvers<undefined>()
  await page.route('**/sources/*.json', async (route) => {
    await release.promise
    await route.abort()
  })
  await page.goto('/iframe-streaming/held-back/')
  await hydrate(page.locator('astro-island'))
  const bench = page.locator('[data-scene="fetch-instead"]')
  const chosen = bench.locator('.code').getByRole('tab', { selected: true })
  const panel = bench.locator('.code-missing')
  await expect(panel).toHaveText('Loading …')
  await expect(panel).toHaveId((await chosen.getAttribute('aria-controls')) ?? 'nothing')
  release.resolve(undefined)
  await expect(panel).toContainText('is not on this page')
  await expect(panel).toHaveId((await chosen.getAttribute('aria-controls')) ?? 'nothing')
  // What a browser says of a file that did not come.
  consoleErrors.splice(0)
})

test.describe('where the system sets the colours', () => {
  test.beforeEach(({ page }) => page.emulateMedia({ forcedColors: 'active' }))
  test.afterEach(({ page }) => page.emulateMedia({ forcedColors: null }))

  /** Its colour, and that of one beside it which is not chosen. */
  const colours = (chosen: Locator, other: Locator, part?: string): Promise<readonly string[]> =>
    Promise.all(
      [chosen, other].map((each) =>
        each.first().evaluate((element, pseudo) => getComputedStyle(element, pseudo).backgroundColor, part),
      ),
    )

  test('what is chosen in the inspector is of another colour than what is not', async ({ page }) => {
    await page.goto('/inspector/')
    await hydrate(page.locator('astro-island'))
    for (const [chosen, other] of [
      ['.unit-row-open', '.unit-row:not(.unit-row-open)'],
      ['.unit-directions [aria-pressed="true"]', '.unit-directions [aria-pressed="false"]'],
      ['.field-current', '.field:not(.field-current)'],
      ['.bytes-run.bytes-current', '.bytes-run:not(.bytes-current)'],
      ['.bits-current .bits-digits', '.bits-cell:not(.bits-current) .bits-digits'],
      ['[role="tab"][aria-selected="true"]', '[role="tab"][aria-selected="false"]'],
      ['.change-bit[aria-pressed="true"]', '.change-bit[aria-pressed="false"]'],
    ] as const) {
      const [is, isNot] = await colours(page.locator(chosen), page.locator(other))
      expect(is, chosen).not.toBe(isNot)
    }
    const sides = await page.locator('.walk-play').evaluate((sign) => {
      const { borderTopColor, borderLeftColor } = getComputedStyle(sign)
      return [borderTopColor, borderLeftColor]
    })
    expect(sides[0], 'the triangle has one side that is drawn').not.toBe(sides[1])
  })

  test('the open stop and the open panes of a figure are of another colour, and a slider has a thumb', async ({
    page,
  }) => {
    await page.goto('/websocket/frames/')
    await hydrate(page.locator('astro-island').first())
    const stops = page.locator('.story').first()
    const [open, closed] = await colours(
      stops.locator('[data-open="true"]'),
      stops.locator('[data-open="false"]'),
      '::after',
    )
    expect(open).not.toBe(closed)
    const pane = page.locator('.pane-choice[aria-pressed="true"]').first()
    const [pressed, paper] = await colours(pane, page.locator('body'))
    expect(pressed).not.toBe(paper)
    const slider = page.getByRole('slider').first()
    await slider.scrollIntoViewIfNeeded()
    // What stands in its box is painted by the browser: of one colour it would be nothing to take hold of.
    const picture = (await slider.screenshot()).toString('base64')
    const painted = await page.evaluate(async (png) => {
      const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))
      const image = await createImageBitmap(new Blob([bytes]))
      const canvas = new OffscreenCanvas(image.width, image.height)
      const context = canvas.getContext('2d')
      context?.drawImage(image, 0, 0)
      const { data } = context?.getImageData(0, 0, image.width, image.height) ?? { data: [] }
      const found = new Set<string>()
      for (let at = 0; at < data.length; at += 4) found.add([...data.slice(at, at + 3)].join())
      return found.size
    }, picture)
    expect(painted).toBeGreaterThan(2)
  })
})

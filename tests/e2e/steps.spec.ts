/** Figures that play no trace, and the home page's race, are told in steps: by keys, heard, remembered, and without script. */
import { STORY_WORDS } from '../../src/bench/view/story/words.ts'
import { RACE_WORDS } from '../../src/race/view/words.ts'
import { STORM_WORDS } from '../../src/figures/reconnection-storm/words.ts'
import { pathIn } from '../../src/words/languages.ts'
import { BenchOnPage } from './bench.ts'
import { expect, hydrate, hydrateAll, leave, test } from './site.ts'

/** Each figure in steps, and where it stands. */
const FIGURES = [
  ['/long-polling/', 'delay-histogram'],
  ['/iframe-streaming/', 'growth'],
  ['/websocket/', 'machine'],
  ['/websocket/frames/', 'raw'],
  ['/websocket/endings/', 'ends'],
  ['/sse/', 'machine'],
  ['/sse/', 'stream-ends'],
  ['/sse/format/', 'stream-editor'],
  ['/sse/format/', 'storm'],
  ['/sse/format/', 'seventh'],
  ['/sse-vs-websocket/', 'stack'],
  ['/sse-vs-websocket/choosing/', 'choose'],
  ['/', 'race'],
] as const

/** Each page once, the languages in turn. */
const PAGES = [...Map.groupBy(FIGURES, ([path]) => path)].map(
  ([path, figures]) => [path, figures.map(([, figure]) => figure)] as const,
)

for (const [index, [path, figures]] of PAGES.entries()) {
  const language = index % 2 === 0 ? 'en' : 'zh'

  test(`${pathIn(language, path)}: ${figures.join(', ')}: gone through by arrow keys, each step heard`, async ({
    page,
  }) => {
    await page.goto(pathIn(language, path))
    for (const figure of figures) {
      await hydrate(page.locator(`astro-island:has(.${figure} .figure-steps)`))
      const steps = page.locator(`.${figure} .figure-steps`).first()
      const items = steps.locator('.story-stop')
      const count = await items.count()
      expect(count).toBeGreaterThanOrEqual(3)
      await steps.focus()
      await page.keyboard.press('Home')
      for (let at = 1; at <= count; at++) await page.keyboard.press('ArrowLeft')
      await expect(items.first()).toHaveAttribute('aria-current', 'step')
      for (let at = 1; at < count; at++) {
        await page.keyboard.press('ArrowRight')
        await expect(items.nth(at)).toHaveAttribute('aria-current', 'step')
        await expect(items.nth(at).locator('.story-text')).toBeVisible()
        const title = await items.nth(at).locator('.story-title > span').first().innerText()
        await expect(steps.locator('[aria-live]')).toContainText(
          STORY_WORDS[language].heard(at + 1, count, title),
        )
      }
      await expect(items.first().locator('.story-text')).toBeHidden()
    }
  })
}

test('a key that comes as soon as the script does counts', async ({ page }) => {
  await page.goto('/long-polling/')
  const figure = 'astro-island:has([data-scene="not-modified"])'
  await page.evaluate((selector) => {
    const island = document.querySelector(selector)
    if (island === null) throw new Error('no island')
    // Told in the task that hydrates it, before anything is painted.
    new MutationObserver(() => {
      const key = new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true })
      island.querySelector('.story')?.dispatchEvent(key)
    }).observe(island, { attributes: true, attributeFilter: ['ssr'] })
  }, figure)
  await hydrate(page.locator(figure))
  await expect(page.locator(`${figure} .story-stop`).nth(1)).toHaveAttribute('aria-current', 'step')
})

test('of a machine that runs on the newest step is open, also once the oldest are listed no more', async ({
  page,
  consoleErrors,
}) => {
  await page.goto('/sse/')
  const bench = new BenchOnPage(page, 'cut-and-resume', '/sse/')
  await bench.start()
  const { run } = bench.words
  const items = page.locator('.machine .story-stop')
  await hydrate(page.locator('astro-island:has(.machine)'))
  const oldest = await items.first().innerText()
  // Each is followed by a CONNECTING and an OPEN.
  for (let times = 1; times <= 3; times++) {
    const newest = await items.last().innerText()
    await bench.button(run.faults.reset).click()
    await expect
      .poll(async () => {
        const text = await items.last().innerText()
        return text !== newest && text.includes('OPEN')
      })
      .toBe(true)
    await expect(items.last()).toHaveAttribute('aria-current', 'step')
  }
  await expect(items.first()).not.toHaveText(oldest)
  await bench.button(bench.words.bench.stop).click()
  await leave(page, consoleErrors)
})

test('a step of the storm shows its strategy, and a strategy that is chosen opens its step', async ({
  page,
}) => {
  await page.goto('/sse/format/')
  await hydrateAll(page)
  const storm = page.locator('#figure-reconnection-storm')
  const names = STORM_WORDS.en.strategies
  await storm.locator('.figure-steps').focus()
  await page.keyboard.press('ArrowRight')
  await expect(storm.getByRole('radio', { checked: true })).toHaveAccessibleName(new RegExp(names.fixed))
  await storm.getByRole('radio', { name: new RegExp(names['own-retry']) }).check()
  await expect(storm.locator('[aria-current="step"]')).toContainText(names['own-retry'])
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  for (const [path, figures] of PAGES)
    test(`${path}: all steps of ${figures.join(', ')} are there to read`, async ({ page }) => {
      await page.goto(path)
      for (const figure of figures) {
        const texts = page.locator(`.${figure} .figure-steps`).first().locator('.story-text')
        for (const text of await texts.all()) await expect(text).toBeVisible()
        expect(await texts.count()).toBeGreaterThanOrEqual(3)
      }
    })
})

test('the home page tells one event lane by lane, and lights the lane that it tells of', async ({ page }) => {
  await page.goto('/')
  await hydrateAll(page)
  const race = page.locator('.race')
  const { home } = RACE_WORDS.en
  const open = race.locator('[aria-current="step"]')
  await expect(open).toContainText(home.news.title)
  await race.getByRole('button', { name: STORY_WORDS.en.next }).click()
  await expect(open).toContainText(home.lanes['short-poll'].title)
  await expect(race).toHaveAttribute('data-lane', 'short-poll')
})

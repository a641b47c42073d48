/** Ways in and around: from the home page straight to a technique, from page to page by key, from an address that is wrong to the one that was meant. */
import { KEY_WORDS } from '../../src/words/key-words.ts'
import { LANGUAGES, pathIn } from '../../src/words/languages.ts'
import { SITE_WORDS } from '../../src/words/index.ts'
import { expect, test } from './site.ts'

const WAYS = {
  'short-poll': '/long-polling/#asking',
  'long-poll': '/long-polling/holding/',
  'iframe-stream': '/iframe-streaming/',
  sse: '/sse/',
  ws: '/websocket/',
  which: '/sse-vs-websocket/',
} as const

for (const language of LANGUAGES) {
  const words = SITE_WORDS[language]
  const to = (path: string): string => pathIn(language, path)

  test(`${to('/')}: each technique is one press away, and every chapter says how long it takes`, async ({
    page,
    request,
  }) => {
    await page.goto(to('/'))
    const ways = page.getByRole('navigation', { name: words.ways.label })
    for (const [way, path] of Object.entries(WAYS) as [keyof typeof WAYS, string][]) {
      const link = ways.getByRole('link', { name: words.ways[way] })
      await expect(link).toHaveAttribute('href', to(path))
      const [page, anchor] = to(path).split('#')
      expect(await (await request.get(page ?? '')).text()).toContain(`id="${anchor ?? 'text'}"`)
    }
    for (const minutes of await page.locator('.home-chapters i').allTextContents())
      expect(minutes).toMatch(/^\d{1,2}(?: min|分钟)$/)
  })

  test(`${to('/comet/')}: n and p lead on and back, unless single keys are turned off`, async ({ page }) => {
    await page.goto(to('/comet/'))
    await page.keyboard.press('p')
    await page.keyboard.press('n')
    await page.waitForURL(`**${to('/long-polling/')}`)
    await page.keyboard.press('p')
    await page.waitForURL(`**${to('/comet/')}`)
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('checkbox', { name: KEY_WORDS[language].single }).uncheck()
    await page.keyboard.press('Escape')
    await expect(sheet).toBeHidden()
    await page.keyboard.press('n')
    await page.keyboard.press('/')
    await expect(sheet).toBeHidden()
    await expect(page).toHaveURL(new RegExp(`${to('/comet/')}$`))
  })

  test(`${to('/lnog-poling')}: a wrong address is answered with the one that was meant`, async ({
    page,
    consoleErrors,
  }) => {
    await page.goto(to('/lnog-poling/'))
    const meant = page.locator('.meant')
    await expect(meant.getByRole('link').first()).toHaveAttribute('href', to('/long-polling/'))
    await page.goto(to('/websocket/maskign'))
    await expect(meant.getByRole('link').first()).toHaveAttribute('href', to('/websocket/frames/#masking'))
    await page.goto(to('/qqqqqqqq/'))
    await expect(meant).toBeHidden()
    await expect(page.getByRole('main').getByRole('link', { name: words.notFoundHome })).toBeVisible()
    expect(consoleErrors.every((error) => error.includes('404'))).toBe(true)
    consoleErrors.length = 0
  })
}

test('a goal has an address', async ({ page }) => {
  await page.goto('/long-polling/holding/')
  const ids = await page.locator('.goals-row > li').evaluateAll((goals) => goals.map(({ id }) => id))
  expect(ids.length).toBeGreaterThan(5)
  expect(new Set(ids).size).toBe(ids.length)
  await page.goto(`/long-polling/holding/#${ids.at(-1)}`)
  await expect(page.locator(`[id="${ids.at(-1)}"]`)).toBeInViewport()
})

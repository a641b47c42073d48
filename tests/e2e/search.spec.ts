/** The search: what ten searches a language find, how it is worked by keys, and what is there when it cannot work. */
import { SEARCH_WORDS } from '../../src/search/words.ts'
import { LANGUAGES, pathIn, type Language } from '../../src/words/languages.ts'
import { SITE_WORDS } from '../../src/words/index.ts'
import { expectNothingFound } from './axe.ts'
import { expect, test } from './site.ts'

/** What is typed, the address that has to be among what is listed, and a piece that is marked in it. */
const SEARCHES: Readonly<
  Record<Language, readonly (readonly [query: string, to: string, marked: string])[]>
> = {
  en: [
    ['masking key', '/glossary/#masking-key', 'key'],
    ['304', '/long-polling/#figure-not-modified.unchanged', '304'],
    ['polled', '/long-polling/holding/#holding', 'polling'],
    ['six connections', '/race/#six', 'Six'],
    ['websokcet hijacking', '/glossary/#cswsh', 'WebSocket'],
    [
      'sec-websocket-accept',
      '/inspector/#capture=first-frames&unit=wire:x1:server-to-client@0&field=3.3',
      'Sec',
    ],
    ['htmlfile', '/iframe-streaming/#htmlfile', 'htmlfile'],
    ['heartb', '/websocket/endings/#figure-idle-and-heartbeat', 'heartbeat'],
    ['plain text only', '/corrections/#F4', 'plain'],
    ['seventh connection recorded', '/captures/seventh-connection/', 'Recorded'],
  ],
  zh: [
    ['掩码', '/zh/websocket/frames/#masking', '掩码'],
    ['304', '/zh/long-polling/#figure-not-modified.unchanged', '304'],
    ['游标', '/zh/long-polling/holding/#figure-the-gap.late-not-lost', '游标'],
    ['六条连接', '/zh/race/#six', '六条连接'],
    ['WebSocket劫持', '/zh/glossary/#cswsh', '劫持'],
    ['关闭码', '/zh/websocket/frames/#figure-first-frames.close', '关闭码'],
    ['htmlfile', '/zh/iframe-streaming/#htmlfile', 'htmlfile'],
    ['心跳', '/zh/websocket/endings/#figure-idle-and-heartbeat', '心跳'],
    ['同源策略', '/zh/corrections/#F6', '同源策略'],
    ['retry', '/zh/sse/format/#id-and-retry', 'retry'],
  ],
}

for (const language of LANGUAGES) {
  const words = SEARCH_WORDS[language]
  const home = pathIn(language, '/comet/')

  test(`${home}: ten searches find their places, and mark what was found`, async ({ page }) => {
    await page.goto(home)
    await page.getByRole('banner').getByRole('button', { name: SITE_WORDS[language].search }).click()
    const dialog = page.getByRole('dialog', { name: words.title })
    const field = dialog.getByRole('searchbox')
    await expect(dialog.getByRole('status')).toHaveText(words.hint)
    for (const [query, to, marked] of SEARCHES[language]) {
      await field.fill(query)
      const link = dialog.locator(`a[href="${to}"]`)
      await expect(link, query).toBeVisible()
      await expect(link.locator('mark', { hasText: marked }).first(), query).toBeVisible()
    }
    await expectNothingFound(page)
    await field.fill('qqqqqqqq')
    await expect(dialog.getByRole('status')).toHaveText(words.none('qqqqqqqq'))
    await expect(dialog.getByRole('link')).toHaveCount(0)
  })

  test(`${home}: the slash opens the search, arrows go through it, Enter leads to the very stop`, async ({
    page,
  }) => {
    await page.goto(home)
    await page.keyboard.press('/')
    const dialog = page.getByRole('dialog', { name: words.title })
    await expect(dialog.getByRole('searchbox')).toBeFocused()
    await page.keyboard.type('304')
    await expect(dialog.getByRole('link').first()).toBeVisible()
    // The place's name and where it is are two things to the ear as well.
    await expect(dialog.getByRole('link').first()).toHaveAccessibleName(/[^,，]+[,，]/)
    await page.keyboard.press('ArrowDown')
    await expect(dialog.getByRole('link').first()).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect(dialog.getByRole('link').nth(1)).toBeFocused()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await expect(dialog.getByRole('searchbox')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()

    const stop = pathIn(language, '/long-polling/#figure-not-modified.unchanged')
    await page.keyboard.press('/')
    await expect(dialog.getByRole('searchbox')).toBeFocused()
    await dialog.locator(`a[href="${stop}"]`).press('Enter')
    await expect(page).toHaveURL(new RegExp(`${stop.replace('.', '\\.')}$`))
    await expect(page.locator('[id="figure-not-modified.unchanged"]')).toBeInViewport()
  })
}

test('focus goes back to the button that opened it', async ({ page }) => {
  await page.goto('/')
  const button = page.getByRole('banner').getByRole('button', { name: SITE_WORDS.en.search })
  await button.press('Enter')
  await page.getByRole('dialog').getByRole('searchbox').press('Escape')
  await expect(button).toBeFocused()
})

test('after Escape the keys go on from where a link had led, and the page stays there', async ({ page }) => {
  const heading = page.locator('#goals')
  const focused = async (): Promise<string> => {
    await page.keyboard.press('Tab')
    return page.evaluate(() => document.activeElement?.textContent ?? '')
  }
  await page.goto('/long-polling/#goals')
  await expect(heading).toBeInViewport()
  const without = await focused()
  await page.goto('/')
  await page.goto('/long-polling/#goals')
  await page.keyboard.press('/')
  const dialog = page.getByRole('dialog', { name: SEARCH_WORDS.en.title })
  await expect(dialog.getByRole('searchbox')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(await focused()).toBe(without)
  await expect(heading).toBeInViewport()
})

test('without its index it says so, offers the glossary, and asks again when it is opened again', async ({
  page,
  consoleErrors,
}) => {
  let broken = true
  await page.route('**/search/en.json', (route) => (broken ? route.abort() : route.continue()))
  await page.goto('/')
  await page.keyboard.press('/')
  const dialog = page.getByRole('dialog', { name: SEARCH_WORDS.en.title })
  await expect(dialog.getByRole('status')).toHaveText(SEARCH_WORDS.en.failed)
  await expect(dialog.getByRole('link', { name: SEARCH_WORDS.en.glossary })).toHaveAttribute(
    'href',
    '/glossary/',
  )
  broken = false
  consoleErrors.length = 0
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('/')
  await expect(dialog.getByRole('status')).toHaveText(SEARCH_WORDS.en.hint)
})

test('nothing of it is fetched before it is opened', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto('/comet/', { waitUntil: 'networkidle' })
  const isOfSearch = (path: string): boolean => /search|panel/.test(path)
  expect(asked.filter(isOfSearch)).toEqual([])
  await page.keyboard.press('/')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect.poll(() => asked.filter(isOfSearch)).toContain('/search/en.json')
})

test('what is typed before the search has come goes into its field, and does nothing else', async ({
  page,
}) => {
  const script = Promise.withResolvers<undefined>()
  await page.route('**/_astro/panel.*.js', async (route) => {
    await script.promise
    await route.continue()
  })
  await page.goto('/long-polling/')
  await page.keyboard.type('/ping 304')
  script.resolve(undefined)
  const field = page.getByRole('dialog', { name: SEARCH_WORDS.en.title }).getByRole('searchbox')
  await expect(field).toHaveValue('ping 304')
  await expect(field).toBeFocused()
  await page.keyboard.type('n')
  await expect(field).toHaveValue('ping 304n')
  await expect(page).toHaveURL(/\/long-polling\/$/)
})

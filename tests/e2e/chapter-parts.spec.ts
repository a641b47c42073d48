/** Chapter 4 is three pages: read through in order, one number in the list, and old addresses find their new places. */
import { LANGUAGES, pathIn, SITE_WORDS } from '../../src/words/index.ts'
import { expect, test } from './site.ts'

const PAGES = ['/iframe-streaming/', '/websocket/', '/websocket/frames/', '/websocket/endings/', '/sse/']

for (const language of LANGUAGES) {
  test(`${pathIn(language, '/websocket/')}: next leads through its pages and out again`, async ({ page }) => {
    const words = SITE_WORDS[language]
    await page.goto(pathIn(language, PAGES[0] ?? ''))
    for (const path of PAGES.slice(1)) {
      await page.getByRole('navigation', { name: words.chapterEnds }).locator('[rel=next]').click()
      await expect(page).toHaveURL(new RegExp(`${pathIn(language, path)}$`))
    }
    // By class: beside a figure that touches it the list steps back.
    const list = page.locator('.side-nav')
    await expect(list.locator('.number').filter({ hasText: '4' })).toHaveCount(1)
    await expect(list.locator('a[href*="/websocket/"]')).toHaveCount(3)
  })
}

for (const [hash, part] of [
  ['masking', 'frames'],
  ['figure-ten-ends-table', 'endings'],
  ['correction-F18', 'endings'],
  ['term-opcode', 'frames'],
]) {
  test(`/websocket/#${hash} leads to /websocket/${part}/`, async ({ page }) => {
    await page.goto(`/websocket/#${hash}`)
    await expect(page).toHaveURL(new RegExp(`/websocket/${part}/#${hash}$`))
    await page.goto('/websocket/')
    await page.evaluate((to) => (location.hash = to), hash ?? '')
    await expect(page).toHaveURL(new RegExp(`/websocket/${part}/#${hash}$`))
  })
}

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('an old anchor is a link to its new place', async ({ page }) => {
    await page.goto('/zh/websocket/#figure-ten-ends-table')
    const place = page.locator('#figure-ten-ends-table')
    await expect(place).toBeVisible()
    await place.click()
    await expect(page).toHaveURL(/\/zh\/websocket\/endings\/#figure-ten-ends-table$/)
  })
})

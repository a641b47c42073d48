/** Chapters of several pages: read through in order, one number in the list, and old addresses find their new places. */
import { LANGUAGES, pathIn, SITE_WORDS } from '../../src/words/index.ts'
import { expect, test } from './site.ts'

/** The later pages of each chapter, in order. */
const PARTS = {
  comet: [],
  'long-polling': ['holding'],
  'iframe-streaming': ['held-back'],
  websocket: ['frames', 'endings'],
  sse: ['format'],
  'sse-vs-websocket': ['choosing'],
} as const

for (const language of LANGUAGES) {
  test(`${pathIn(language, '/comet/')}: next leads through all pages, and a chapter has one number`, async ({
    page,
  }) => {
    const words = SITE_WORDS[language]
    const pages = Object.entries(PARTS).flatMap(([slug, parts]) => [
      `/${slug}/`,
      ...parts.map((part) => `/${slug}/${part}/`),
    ])
    await page.goto(pathIn(language, pages[0] ?? ''))
    for (const path of pages.slice(1)) {
      await page.getByRole('navigation', { name: words.chapterEnds }).locator('[rel=next]').click()
      await expect(page).toHaveURL(new RegExp(`${pathIn(language, path)}$`))
    }
    // By class: beside a figure that touches it the list steps back.
    const list = page.locator('.side-nav')
    await expect(list.locator('.number')).toHaveText(Object.keys(PARTS).map((_, at) => String(at + 1)))
    await expect(list.locator('ol > li > a')).toHaveCount(pages.length)
  })
}

test('what is read is marked on the page’s list, headings of the third level too', async ({ page }) => {
  await page.goto('/sse/format/')
  const heading = page.locator('h3[id]').first()
  const link = page.locator(`.side-outline a[href="#${await heading.getAttribute('id')}"]`)
  await heading.evaluate((element) => element.scrollIntoView())
  await expect(link).toHaveAttribute('aria-current', 'true')
  await expect(page.locator('.side-outline [aria-current]')).toHaveCount(1)
})

for (const [hash, slug, part] of [
  ['the-gap', 'long-polling', 'holding'],
  ['figure-the-gap.late-not-lost', 'long-polling', 'holding'],
  ['figure-the-burst.86', 'long-polling', 'holding'],
  ['goal-gap-event-lost', 'long-polling', 'holding'],
  ['buffer', 'iframe-streaming', 'held-back'],
  ['figure-silent-cut.missed', 'iframe-streaming', 'held-back'],
  ['masking', 'websocket', 'frames'],
  ['figure-ten-ends-table', 'websocket', 'endings'],
  ['figure-two-cuts.told', 'websocket', 'endings'],
  ['correction-F18', 'websocket', 'endings'],
  ['term-opcode', 'websocket', 'frames'],
  ['id-and-retry', 'sse', 'format'],
  ['figure-choose', 'sse-vs-websocket', 'choosing'],
] as const) {
  test(`/${slug}/#${hash} leads to /${slug}/${part}/`, async ({ page }) => {
    const there = new RegExp(`/${slug}/${part}/#${hash.replace('.', '\\.')}$`)
    await page.goto(`/${slug}/#${hash}`)
    await expect(page).toHaveURL(there)
    await page.goto(`/${slug}/`)
    await page.evaluate((to) => (location.hash = to), hash)
    await expect(page).toHaveURL(there)
  })
}

test('what is on the first page stays there', async ({ page }) => {
  for (const hash of ['figure-two-polls.pushed', 'goal-304-in-the-script', 'the-interval']) {
    await page.goto(`/long-polling/#${hash}`)
    await page.waitForLoadState('load')
    await expect(page).toHaveURL(new RegExp(`/long-polling/#${hash.replace('.', '\\.')}$`))
  }
})

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

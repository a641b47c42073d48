/** What a page needs of fonts before the first scroll. */
import { limitsOf } from '../../scripts/weight-limits.ts'
import { FIRST_SCENES } from './built-pages.ts'
import { expect, test } from './site.ts'

// As a new reader finds a page: code and bytes bring a face of their own when they are opened.
test.use({ panes: 'closed' })

const PAGES = ['', ...Object.keys(FIRST_SCENES).map((chapter) => `${chapter}/`), 'race/', 'inspector/']

for (const path of ['/', '/zh/'].flatMap((language) => PAGES.map((page) => `${language}${page}`)))
  test(`fonts of ${path}`, async ({ page, site }) => {
    const sizes: Record<string, number> = {}
    page.on('response', (answer) => {
      const [, face = ''] = /\/([^/]*)\.[\w-]*\.woff2$/.exec(answer.url()) ?? []
      if (face !== '') sizes[face] = Number(answer.headers()['content-length'])
    })
    await page.goto(`${site.url}${path}`)
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    expect(Object.values(sizes).reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(
      limitsOf(`${path.slice(1)}index.html`).fonts,
    )
  })

/** What a page needs of fonts before the first scroll, and how long a chapter's page is (one load serves both). */
import { limitsOf } from '../../scripts/weight-limits.ts'
import { FIRST_SCENES } from './built-pages.ts'
import { expect, facesThere, test } from './site.ts'

// As a new reader finds a page: code and bytes bring a face of their own when they are opened.
test.use({ panes: 'closed' })

const CHAPTERS = Object.keys(FIRST_SCENES).map((chapter) => `${chapter}/`)

/** What one sitting takes: about 12,000 px on a wide screen (one English page has reached 12,400), 25 screens of a phone. */
const MOST_LENGTHS = [
  { width: 1440, height: 900, most: 12_600 },
  { width: 390, height: 844, most: 25 * 844 },
]

for (const language of ['/', '/zh/'])
  for (const name of ['', ...CHAPTERS, 'race/', 'inspector/']) {
    const path = `${language}${name}`

    test(`fonts and length of ${path}`, async ({ page, site }) => {
      const sizes: Record<string, number> = {}
      page.on('response', (answer) => {
        const [, face = ''] = /\/([^/]*)\.[\w-]*\.woff2$/.exec(answer.url()) ?? []
        if (face !== '') sizes[face] = Number(answer.headers()['content-length'])
      })
      await page.goto(`${site.url}${path}`)
      await facesThere(page)
      expect(Object.values(sizes).reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(
        limitsOf(`${path.slice(1)}index.html`).fonts,
      )
      for (const { width, height, most } of CHAPTERS.includes(name) ? MOST_LENGTHS : []) {
        await page.setViewportSize({ width, height })
        // Drawings are laid out anew once they hear of their box.
        await expect
          .poll(() => page.evaluate(() => document.documentElement.scrollHeight), `at ${width} px`)
          .toBeLessThanOrEqual(most)
      }
    })
  }

/** What holds for every page that was built: language, twin, policy, and nothing in the console. */
import {
  LANGUAGE_NAMES,
  LANGUAGE_TAGS,
  LANGUAGES,
  languageOf,
  otherLanguage,
  pathIn,
  pathWithoutLanguage,
} from '../../src/i18n/languages.ts'
import { BUILT_PAGES, FIRST_SCENES } from './built-pages.ts'
import { expect, test } from './site.ts'

test('home and both chapters are built, in both languages', () => {
  const wanted = LANGUAGES.flatMap((language) => [
    pathIn(language, '/'),
    ...Object.keys(FIRST_SCENES).map((slug) => pathIn(language, `/${slug}/`)),
  ])
  expect(BUILT_PAGES).toEqual(expect.arrayContaining(wanted))
})

for (const path of BUILT_PAGES) {
  const language = languageOf(path)
  const other = otherLanguage(language)
  const twin = pathIn(other, pathWithoutLanguage(path))

  test.describe(path, () => {
    test('says its language, names its twin, and the switch leads there', async ({ page }) => {
      await page.goto(path, { waitUntil: 'domcontentloaded' })
      await expect(page.locator('html')).toHaveAttribute('lang', LANGUAGE_TAGS[language])
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
      for (const each of LANGUAGES) {
        const href = await page
          .locator(`link[rel=alternate][hreflang="${LANGUAGE_TAGS[each]}"]`)
          .getAttribute('href')
        expect(new URL(href ?? '', page.url()).pathname).toBe(pathIn(each, pathWithoutLanguage(path)))
      }
      await page.getByRole('banner').getByRole('link', { name: LANGUAGE_NAMES[other] }).click()
      await expect(page).toHaveURL(new RegExp(`${twin}$`))
      await expect(page.locator('html')).toHaveAttribute('lang', LANGUAGE_TAGS[other])
    })

    test('is sent with a policy that allows no inline script but by hash', async ({ request }) => {
      const answer = await request.get(path)
      expect(answer.status()).toBe(200)
      const headers = answer.headers()
      const scripts = /script-src ([^;]*)/.exec(headers['content-security-policy'] ?? '')?.[1]
      expect(scripts).toContain("'self'")
      expect(scripts).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
    })
  })
}

test('an unknown address gets 404 with a page, in the language of the address', async ({ request }) => {
  for (const language of LANGUAGES) {
    const answer = await request.get(pathIn(language, '/no-such-page/'), { headers: { Accept: 'text/html' } })
    expect(answer.status()).toBe(404)
    expect(await answer.text()).toContain(`lang="${LANGUAGE_TAGS[language]}"`)
  }
})

/** What holds for every page that was built: language, twin, policy, and nothing in the console. */
import {
  LANGUAGE_NAMES,
  LANGUAGE_TAGS,
  LANGUAGES,
  languageOf,
  otherLanguage,
  pathIn,
  pathWithoutLanguage,
} from '../../src/words/languages.ts'
import { BUILT_PAGES, FIRST_SCENES } from './built-pages.ts'
import { expect, test } from './site.ts'

test('home and all pages of chapters are built, in both languages', () => {
  const wanted = LANGUAGES.flatMap((language) => [
    pathIn(language, '/'),
    ...Object.keys(FIRST_SCENES).map((slug) => pathIn(language, `/${slug}/`)),
  ])
  expect(BUILT_PAGES).toEqual(expect.arrayContaining(wanted))
})

for (const path of BUILT_PAGES) {
  const language = languageOf(path)

  test.describe(path, () => {
    test('says its language and names its twin', async ({ request, baseURL }) => {
      const html = await (await request.get(path)).text()
      expect(/<html[^>]* lang="([^"]*)"/.exec(html)?.[1]).toBe(LANGUAGE_TAGS[language])
      expect(html.match(/<h1[\s>]/g)).toHaveLength(1)
      for (const each of LANGUAGES) {
        const link = new RegExp(`<link [^>]*hreflang="${LANGUAGE_TAGS[each]}"[^>]*>`).exec(html)?.[0] ?? ''
        const href = / href="([^"]*)"/.exec(link)?.[1] ?? ''
        expect(new URL(href, baseURL).pathname).toBe(pathIn(each, pathWithoutLanguage(path)))
      }
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

for (const path of ['/', '/websocket/endings/', '/zh/race/', '/zh/glossary/']) {
  test(`${path}: the switch of languages leads to its twin`, async ({ page }) => {
    const other = otherLanguage(languageOf(path))
    await page.goto(path, { waitUntil: 'domcontentloaded' })
    await page.getByRole('banner').getByRole('link', { name: LANGUAGE_NAMES[other] }).click()
    await expect(page).toHaveURL(new RegExp(`${pathIn(other, pathWithoutLanguage(path))}$`))
    await expect(page.locator('html')).toHaveAttribute('lang', LANGUAGE_TAGS[other])
  })
}

test('an unknown address gets 404 with a page, in the language of the address', async ({ request }) => {
  for (const language of LANGUAGES) {
    const answer = await request.get(pathIn(language, '/no-such-page/'), { headers: { Accept: 'text/html' } })
    expect(answer.status()).toBe(404)
    expect(await answer.text()).toContain(`lang="${LANGUAGE_TAGS[language]}"`)
  }
})

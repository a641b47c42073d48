/** What holds for every page that was built: language, twin, policy, and nothing in the console. */
import { globSync, readFileSync } from 'node:fs'
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
      const answer = await request.get(path)
      const html = await answer.text()
      expect(/<html[^>]* lang="([^"]*)"/.exec(html)?.[1]).toBe(LANGUAGE_TAGS[language])
      expect(html.match(/<h1[\s>]/g)).toHaveLength(1)
      const { link = '' } = answer.headers()
      expect(link).toContain(`<${baseURL}${path}>; rel="canonical"`)
      for (const each of LANGUAGES)
        expect(link).toContain(
          `<${baseURL}${pathIn(each, pathWithoutLanguage(path))}>; rel="alternate"; hreflang="${LANGUAGE_TAGS[each]}"`,
        )
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

test('every page that search engines may list has a title and a description of its own that a result shows whole', () => {
  const pages = globSync('dist/site/**/index.html')
    .map((file) => [file, readFileSync(file, 'utf8')] as const)
    // A figure alone is listed under its chapter, which its canonical address is.
    .filter(
      ([file, html]) => !file.includes('/embed/') && !html.includes('<meta name="robots" content="noindex"'),
    )
  const [titles, descriptions] = [/<title>([^<]*)</, /<meta name="description" content="([^"]*)"/].map(
    (what) => pages.map(([file, html]) => [file, what.exec(html)?.[1] ?? ''] as const),
  )
  // A Han character takes the room of two.
  const room = (text: string): number => text.replace(/[^\p{ASCII}“”·—]/gu, 'xx').length
  for (const [of, least, most] of [
    [titles, 24, 75],
    [descriptions, 75, 165],
  ] as const) {
    expect(new Set(of?.map(([, text]) => text)).size).toBe(pages.length)
    for (const [file, text] of of ?? []) {
      expect(room(text), `${file}: ${text}`).toBeGreaterThanOrEqual(least)
      expect(room(text), `${file}: ${text}`).toBeLessThanOrEqual(most)
    }
  }
})

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

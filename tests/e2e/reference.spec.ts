/** The list of corrections and the glossary, without script: every link between them and the chapters leads to what it names. */
import type { Page } from '@playwright/test'
import { LANGUAGES, pathIn, SITE_WORDS } from '../../src/words/index.ts'
import { FIRST_SCENES } from './built-pages.ts'
import { expect, test } from './site.ts'

test.use({ javaScriptEnabled: false })

const SLUGS = Object.keys(FIRST_SCENES)

/** The links within `selector` that stay on the site, as path and anchor. */
async function linksIn(page: Page, selector: string): Promise<readonly URL[]> {
  const links = await page.locator(`${selector} a[href^="/"], ${selector} a[href^="#"]`).all()
  return Promise.all(links.map(async (link) => new URL((await link.getAttribute('href')) ?? '', page.url())))
}

/** The links whose page is not there, or has no such anchor. Reads each page once. */
async function deadLinks(page: Page, links: readonly URL[]): Promise<readonly string[]> {
  const dead: string[] = []
  for (const path of new Set(links.map((link) => link.pathname))) {
    const answer = await page.request.get(path)
    const ids = [...(await answer.text()).matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
    for (const { pathname, hash } of links)
      if (pathname === path && (answer.status() !== 200 || !ids.includes(decodeURIComponent(hash.slice(1)))))
        dead.push(`${pathname}${hash}`)
  }
  return dead
}

for (const language of LANGUAGES) {
  const corrections = pathIn(language, '/corrections/')
  const glossary = pathIn(language, '/glossary/')

  test(`${corrections} has every correction of the chapters, ${glossary} is reached from first uses, and both lead back`, async ({
    page,
  }) => {
    test.slow() // Opens every chapter.
    let inChapters = 0
    const there: URL[] = []
    for (const slug of SLUGS) {
      await page.goto(pathIn(language, `/${slug}/`))
      inChapters += await page.locator('.correction').count()
      there.push(...(await linksIn(page, '.prose dfn')), ...(await linksIn(page, '.correction > .said')))
    }
    await page.goto(corrections)
    const listed = page.locator('.listed-correction')
    expect(inChapters).toBeGreaterThan(0)
    await expect(listed).toHaveCount(inChapters)
    await expect(listed.first().getByRole('heading', { level: 3 })).toBeVisible()
    const links = await linksIn(page, '.listed-correction')
    expect(links.some(({ hash }) => hash.startsWith('#figure-'))).toBe(true)
    expect(await deadLinks(page, links)).toEqual([])

    expect(there.some(({ pathname }) => pathname === glossary)).toBe(true)
    expect(there.some(({ pathname }) => pathname === corrections)).toBe(true)
    expect(await deadLinks(page, there)).toEqual([])
    await page.goto(glossary)
    const back = await linksIn(page, '.prose')
    expect(back.some(({ hash }) => hash.startsWith('#term-'))).toBe(true)
    expect(await deadLinks(page, back)).toEqual([])
  })

  test(`${pathIn(language, '/')}: the footer leads to both`, async ({ page }) => {
    const words = SITE_WORDS[language]
    for (const [name, path] of [
      [words.corrections, corrections],
      [words.glossary, glossary],
    ] as const) {
      await page.goto(pathIn(language, '/'))
      await page.getByRole('contentinfo').getByRole('link', { name }).click()
      await expect(page).toHaveURL(new RegExp(`${path}$`))
    }
  })
}

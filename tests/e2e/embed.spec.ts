/** Figures in pages of another site: a page of a foreign origin, with the very lines that the page for teachers gives. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FrameLocator, Page } from '@playwright/test'
import { BENCH_WORDS } from '../../src/bench/view/words.ts'
import { EMBED_SNIPPET } from '../../src/site/embed-snippet.ts'
import { LANGUAGES, pathIn } from '../../src/words/languages.ts'
import { expectNothingFound } from './axe.ts'
import { expect, hydrateAll, leave, test } from './site.ts'

// A page of a site that is gone by then once kept the next test waiting for its context.
test.use({ reuseContext: false })

const stops: (() => void)[] = []
test.afterEach(() => stops.splice(0).forEach((stop) => stop()))

/** Another site: `localhost`, where ours is `127.0.0.1`, so another origin and another site too. */
async function foreignPage(page: Page, html: string): Promise<void> {
  const server = createServer((_, answer) => {
    answer.setHeader('Content-Type', 'text/html; charset=utf-8')
    answer.end(`<!doctype html><html lang="en"><title>Course</title><h1>Course</h1>${html}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => server.close())
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`)
}

function frameOf(page: Page): FrameLocator {
  return page.frameLocator('iframe.comet')
}

for (const language of LANGUAGES) {
  const words = BENCH_WORDS[language].bench
  const path = pathIn(language, '/embed/two-polls/')

  test(`${path} in a foreign page: recorded, then live, and as high as it has to be`, async ({
    page,
    site,
  }) => {
    await foreignPage(page, EMBED_SNIPPET.replace('https://comet.example/embed/two-polls/', site.url + path))
    const frame = frameOf(page)
    await expect(frame.getByText(words.recorded)).toBeVisible()
    const iframe = page.locator('iframe.comet')
    const inner = (): Promise<number> =>
      frame.locator('html').evaluate((root) => Math.ceil(root.getBoundingClientRect().height))
    await expect.poll(async () => Number(await iframe.getAttribute('height')) - (await inner())).toBe(0)

    await frame.locator('astro-island:not([ssr])').waitFor({ state: 'attached' })
    await frame.getByRole('button', { name: words.start, exact: true }).click()
    await expect(frame.getByRole('button', { name: words.stop, exact: true })).toBeVisible()
    await expect(frame.locator('.ladder-shaft').first()).toBeAttached()
    await expect.poll(async () => Number(await iframe.getAttribute('height')) - (await inner())).toBe(0)
  })

  test(`${path} by itself has nothing that axe finds, and leads to its chapter`, async ({ page }) => {
    await page.goto(path)
    await hydrateAll(page)
    await expect(page.locator('.code-lines, [id$="-lines"]').first()).toBeAttached()
    await expectNothingFound(page)
    const link = page.locator('.embed-from a').first()
    await expect(link).toHaveAttribute('href', pathIn(language, '/long-polling/#figure-two-polls'))
    await expect(page.locator('meta[name="description"]')).toHaveAttribute('content', /\S/)
    await expect(page.locator('meta[name="robots"]')).toHaveCount(0)
  })
}

test('what is not made for it is not shown in a foreign page', async ({ page, site, consoleErrors }) => {
  for (const path of ['/long-polling/', '/race/', '/embed/no-such-figure/']) {
    await foreignPage(page, `<iframe class="comet" src="${site.url}${path}"></iframe>`)
    await expect.poll(() => consoleErrors.join('\n')).toContain('frame-ancestors')
    await expect(frameOf(page).locator('main')).toHaveCount(0)
    await leave(page, consoleErrors)
  }
})

test('without our server a figure shows its recorded run all the same', async ({ page, site }) => {
  await page.route('**/labs**', (route) => route.abort())
  await foreignPage(page, EMBED_SNIPPET.replace('https://comet.example', site.url))
  await expect(frameOf(page).getByText(BENCH_WORDS.en.bench.recorded)).toBeVisible()
  await expect(frameOf(page).locator('.ladder-shaft').first()).toBeAttached()
})

test('every figure of the teachers’ list has its page, and fits any width with all its stops open', async ({
  page,
  request,
  browser,
  site,
}) => {
  test.slow()
  // Without script all that is told stands there at once.
  const unscripted = await browser.newPage({ javaScriptEnabled: false })
  const wide: string[] = []
  for (const language of LANGUAGES) {
    await page.goto(pathIn(language, '/teach/'))
    const links = await page
      .locator('.embed-list a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    expect(links.length).toBeGreaterThan(10)
    for (const href of links) {
      const answer = await request.get(href)
      expect(answer.status(), href).toBe(200)
      expect(answer.headers()['content-security-policy'], href).toContain('frame-ancestors *;')
      await unscripted.goto(site.url + href)
      for (const width of [390, 760, 1024]) {
        await unscripted.setViewportSize({ width, height: 800 })
        const box = await unscripted.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        if (box > 0) wide.push(`${href} at ${width}: ${box} px`)
      }
    }
  }
  expect(wide).toEqual([])
  await unscripted.close()
})

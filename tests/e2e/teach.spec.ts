/** What the page for teachers says, done: the large size, a class on one machine, the same behind a real nginx. */
import { chromium, type Page } from '@playwright/test'
import { BENCH_WORDS } from '../../src/bench/view/words.ts'
import { KEY_WORDS } from '../../src/words/key-words.ts'
import { SITE_WORDS } from '../../src/words/index.ts'
import { LANGUAGES, pathIn } from '../../src/words/languages.ts'
import { CHROMIUM_FLAGS } from '../../scripts/browser.ts'
import { findNginx, NO_NGINX } from '../../scripts/nginx.ts'
import { deployedEnvironment, deployedNginx } from '../support/nginx.ts'
import { expect, facesThere, startSite, test } from './site.ts'

const WORDS = BENCH_WORDS.en.bench

/** Starts the page's first figure, and waits until something of it has crossed. */
async function runFirstFigure(page: Page): Promise<void> {
  const figure = page.locator('.bench-figure').first()
  await figure.scrollIntoViewIfNeeded()
  await figure.locator('astro-island:not([ssr])').waitFor({ state: 'attached' })
  await figure.getByRole('button', { name: WORDS.start, exact: true }).click()
  await expect(figure.getByRole('button', { name: WORDS.stop, exact: true })).toBeVisible()
  await expect(figure.locator('.ladder-shaft').first()).toBeAttached()
}

for (const language of LANGUAGES)
  test(`${pathIn(language, '/teach/')}: the large size is kept, holds on every page, and fits`, async ({
    page,
  }) => {
    const name = SITE_WORDS[language].large
    await page.goto(pathIn(language, '/teach/'))
    const width = (): Promise<number> =>
      page.locator('h1').evaluate((h1) => h1.getBoundingClientRect().height)
    await facesThere(page)
    const before = await width()
    await page.getByRole('main').getByRole('checkbox', { name }).check()
    await expect.poll(width).toBeGreaterThan(before * 1.4)
    await page.goto(pathIn(language, '/long-polling/'))
    await expect(page.locator('.side-nav')).toBeHidden()
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
      .toBeLessThanOrEqual(0)
    await page.keyboard.press('?')
    const box = page.getByRole('dialog', { name: KEY_WORDS[language].title }).getByRole('checkbox', { name })
    await expect(box).toBeChecked()
    await expect(page.getByRole('dialog')).toBeInViewport({ ratio: 0.99 })
    await page.keyboard.press('Escape')
    await page.getByRole('banner').getByRole('button', { name: SITE_WORDS[language].search }).click()
    await page.getByRole('searchbox').fill('e')
    await expect(page.getByRole('dialog').getByRole('link').first()).toBeVisible()
    await expect(page.getByRole('dialog')).toBeInViewport({ ratio: 0.99 })
    await page.keyboard.press('Escape')
    // Back on the search's button, where single keys do nothing else.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await page.keyboard.press('?')
    await box.uncheck()
    await page.keyboard.press('Escape')
    await expect(page.locator('.side-nav')).toBeVisible()
  })

test('a class on one machine: with HOST=0.0.0.0 a figure runs live under another address', async ({
  page,
}) => {
  const site = await startSite(0, { HOST: '0.0.0.0' })
  try {
    await page.goto(`http://127.0.0.2:${site.port}/long-polling/`)
    await runFirstFigure(page)
    // A page that is there still would ask after the server that goes.
    await page.goto('about:blank')
  } finally {
    await site.stop()
  }
})

test('behind nginx as docs/deploy.md has it, with TLS, a figure runs live', async ({
  chromium: executablePath,
}) => {
  const programs = findNginx()
  if (programs === undefined && process.env['CI']) throw new Error(NO_NGINX)
  test.skip(programs === undefined, NO_NGINX)
  if (programs === undefined) return
  // The port comes first, since the site's own address has it.
  const site = await startSite(0, deployedEnvironment())
  const nginx = await deployedNginx(programs, site.port)
  await site.stop()
  const own = `https://comet.example:${nginx.port}`
  const behind = await startSite(site.port, { ...deployedEnvironment(), PUBLIC_URL: own })
  const browser = await chromium.launch({
    executablePath,
    args: [...CHROMIUM_FLAGS, '--host-resolver-rules=MAP comet.example 127.0.0.1'],
  })
  try {
    const page = await browser.newPage({ ignoreHTTPSErrors: true })
    const answer = await page.goto(`${own}/long-polling/`)
    expect(answer?.headers()['link']).toContain(`<${own}/long-polling/>; rel="canonical"`)
    await runFirstFigure(page)
    await page.goto(`${own}/embed/two-polls/`)
    await runFirstFigure(page)
  } finally {
    await browser.close()
    await behind.stop()
    await nginx.stop()
  }
})

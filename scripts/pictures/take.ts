/**
 * `npm run pictures -- take FOLDER [BUILT-CHECKOUT]`: a picture of every page of a built site, wide and on a phone, light and dark.
 *
 * A long page is cut into strips, since Chromium paints no picture of more than some 16,000 pixels in height. Each page
 * is scrolled through first, so that its islands are there, and motion is reduced, so that two takes can be compared.
 */
import { globSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { CHROMIUM_FLAGS, ensureChromium, NO_CHROMIUM } from '../browser.ts'
import { startServer } from '../our-server.ts'

const WIDTHS = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const
const THEMES = ['light', 'dark'] as const
const STRIP_PX = 4000

/** Writes `<page>.<width>.<theme>.<strip>.png` into `folder`; `checkout` holds the built site, of which
 * pages whose address fits `pattern` are taken. Throws where no Chromium is found. */
export async function takePictures(folder: string, checkout: string, pattern = /./): Promise<void> {
  const executablePath = ensureChromium()
  if (executablePath === undefined) throw new Error(NO_CHROMIUM)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const server = await startServer({ folder: checkout })
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] })
  try {
    for (const path of pagesOf(checkout).filter((each) => pattern.test(each))) {
      for (const [name, viewport] of Object.entries(WIDTHS)) {
        const page = await browser.newPage({ viewport, reducedMotion: 'reduce', deviceScaleFactor: 1 })
        await page.goto(server.url + path)
        await scrollThrough(page)
        for (const colorScheme of THEMES) {
          await page.emulateMedia({ colorScheme })
          await takeStrips(
            page,
            join(folder, `${path.replaceAll('/', '_')}.${name}.${colorScheme}`),
            viewport.width,
          )
        }
        await page.close()
      }
      console.log(path)
    }
  } finally {
    await browser.close()
    server.stop()
  }
}

function pagesOf(checkout: string): readonly string[] {
  return globSync('**/index.html', { cwd: join(checkout, 'dist/site') })
    .map((file) => `/${file.replace(/index\.html$/, '')}`)
    .sort()
}

async function scrollThrough(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  for (let top = 0; top < height; top += 600) {
    await page.evaluate((to) => scrollTo(0, to), top)
    await page.waitForTimeout(40)
  }
  await page
    .waitForFunction(() => document.querySelector('astro-island[ssr]') === null)
    .catch(() => undefined)
  await page.evaluate(() => scrollTo(0, 0))
  await page.waitForTimeout(100)
}

async function takeStrips(page: Page, path: string, width: number): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  for (let top = 0, strip = 0; top < height; top += STRIP_PX, strip++) {
    const clip = { x: 0, y: top, width, height: Math.min(STRIP_PX, height - top) }
    await page.screenshot({
      path: `${path}.${String(strip)}.png`,
      clip,
      fullPage: true,
      animations: 'disabled',
      timeout: 180_000,
    })
  }
}

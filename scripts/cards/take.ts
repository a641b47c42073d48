/** Takes a card's picture of a page: its name, its lead, and the drawing of its first figure, as wide as a card. */
import type { Page } from '@playwright/test'
import { CARD } from '../../src/site/card.ts'

/** Gives the PNG. Throws where the page has no drawing. */
export async function takeCard(page: Page, url: string): Promise<Buffer> {
  await page.setViewportSize({ width: 1000, height: 900 })
  await page.goto(url, { waitUntil: 'networkidle' })
  await page.evaluate(layOut, CARD)
  await page.setViewportSize(CARD)
  await page.evaluate(() => document.fonts.ready)
  return page.screenshot({ clip: { x: 0, y: 0, ...CARD }, animations: 'disabled' })
}

/** Gives the PNG of a page's first figure, with all that it has open, at the moment of its fifth stop. */
export async function takeFigure(page: Page, url: string): Promise<Buffer> {
  await page.setViewportSize({ width: 1360, height: 900 })
  await page.goto(url)
  await page.evaluate(() => localStorage.setItem('comet.panes', 'all'))
  await page.reload({ waitUntil: 'networkidle' })
  const figure = page.locator('.bench-figure').first()
  await figure.locator('.story-title').nth(4).click()
  await page.waitForTimeout(500)
  const box = await figure.boundingBox()
  if (box === null) throw new Error('no figure')
  const clip = { ...box, y: box.y + (await page.evaluate(() => scrollY)), height: Math.min(box.height, 1240) }
  return page.screenshot({ clip, fullPage: true, animations: 'disabled' })
}

/** In the page: all else goes, and the drawing is cut where the card ends. */
function layOut({ width, height }: { readonly width: number; readonly height: number }): void {
  const area = (element: Element): number => element.clientWidth * element.clientHeight
  const ladder = document.querySelector('main :is(.ladder-scroll, .race-ladder)')
  const [drawing] = [...(ladder?.querySelectorAll('svg') ?? [])].sort((a, b) => area(b) - area(a))
  const title = document.querySelector('h1')?.textContent?.trim() ?? ''
  const lead = document.querySelector('.lead:not(:has(p)), .lead p')?.textContent?.trim() ?? ''
  const site = document.querySelector('.site-name')?.textContent?.trim() ?? ''
  const box = drawing?.getBoundingClientRect()
  if (!drawing || !box || title === '') throw new Error('no drawing')
  const card = document.createElement('div')
  card.lang = document.documentElement.lang
  card.style.cssText = `position:fixed;inset:0 auto auto 0;z-index:9;display:flex;width:${width}px;height:${height}px;overflow:hidden;background:var(--paper);color:var(--ink)`
  const words = document.createElement('div')
  words.style.cssText =
    'flex:0 0 500px;box-sizing:border-box;display:flex;flex-direction:column;padding:64px 32px 56px 64px'
  const picture = document.createElement('div')
  // The drawing keeps the elements that its rules are written for.
  const frame = drawing.parentElement?.closest('.bench, .race') ?? drawing.parentElement
  picture.className = frame?.className ?? ''
  picture.style.cssText =
    'flex:1;position:relative;overflow:hidden;margin:0;border:0;border-inline-start:1px solid var(--rule);padding:32px'
  const line = (text: string, css: string): HTMLElement => {
    const element = document.createElement('div')
    element.textContent = text
    element.style.cssText = css
    return element
  }
  // A Han character is as wide as two.
  const size = title.replace(/[^\x20-\x7e]/g, 'xx').length > 14 ? 52 : 64
  words.append(
    line(title, `font:600 ${size}px/1.15 var(--serif);text-wrap:balance`),
    line(
      lead,
      'margin-top:28px;font:400 26px/1.45 var(--serif);color:var(--soft);display:-webkit-box;-webkit-line-clamp:6;-webkit-box-orient:vertical;overflow:hidden',
    ),
    line(site, 'margin-top:auto;font:600 24px/1.3 var(--serif)'),
  )
  const copy = drawing.cloneNode(true) as SVGElement
  // Its labels were placed at the size they have in their ladder, which is left behind.
  picture.style.setProperty('--label', getComputedStyle(drawing).getPropertyValue('--label'))
  const scale = 636 / Math.min(box.width, 640)
  copy.setAttribute(
    'style',
    `width:${box.width}px;height:${box.height}px;transform:scale(${scale});transform-origin:0 0`,
  )
  picture.append(copy)
  card.append(words, picture)
  document.body.replaceChildren(card)
}

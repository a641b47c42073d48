/** No text on any page is smaller than 12 px, on a wide screen and on a phone; code and bytes are open, as tests find them. */
import { BUILT_PAGES } from './built-pages.ts'
import { expect, hydrateAll, test } from './site.ts'

const LEAST_PX = 12

/** Elements with text of their own that is drawn smaller than `least`, each with its size; SVG text as its drawing is scaled. */
function tooSmall(least: number): readonly string[] {
  const found = new Set<string>()
  for (const element of document.querySelectorAll<HTMLElement | SVGTextElement>('body *')) {
    const text = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
    if (text.every(({ textContent }) => textContent?.trim() === '')) continue
    if (element.closest('.only-heard, noscript, script, style, template') !== null) continue
    if (element.getClientRects().length === 0) continue
    const { a = 1, b = 0 } = (element instanceof SVGGraphicsElement && element.getScreenCTM()) || {}
    const scale = Math.hypot(a, b)
    const size = Number.parseFloat(getComputedStyle(element).fontSize) * scale
    if (size < least - 0.05)
      found.add(
        `${element.tagName}.${element.getAttribute('class') ?? ''} in ${element.parentElement?.getAttribute('class') ?? ''}: ${size.toFixed(1)} px`,
      )
  }
  return [...found]
}

for (const width of [1440, 390])
  for (const path of BUILT_PAGES) {
    test(`${path} at ${width}: no text under ${LEAST_PX} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 })
      await page.goto(path)
      await hydrateAll(page)
      expect(await page.evaluate(tooSmall, LEAST_PX)).toEqual([])
    })
  }

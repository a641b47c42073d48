/** Text that is too small to be read. */
import type { Page } from '@playwright/test'

const LEAST_PX = 12

/** Text on a page, as it is shown now, that is smaller than 12 px, a line each. */
export function textTooSmall(page: Page): Promise<readonly string[]> {
  return page.evaluate(tooSmall, LEAST_PX)
}

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

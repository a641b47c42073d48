/** Chinese as it is set: no character alone on a last line, nothing before the first character of a line, no half-width marks. */
import type { Page } from '@playwright/test'
import { BUILT_PAGES } from './built-pages.ts'
import { expect, facesThere, test } from './site.ts'

test.use({ panes: 'closed' })

interface Found {
  readonly lines: number
  /** Last lines of one Han character. */
  readonly alone: readonly string[]
  /** Lines that begin with a number or a Latin letter, and not at their left edge. */
  readonly indented: readonly string[]
}

/** Every block of text in the page, line by line, by where each character stands. */
function lookAtLines(page: Page): Promise<Found> {
  return page.evaluate(() => {
    const found = { lines: 0, alone: [] as string[], indented: [] as string[] }
    const range = document.createRange()
    for (const block of document.querySelectorAll('main :is(p, li, dd, figcaption, h1, h2, h3)')) {
      const { display, paddingLeft, borderLeftWidth } = getComputedStyle(block)
      const isBlock = display === 'block' || display === 'list-item'
      if (!isBlock || !block.checkVisibility() || block.querySelector('p, li, div, svg, button')) continue
      const characters: { text: string; left: number; middle: number; isCode: boolean }[] = []
      const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
      for (let node = walk.nextNode() as Text | null; node; node = walk.nextNode() as Text | null)
        for (let at = 0; at < node.data.length; at++) {
          range.setStart(node, at)
          range.setEnd(node, at + 1)
          const { left, top, bottom, width } = range.getBoundingClientRect()
          const text = node.data[at] ?? ''
          if (width > 0 && text.trim() !== '')
            characters.push({
              text,
              left,
              middle: (top + bottom) / 2,
              isCode: node.parentElement?.closest('code') !== null,
            })
        }
      const lines: (typeof characters)[] = []
      for (const [i, each] of characters.entries()) {
        const before = characters[i - 1]
        if (!before || (each.left < before.left && each.middle > before.middle + 5)) lines.push([])
        lines.at(-1)?.push(each)
      }
      found.lines += lines.length
      const textOf = (line: typeof characters = []): string => line.map(({ text }) => text).join('')
      const last = textOf(lines.at(-1)).replace(/\p{P}/gu, '')
      if (lines.length > 1 && /^\p{Script=Han}$/u.test(last)) found.alone.push(textOf(characters))
      const edge = block.getBoundingClientRect().left + parseFloat(paddingLeft) + parseFloat(borderLeftWidth)
      // Code stands in a tint of its own, which begins at the edge.
      for (const [first] of lines.slice(1))
        if (
          first &&
          !first.isCode &&
          /[\dA-Za-z]/.test(first.text) &&
          first.left > edge + 1 &&
          first.left < edge + 12
        )
          found.indented.push(textOf(characters))
    }
    return found
  })
}

/** What is read or heard on the page with a mark of half a width right after a Han character. Code is as it is. */
function halfWidthMarks(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const texts: string[] = []
    for (const element of document.querySelectorAll('body *:not(code, code *, pre, pre *, script, style)')) {
      for (const node of element.childNodes)
        if (node.nodeType === Node.TEXT_NODE) texts.push(node.textContent ?? '')
      for (const name of ['aria-label', 'title', 'alt', 'placeholder'])
        texts.push(element.getAttribute(name) ?? '')
    }
    return texts.filter((text) => /\p{Script=Han}(?:[,;?!:]| ?\()/u.test(text))
  })
}

for (const path of BUILT_PAGES.filter((each) => each.startsWith('/zh/') && !each.includes('/captures/')))
  test(`lines of ${path}`, async ({ page }) => {
    await page.goto(path)
    expect(await halfWidthMarks(page)).toEqual([])
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await facesThere(page)
      const { lines, alone, indented } = await lookAtLines(page)
      expect(lines).toBeGreaterThan(5)
      expect({ alone, indented }, `at ${width} pixels`).toEqual({ alone: [], indented: [] })
    }
  })

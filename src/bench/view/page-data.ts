/**
 * What the benches of one page read at their start: captures and coloured sources, each once a page in a data block
 * of its own, since an island's properties would carry them once a bench and escaped. The build gives the text and
 * writes the block (`PageData.astro`); in the browser the block is read back.
 */

const given = new Map<string, string>()

/** Keeps the JSON text that `readPageData` answers with while the build renders. */
export function givePageData(name: string, json: string): void {
  given.set(name, json)
}

/** The JSON text of a data block of this page; `undefined` where the page has no such block. */
export function readPageData(name: string): string | undefined {
  if (typeof document === 'undefined') return given.get(name)
  return document.querySelector(`script[type="application/json"][data-name="${name}"]`)?.textContent
}

/** The same JSON without a `<`, so that nothing in it can end the script element it stands in. */
export function safeInScript(json: string): string {
  return json.replaceAll('<', '\\u003c')
}

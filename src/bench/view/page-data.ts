/**
 * The recorded runs that a page's figures begin with. The build gives their text; in the browser they come as data blocks, once a
 * page, however many figures use them: `client-near.ts` fetches them before it hydrates an island.
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

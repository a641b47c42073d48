/** What a page already holds, so that components used several times write a thing once. Runs while building only. */

const written = new WeakMap<object, Set<string>>()

/** True for the first who asks for a name on a page; the page is told apart by its request. */
export function firstOnPage(page: object, name: string): boolean {
  const names = written.get(page) ?? new Set()
  written.set(page, names)
  if (names.has(name)) return false
  names.add(name)
  return true
}

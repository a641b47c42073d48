/**
 * The key of the owner's tap. It comes in the fragment of the address that the tap printed, and leaves the address bar at once, so that
 * no copied address has it; a tab that is loaded anew finds it where only this tab and this origin look.
 */

const PREFIX = '#tap='
const KEPT_AS = 'comet-tap'

/** Where storage is closed to a page, its key is kept for as long as the page stands. */
let kept: string | undefined

/** Takes the key out of the page's address, where it has one. The page does so before its links can be followed: they do not carry it. */
export function keepTapKey(): void {
  const { hash, pathname, search } = location
  if (!hash.startsWith(PREFIX)) return
  kept = hash.slice(PREFIX.length)
  history.replaceState(null, '', pathname + search)
  try {
    sessionStorage.setItem(KEPT_AS, kept)
  } catch {
    // Closed to this page.
  }
}

/** The key of this tab's tap; nothing where there is none, or where the page's address asks for something else. */
export function takeTapKey(): string | undefined {
  keepTapKey()
  if (location.hash !== '') return undefined
  try {
    return kept ?? sessionStorage.getItem(KEPT_AS) ?? undefined
  } catch {
    return kept
  }
}

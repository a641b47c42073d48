/**
 * Opens a bench's run in the inspector's workbench, in a tab of its own so that a live run goes on: a recorded run by its name,
 * another by the tab's own storage, which a tab opened from this one starts with a copy of. Nothing is uploaded.
 */
import { pathIn, type Language } from '../../words/languages.ts'
import { fieldFragment, HAND_OVER_KEY, HANDED_OVER } from '../../inspector/field-link.ts'

export type HandedOver = { readonly capture: string } | { readonly text: string }

/** Tells whether it could: storage holds some five million characters, and may be closed to a page. */
export function handOver(run: HandedOver, language: Language): boolean {
  const address = pathIn(language, '/inspector/')
  if ('capture' in run) {
    open(`${address}#${fieldFragment({ capture: run.capture })}`)
    return true
  }
  try {
    sessionStorage.setItem(HAND_OVER_KEY, run.text)
    open(`${address}#${HANDED_OVER}`)
    return true
  } catch {
    return false
  } finally {
    try {
      // The new tab has its copy by now.
      sessionStorage.removeItem(HAND_OVER_KEY)
    } catch {
      // Closed to this page, and nothing lies there.
    }
  }
}

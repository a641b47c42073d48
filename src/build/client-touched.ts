/**
 * The directive `client:touched`: an island that reads without its script is hydrated when the reader comes to it: with the pointer, the
 * focus, a key, a file. What they do to it until then is kept and done once it is live (`early-input.ts`). A page whose address
 * names something of it (a fragment), or that says `wanted` on it, has it at once.
 * Argued in docs/decisions/the-inspector-when-touched.md.
 */
import type { ClientDirective } from 'astro'
import { keepEarlyInput } from './early-input.ts'
import { hydrateIsland } from './hydrate.ts'

const COMING = ['wanted', 'pointerover', 'pointerdown', 'focusin']
/** Wherever on the page a file is held, the island may be what it is for. */
const COMING_TO_PAGE = ['dragenter', 'hashchange']

const touched: ClientDirective = (load, _, island) => {
  let begun = false
  const begin = (): void => {
    if (begun) return
    begun = true
    hydrateIsland(load, island).then(
      () => {
        for (const type of COMING) island.removeEventListener(type, begin)
        for (const type of COMING_TO_PAGE) removeEventListener(type, begin)
      },
      // It is asked for again when it is touched again.
      () => (begun = false),
    )
  }
  keepEarlyInput(island, begin)
  for (const type of COMING) island.addEventListener(type, begin)
  for (const type of COMING_TO_PAGE) addEventListener(type, begin)
  if (location.hash !== '') begin()
}

export default touched

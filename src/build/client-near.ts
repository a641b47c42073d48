/**
 * The directive `client:near`: an island's script, and the recorded runs that its figure begins with, come when the island comes near,
 * together; with the value `now` they come at once. It is hydrated as soon as it is in sight, or the reader does anything at all; where
 * they only read what stands above it, when they have done so for a while: a page answers the sooner, the less it does before it is
 * asked. What could not be fetched is asked for again when the island comes near the next time.
 */
import type { ClientDirective } from 'astro'
import { hydrateIsland } from './hydrate.ts'

/** Well before it can be seen, so that what is drawn is ready when it is. */
const NEAR = '600px'

/** Whatever hand or program a reader goes through a page with, one of these comes first. */
const SIGNS = ['scroll', 'wheel', 'pointermove', 'pointerdown', 'touchstart', 'keydown', 'focusin']
/** Nothing to do for so long: then nobody is kept waiting, and who gives no sign (a screen reader) finds all that can be pressed. */
const QUIET_MS = 5000

/** The reader's first sign, and the frame that answers it; a page whose address leads to a place in it begins with one. */
const acts = new Promise<void>((resolve) => {
  const after = (): void => void requestAnimationFrame(() => setTimeout(resolve))
  for (const sign of SIGNS) addEventListener(sign, after, { once: true, passive: true })
  if (location.hash === '') setTimeout(resolve, QUIET_MS)
  else resolve()
})

let turn = Promise.resolve()

/** A task of its own for each island that waits for one. */
function ownTask(): Promise<void> {
  return (turn = turn.then(() => new Promise((resolve) => setTimeout(resolve))))
}

const near: ClientDirective = (load, { value }, island) => {
  const seen = Promise.withResolvers<void>()
  let begun = false
  const begin = async (): Promise<void> => {
    if (begun) return
    begun = true
    try {
      await hydrateIsland(load, island, () => Promise.race([seen.promise, acts]).then(ownTask))
      for (const observer of observers) observer.disconnect()
    } catch {
      begun = false
    }
  }
  const observers = [whenWithin(NEAR, () => void begin()), whenWithin('0px', () => seen.resolve())]
  if (value === 'now') void begin()
  // A link to one of its stops, which a phone does not show before the figure is live.
  const linked = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (linked !== null && island.contains(linked)) island.firstElementChild?.scrollIntoView()
  // The island itself has no box of its own.
  for (const child of island.children) for (const observer of observers) observer.observe(child)
}

function whenWithin(rootMargin: string, then: () => void): IntersectionObserver {
  return new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) then()
    },
    { rootMargin },
  )
}

export default near

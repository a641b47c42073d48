/**
 * The directive `client:near`: an island's script, and the recorded runs that its figure begins with, come when the island comes near,
 * together; then it is hydrated. With the value `now` they come at once. What could not be fetched is asked for again when the island
 * comes near the next time.
 */
import type { ClientDirective } from 'astro'
import { hydrateIsland } from './hydrate.ts'

/** Well before it can be seen, so that what is drawn is ready when it is. */
const NEAR = '600px'

const near: ClientDirective = (load, { value }, island) => {
  let begun = false
  const begin = async (): Promise<void> => {
    if (begun) return
    begun = true
    try {
      await hydrateIsland(load, island)
      observer.disconnect()
    } catch {
      begun = false
    }
  }
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void begin()
    },
    { rootMargin: NEAR },
  )
  if (value === 'now') void begin()
  // The island itself has no box of its own.
  for (const child of island.children) observer.observe(child)
}

export default near

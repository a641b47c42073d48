/**
 * The directive `client:near`: an island's script, and the recorded runs that its figure begins with (`data-needs`, on an element
 * around it), come when the island comes near, together; then it is hydrated. With the value `now` they come at once. What could not
 * be fetched is asked for again when the island comes near the next time.
 */
import type { ClientDirective } from 'astro'

/** Well before it can be seen, so that what is drawn is ready when it is. */
const NEAR = '600px'

const near: ClientDirective = (load, { value }, island) => {
  let begun = false
  const begin = async (): Promise<void> => {
    if (begun) return
    begun = true
    try {
      const needs = island.closest<HTMLElement>('[data-needs]')?.dataset['needs'] ?? ''
      const names = needs.split(' ').filter((name) => name !== '')
      const [hydrate] = await Promise.all([load(), ...names.map(bring)])
      observer.disconnect()
      await hydrate()
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

const brought = new Map<string, Promise<void>>()

/** Puts a capture into the page, as a data block that `readPageData` finds; once, however many figures need it. */
function bring(name: string): Promise<void> {
  const known = brought.get(name)
  if (known !== undefined) return known
  const coming = fetch(`/captures/${name}.json`).then(async (answer) => {
    if (!answer.ok) throw new Error(`no capture ${name}: ${answer.status}`)
    const block = document.createElement('script')
    block.type = 'application/json'
    block.dataset['name'] = `capture ${name}`
    block.textContent = await answer.text()
    document.body.append(block)
  })
  brought.set(name, coming)
  coming.catch(() => brought.delete(name))
  return coming
}

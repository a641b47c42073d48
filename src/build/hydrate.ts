/** What the client directives have in common: an island's script, and the recorded runs that it begins with, fetched together. */

/** An island's script as its directive is handed it; what gives it hydrates. */
export type Load = () => Promise<() => Promise<void>>

/**
 * Fetches the script and the captures that an element around the island names (`data-needs`), and hydrates it when it is `due`. Rejects where
 * something could not be fetched; then it may be asked for again.
 */
export async function hydrateIsland(
  load: Load,
  island: HTMLElement,
  due?: () => Promise<void>,
): Promise<void> {
  const needs = island.closest<HTMLElement>('[data-needs]')?.dataset['needs'] ?? ''
  const names = needs.split(' ').filter((name) => name !== '')
  const [hydrate] = await Promise.all([load(), ...names.map(bring)])
  await due?.()
  await hydrate()
  // A script that could not be fetched is told on the console, and hydrates nothing.
  if (island.hasAttribute('ssr')) throw new Error('the script did not come')
}

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

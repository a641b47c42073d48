/**
 * What every end-to-end test stands on: the real server with the built site, on a free port of the loopback
 * interface, one for each worker; and a page that fails its test on any error in its console.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { test as base, expect, type Locator, type Page } from '@playwright/test'
import { findHeadless, NO_CHROMIUM } from '../../scripts/browser.ts'
import { BENCH_WORDS } from '../../src/bench/view/words.ts'

export { expect }

export interface Site {
  readonly url: string
  readonly host: string
  readonly port: number
  /** Ends the server as a deploy would (SIGTERM) and resolves once it is gone. */
  stop(): Promise<void>
  /** Ends the server as a crash or an out-of-memory killer would (SIGKILL): nobody is told anything. */
  kill(): Promise<void>
}

/** Starts `server/main.ts` on a port (0: a free one) and resolves once it accepts connections. */
export async function startSite(port = 0, environment: Readonly<Record<string, string>> = {}): Promise<Site> {
  const server = spawn(process.execPath, ['server/main.ts'], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      MAX_CONNECTIONS_PER_ADDRESS: '4000',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = new URL(await printedAddress(server))
  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return
    const gone = once(server, 'exit')
    server.kill(signal)
    await gone
  }
  return {
    url: url.origin,
    host: url.hostname,
    port: Number(url.port),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}

function printedAddress(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    server.stdout?.on('data', (part: Buffer) => {
      text = (text + part.toString('utf8')).slice(-4096)
      const address = /http:\/\/[\w.:[\]-]+/.exec(text)?.[0]
      if (address !== undefined) resolve(address)
    })
    server.once('exit', (status) => reject(new Error(`The server ended with ${status}: ${text}`)))
  })
}

interface TestFixtures {
  /** In continuous integration a missing browser is a failure; on a desk it is a part that is not there. */
  readonly chromium: string
  /** What the page's console said at level error, exceptions included. A test that expects some empties it. */
  consoleErrors: string[]
  /** What a reader has opened before: most tests look at all that a figure has, `closed` is how a new reader finds it. */
  panes: 'all' | 'closed'
  opened: void
}

interface WorkerFixtures {
  readonly site: Site
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  site: [
    // Playwright reads the first argument's pattern to learn what a fixture needs: here, nothing.
    async ({}, use) => {
      const site = await startSite()
      await use(site)
      await site.stop()
    },
    { scope: 'worker' },
  ],
  chromium: [
    async ({}, use, testInfo) => {
      const path = findHeadless()
      if (!path && process.env['CI']) throw new Error(NO_CHROMIUM)
      testInfo.skip(!path, NO_CHROMIUM)
      await use(path ?? '')
    },
    { auto: true },
  ],
  panes: ['all', { option: true }],
  opened: [
    async ({ page, panes }, use) => {
      if (panes === 'all') {
        await page.addInitScript(() => {
          try {
            localStorage.setItem('comet.panes', 'all')
            localStorage.setItem('comet.more', 'open')
          } catch {
            // A sandboxed frame or a page of data has no storage, and no figures.
          }
        })
      }
      await use()
      // The context is the next test's as well, and keeps this one thing that tests give it.
      await page.context().clearPermissions()
    },
    { auto: true },
  ],
  baseURL: async ({ site }, use) => use(site.url),
  consoleErrors: [
    async ({ page }, use) => {
      const errors: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`)
      })
      page.on('pageerror', (error) => errors.push(String(error)))
      await use(errors)
      expect(errors, 'errors in the console').toEqual([])
    },
    { auto: true },
  ],
})

/** Waits until what was drawn is painted and what comes of that is done: there an island takes what is pressed in it. */
export async function painted(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
}

/** Waits until the faces that the page's text is set in have come: until then lines break elsewhere. */
export async function facesThere(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}

/** Leaves the page, which is told of nothing more then, and gives what its console had said, for a test that expects some of it. */
export async function leave(page: Page, consoleErrors: string[]): Promise<readonly string[]> {
  await page.goto('about:blank')
  return consoleErrors.splice(0)
}

/**
 * Keeps every text that an element has from now on: what stands there for a moment is not missed by a test that comes late. What is
 * given tells them, the oldest first.
 */
export async function textsOf(element: Locator): Promise<() => Promise<readonly string[]>> {
  const texts = await element.evaluateHandle((watched) => {
    const said = [watched.textContent ?? '']
    const look = (): void => void said.push(watched.textContent ?? '')
    new MutationObserver(look).observe(watched, { subtree: true, childList: true, characterData: true })
    return said
  })
  return () => texts.jsonValue()
}

/** More stops than any page has before what a test goes to. */
const MOST_STOPS = 200

/** Presses Tab (or Shift+Tab) until an element has the focus, once it can have it: before its script has come a button is passed over. */
export async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible()
  await expect(target).toBeEnabled()
  // Found once and asked at each stop: to find by role is to name half the page, a hundred times over.
  const element = await target.elementHandle()
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await element?.evaluate((sought) => sought === document.activeElement)) return
    await target.page().keyboard.press(key)
  }
  throw new Error(`${MOST_STOPS} stops and the element was not among them`)
}

/** Brings islands onto the screen and the pointer over them, one after the other, and waits until each one's script has taken over. */
export async function hydrate(islands: Locator): Promise<void> {
  for (const island of await islands.all()) {
    await island.evaluate((element) => {
      element.firstElementChild?.scrollIntoView({ behavior: 'instant' })
      element.dispatchEvent(new PointerEvent('pointerover'))
    })
    await expect(island).not.toHaveAttribute('ssr')
  }
  await painted(islands.page())
}

/** Has every island of a page taken over by its script and what is open in it fetched, and goes back to the page's top. */
export async function hydrateAll(page: Page): Promise<void> {
  await hydrate(page.locator('astro-island'))
  for (const { panes } of Object.values(BENCH_WORDS))
    await expect(page.getByText(panes.loading, { exact: true }).filter({ visible: true })).toHaveCount(0)
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }))
}

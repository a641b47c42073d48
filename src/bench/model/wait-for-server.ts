/**
 * Waits for a server that went away: asks `/healthz`, each time a little later, until it is there again. The
 * bench shows when the next try is; a reader who stops ends the waiting.
 */
import type { Browser, Timer } from '../../transports/browser.ts'
import { isServerThere } from './lab-client.ts'

export interface ServerWait {
  cancel(): void
}

export interface ServerWaitListener {
  /** The next try is at `retryAt`, browser epoch ms. Told before each wait. */
  waiting(retryAt: number): void
  /** The server is there and takes labs. Told once, and nothing after it. */
  back(): void
}

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 15_000

/** Starts to wait. The waits double from 1 s to 15 s, give or take a quarter by chance; `failures` is how many came before. */
export function waitForServer(browser: Browser, listener: ServerWaitListener, failures: number): ServerWait {
  let cancelled = false
  let timer: Timer | undefined

  function wait(tries: number): void {
    const fullMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries)
    const waitMs = fullMs * (0.75 + browser.random() / 2)
    timer = browser.after(waitMs, () => void ask(tries))
    listener.waiting(browser.now() + waitMs)
  }

  async function ask(tries: number): Promise<void> {
    const there = await isServerThere(browser)
    if (cancelled) return
    if (there) listener.back()
    else wait(tries + 1)
  }

  wait(failures)
  return {
    cancel() {
      cancelled = true
      timer?.cancel()
    },
  }
}

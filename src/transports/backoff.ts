/** How long a client waits before it comes back: the runs of this site, and the figure that compares ways to wait. */

const FIRST_BACKOFF_MS = 250
const LAST_BACKOFF_MS = 8000

/**
 * Milliseconds to wait before try `failures` + 1: doubling from 250 ms to 8 s, then some of that by chance. At least
 * half is kept, so that there is a wait; the rest is chance, so that a thousand readers do not come back at once.
 */
export function backoffMs(failures: number, random: number): number {
  const fullMs = Math.min(LAST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** failures)
  return Math.round(fullMs / 2 + (fullMs / 2) * random)
}

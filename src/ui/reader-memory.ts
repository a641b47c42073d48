/**
 * What the page remembers of a reader: guesses and reached goals, in this browser's localStorage and nowhere
 * else. Storage that is full, blocked or absent (the build) is no error: the page then forgets.
 */

const PREFIX = 'comet.'

/** The value kept under `key`, or `undefined` where there is none or storage is closed to us. */
export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + key) ?? undefined
  } catch {
    return undefined
  }
}

/** Keeps a value under `key` until the reader forgets it or clears the site's data. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value)
  } catch {
    // Private windows and full storage: the choice lives as long as the page.
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key)
  } catch {
    // As above: what was never kept needs no forgetting.
  }
}

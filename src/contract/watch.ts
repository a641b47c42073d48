/**
 * Watching a lab by its link: `POST /labs/:id/watch` gives `{"watch": key}`, the same key as long as the link is open, and
 * `DELETE` ends it. `GET /watch/:key/observe` is a WebSocket that tells what a lab's own observer is told
 * (`observe.ts`), without the lab's id: in all bytes and texts something of the same length stands in its place, and what it
 * cannot be taken out of is told as `dropped`. A watcher may ask what the time is, and nothing else. Part of the outside
 * contract.
 */
import { NUMBER, type Fields } from './rule.ts'

/** The characters of a key: 128 random bits in base64url. */
export const WATCH_KEY = /^[\w-]{22}$/

export const WATCHER_REQUESTS = { sync: { t0: NUMBER } } as const satisfies Readonly<Record<string, Fields>>

/** The WebSocket closes with it: the owner has ended the link, or the lab is over. */
export const WATCH_ENDED = 4001
/** And with this one, "policy violation" (RFC 6455 7.4.1), where a watcher sends anything but `sync`. */
export const WATCHER_SPOKE = 1008

/** Where a watcher's WebSocket is. */
export function watchPath(key: string): string {
  return `/watch/${key}/observe`
}

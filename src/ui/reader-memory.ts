/**
 * What the page remembers of a reader, in this browser's localStorage and nowhere else: guesses, opened answers, reached
 * goals, stops of stories, where one was. Bounded; where storage is full, blocked or absent (a private window, the build),
 * it lasts as long as the page.
 */

const PREFIX = 'comet.'
/** What a reader chose and not what one did: it outlives `forgetAll`. */
const SETTINGS: readonly string[] = ['theme', 'keys', 'size']
const MOST_KEYS = 500
const MOST_LENGTH = 500
/** Of `window`, after each change: what shows progress draws it anew. */
const CHANGED = 'comet-memory'

/** What storage did not take. */
const unkept = new Map<string, string>()

/** The value kept under `key`, or `undefined` where there is none. */
export function recall(key: string): string | undefined {
  return unkept.get(key) ?? stored()?.getItem(PREFIX + key) ?? undefined
}

/** Keeps a value under `key` until the reader forgets it or clears the site's data. One too long, or too many, is not kept. */
export function remember(key: string, value: string): void {
  if (value.length > MOST_LENGTH || (recall(key) === undefined && ownKeys().length >= MOST_KEYS)) return
  unkept.delete(key)
  try {
    localStorage.setItem(PREFIX + key, value)
  } catch {
    unkept.set(key, value)
  }
  tell()
}

export function forget(key: string): void {
  unkept.delete(key)
  stored()?.removeItem(PREFIX + key)
  tell()
}

/** Forgets all that the reader did, in every chapter; settings stay. */
export function forgetAll(): void {
  for (const key of ownKeys()) {
    unkept.delete(key)
    stored()?.removeItem(PREFIX + key)
  }
  tell()
}

/** Whether there is anything that `forgetAll` would forget. */
export function remembersAnything(): boolean {
  return ownKeys().length > 0
}

/** Calls `listen` after each change, until the signal aborts. */
export function onMemoryChange(listen: () => void, signal: AbortSignal): void {
  addEventListener(CHANGED, listen, { signal })
}

/** Notes that a stop of a figure's story was reached. Names are kebab-case. */
export function markStop(figure: string, stop: string): void {
  const done = stopsDone(figure)
  if (!done.has(stop)) remember(`stop.${figure}`, [...done, stop].join(' '))
}

/** The stops of a figure's story that were reached, by their names. */
export function stopsDone(figure: string): ReadonlySet<string> {
  return new Set(recall(`stop.${figure}`)?.split(' '))
}

export function markGoal(goal: string): void {
  remember(`goal.${goal}`, 'reached')
}

export function isGoalReached(goal: string): boolean {
  return recall(`goal.${goal}`) === 'reached'
}

/** Notes the heading that was read last on a chapter's page, and that this page was the last. */
export function markPlace(slug: string, heading: string): void {
  remember(`place.${slug}`, heading)
  remember('place', slug)
}

/** The page that was read last, and the heading on it or on the page that is named. */
export function lastPlace(
  slug = recall('place'),
): { readonly slug: string; readonly heading: string } | undefined {
  const heading = slug === undefined ? undefined : recall(`place.${slug}`)
  return slug === undefined || heading === undefined ? undefined : { slug, heading }
}

function ownKeys(): readonly string[] {
  const kept = Object.keys(stored() ?? {}).flatMap((key) =>
    key.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : [],
  )
  return [...new Set([...kept, ...unkept.keys()])].filter((key) => !SETTINGS.includes(key))
}

function stored(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}

function tell(): void {
  globalThis.dispatchEvent?.(new Event(CHANGED))
}

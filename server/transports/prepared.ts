/**
 * What a transport makes of an event for all who read it: made once, since everyone gets it in one turn of the event loop,
 * and not kept, since copies of all events in all forms are many times the events. Who is late has it made again.
 */
import type { KeptEvent } from '../lab/feed.ts'

/** Gives what `make` makes of an event: the same for the same event until the turn is over. */
export function onceATurn<T>(make: (kept: KeptEvent) => T): (kept: KeptEvent) => T {
  let latest: { readonly kept: KeptEvent; readonly made: T } | undefined
  let isClearing = false
  function clear(): void {
    latest = undefined
    isClearing = false
  }
  return (kept) => {
    if (latest?.kept === kept) return latest.made
    latest = { kept, made: make(kept) }
    if (!isClearing) queueMicrotask(clear)
    isClearing = true
    return latest.made
  }
}

/**
 * Now, on the server's clock, as well as this page knows it: the browser's clock and what `clock-sync` found to
 * add. The observer feeds it; runs and the trace read it, so that all of a trace lies on one clock.
 */
import { createClockSync } from '../wire/trace/clock-sync.ts'
import type { Browser } from './browser.ts'

export interface ServerClock {
  /** Milliseconds since the Unix epoch; the browser's own time before the first sample. */
  now(): number
  /** Takes one round trip: when the page asked, what the server's clock said, when the answer came. */
  sample(t0: number, serverNow: number, t1: number): void
  /** Takes that another instance of the server has timed something, whose clock is within so much of that one. */
  elsewhere(withinMs: number): void
}

/** A change smaller than this is not worth an event in the trace. */
const WORTH_TELLING_MS = 0.05

/** Makes one without samples. `changed` is told how far a time can be off, at first and when that changed. */
export function createServerClock(browser: Browser, changed: (uncertaintyMs: number) => void): ServerClock {
  const sync = createClockSync()
  let told: number | undefined
  let elsewhereMs = 0

  function tell(): void {
    if (sync.estimate === undefined) return
    const uncertaintyMs = sync.estimate.uncertaintyMs + elsewhereMs
    if (told !== undefined && Math.abs(uncertaintyMs - told) < WORTH_TELLING_MS) return
    told = uncertaintyMs
    changed(uncertaintyMs)
  }

  return {
    now: () => browser.now() + (sync.estimate?.offsetMs ?? 0),
    sample(t0, serverNow, t1) {
      sync.sample(t0, serverNow, t1)
      tell()
    },
    elsewhere(withinMs) {
      elsewhereMs = Math.max(elsewhereMs, withinMs)
      tell()
    },
  }
}

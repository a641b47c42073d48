/** A clock that stands still until a test moves it, so that what has timers is tested without waiting. */
import type { Clock } from '../../server/clock.ts'

export interface FakeClock extends Clock {
  /** Moves on by `ms`, firing what comes due in its order, also what was set on the way. */
  advance(ms: number): void
  /** Timers set and neither fired nor cancelled. */
  readonly pending: number
}

/** A clock that stands at a round time in 2026. */
export function createFakeClock(start = 1_780_000_000_000): FakeClock {
  let now = start
  const timers = new Set<{ readonly due: number; readonly fire: () => void }>()

  return {
    now: () => now,
    get pending() {
      return timers.size
    },
    after(ms, fire) {
      const timer = { due: now + ms, fire }
      timers.add(timer)
      return { cancel: () => void timers.delete(timer) }
    },
    advance(ms) {
      const end = now + ms
      for (;;) {
        // The earliest first; of two at the same time the one that was set first, as timers do.
        const next = [...timers].sort((a, b) => a.due - b.due)[0]
        if (next === undefined || next.due > end) break
        timers.delete(next)
        now = Math.max(now, next.due)
        next.fire()
      }
      now = end
    },
  }
}

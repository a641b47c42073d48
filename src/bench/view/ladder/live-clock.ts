/**
 * What time it is on the trace's clock while a run is live: time passes on a ladder also when nothing happens.
 * The page does not know the server's clock exactly; the newest event bounds it from below, and the bound
 * that was tightest holds.
 */
export interface LiveClock {
  /** Takes note that an event of this time is in the trace by now. */
  saw(at: number): void
  /** Never goes back, never behind the newest event seen. */
  now(): number
}

/** A clock that runs on `elapsed` (milliseconds from any fixed point, such as `performance.now`). */
export function createLiveClock(elapsed: () => number): LiveClock {
  let offset = -Infinity
  return {
    saw(at) {
      offset = Math.max(offset, at - elapsed())
    },
    now: () => elapsed() + offset,
  }
}

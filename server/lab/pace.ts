/**
 * When a lab's events happen: at random, on average so many a minute, each independent of the one before
 * (exponential waits), because a feed in step with the poll interval would make polling look better than it is.
 */
import type { Clock, Timer } from '../clock.ts'
import type { Random } from './random.ts'

export interface Pace {
  /** Sets the average; 0 stops. The wait under way is drawn anew, which for exponential waits changes no average. */
  set(perMinute: number): void
  /** Somebody is there: goes on after it has paused by itself. */
  resume(): void
  /** Ends it for good. */
  end(): void
}

export interface PaceOptions {
  readonly clock: Clock
  readonly random: Random
  readonly happen: () => void
  /** Asked before each event: false pauses, until `resume`. */
  readonly isAttended: () => boolean
}

/** After a standstill so much time is made up for at most: nobody wants the events of an hour's sleep at once. */
const MOST_MADE_UP_MS = 1000

/** A pace that starts paused, at 0 a minute. */
export function createPace({ clock, random, happen, isAttended }: PaceOptions): Pace {
  let perMinute = 0
  let running = false
  let timer: Timer | undefined

  function begin(): void {
    timer?.cancel()
    timer = undefined
    if (running && perMinute > 0) waitFrom(clock.now())
  }

  // A wait begins when the event before was due and not when its timer fired: timers are late, and at fifty events a second
  // a lateness added to each wait is a quarter of the rate.
  function waitFrom(fromMs: number): void {
    // 1 - random() is never 0, so the logarithm is finite.
    const dueMs = fromMs + (-Math.log(1 - random()) * 60_000) / perMinute
    timer = clock.after(Math.max(0, dueMs - clock.now()), () => {
      timer = undefined
      if (!isAttended()) {
        running = false
        return
      }
      happen()
      // The event may have changed the pace, or ended it.
      if (timer === undefined && running && perMinute > 0)
        waitFrom(Math.max(dueMs, clock.now() - MOST_MADE_UP_MS))
    })
  }

  return {
    set(next) {
      if (next === perMinute) return
      perMinute = next
      begin()
    },
    resume() {
      if (running) return
      running = true
      begin()
    },
    end() {
      running = false
      perMinute = 0
      begin()
    },
  }
}

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

/** A pace that starts paused, at 0 a minute. */
export function createPace({ clock, random, happen, isAttended }: PaceOptions): Pace {
  let perMinute = 0
  let running = false
  let timer: Timer | undefined

  function schedule(): void {
    timer?.cancel()
    timer = undefined
    if (!running || perMinute <= 0) return
    // 1 - random() is never 0, so the logarithm is finite.
    const waitMs = (-Math.log(1 - random()) * 60_000) / perMinute
    timer = clock.after(waitMs, () => {
      if (isAttended()) happen()
      else running = false
      schedule()
    })
  }

  return {
    set(next) {
      if (next === perMinute) return
      perMinute = next
      schedule()
    },
    resume() {
      if (running) return
      running = true
      schedule()
    },
    end() {
      running = false
      perMinute = 0
      schedule()
    },
  }
}

/**
 * The most that a stream over HTTP lasts. Nothing its reader's TCP does tells a server that the reader has vanished, and
 * no answer comes to a stream; so each ends well after a while, and whoever is still there asks again by cursor.
 */
import type { Clock, Timer } from '../clock.ts'

export interface Lifetimes {
  /** Calls `end` once the lifetime is over, unless what is returned is called before. */
  add(end: () => void): () => void
}

/** Lifetimes of one length, on one timer: whoever came first ends first, and a Set keeps that order. */
export function createLifetimes(clock: Clock, lifetimeMs: number): Lifetimes {
  const lives = new Set<{ readonly endsAt: number; readonly end: () => void }>()
  let timer: Timer | undefined

  function endDue(): void {
    timer = undefined
    for (const life of lives) {
      const restMs = life.endsAt - clock.now()
      if (restMs > 0) {
        timer = clock.after(restMs, endDue)
        return
      }
      lives.delete(life)
      life.end()
    }
  }

  return {
    add(end) {
      const life = { endsAt: clock.now() + lifetimeMs, end }
      lives.add(life)
      timer ??= clock.after(lifetimeMs, endDue)
      return () => {
        lives.delete(life)
        if (lives.size > 0) return
        timer?.cancel()
        timer = undefined
      }
    },
  }
}

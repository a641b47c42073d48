/**
 * The most that a stream over HTTP lasts. Nothing its reader's TCP does tells a server that the reader has vanished, and
 * no answer comes to a stream; so each ends well after a while, and whoever is still there asks again by cursor.
 */
import type { Clock } from '../clock.ts'
import { DueInTurn } from './due-in-turn.ts'

export interface Lifetimes {
  /** Calls `end` once the lifetime is over, unless what is returned is called before. */
  add(end: () => void): () => void
}

/** Lifetimes of one length: whoever came first ends first. */
export function createLifetimes(clock: Clock, lifetimeMs: number): Lifetimes {
  const lives = new DueInTurn<{ readonly endsAt: number; readonly end: () => void }>(
    clock,
    ({ endsAt }) => endsAt,
    (life) => {
      lives.delete(life)
      life.end()
    },
  )

  return {
    add(end) {
      const life = { endsAt: clock.now() + lifetimeMs, end }
      lives.add(life)
      return () => void lives.delete(life)
    },
  }
}

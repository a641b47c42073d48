/**
 * Finds the requests that a browser sent a second time by itself: Chromium does so, POST included, when a connection that
 * had been used before dies before the first byte of the answer. The page learns nothing of it.
 */
import type { RaceExchange } from './race-exchanges.ts'

export interface SilentRepeats {
  /** How many were found. */
  readonly count: number
  /** A request has come, or more of it. */
  asked(exchange: RaceExchange): void
  ended(exchange: RaceExchange): void
  /** The page was told that something failed: what it asks now it asks itself. */
  failed(): void
}

/** So many questions without an answer are remembered; a browser holds few at a time. */
const MOST_UNANSWERED = 16

/** Makes the finder of one lane. */
export function createSilentRepeats(): SilentRepeats {
  let unanswered: RaceExchange[] = []
  const counted = new WeakSet<RaceExchange>()
  let count = 0

  return {
    get count() {
      return count
    },
    asked(exchange) {
      if (unanswered.length === 0 || counted.has(exchange)) return
      const { method, target, requested } = exchange.reading
      if (!requested) return
      const before = unanswered.find(
        (other) =>
          other.connection !== exchange.connection &&
          other.openedAt <= exchange.openedAt &&
          other.reading.method === method &&
          other.reading.target === target,
      )
      if (before === undefined) return
      unanswered = unanswered.filter((other) => other !== before)
      counted.add(exchange)
      count++
    },
    ended(exchange) {
      if (exchange.isAnswered || !exchange.isReused) return
      unanswered = [...unanswered.slice(1 - MOST_UNANSWERED), exchange]
    },
    failed() {
      unanswered = []
    },
  }
}

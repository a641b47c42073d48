/**
 * Finds the requests that a browser sent a second time by itself: Chromium does so, POST included, when a connection that
 * had been used before dies before the first byte of the answer. The page learns nothing of it.
 */
import type { RaceExchange } from './race-exchanges.ts'

/** So many questions without an answer are remembered; a browser holds few at a time. */
const MOST_UNANSWERED = 16

/** Those of one lane. */
export class SilentRepeats {
  #unanswered: RaceExchange[] = []
  readonly #counted = new WeakSet<RaceExchange>()

  /** How many were found. */
  count = 0

  /** A request has come, or more of it. */
  asked(exchange: RaceExchange): void {
    if (this.#unanswered.length === 0 || this.#counted.has(exchange)) return
    const { method, target, requested } = exchange.reading
    if (!requested) return
    const before = this.#unanswered.find(
      (other) =>
        other.connection !== exchange.connection &&
        other.openedAt <= exchange.openedAt &&
        other.reading.method === method &&
        other.reading.target === target,
    )
    if (before === undefined) return
    this.#unanswered = this.#unanswered.filter((other) => other !== before)
    this.#counted.add(exchange)
    this.count++
  }

  ended(exchange: RaceExchange): void {
    if (exchange.isAnswered || !exchange.isReused) return
    this.#unanswered = [...this.#unanswered.slice(1 - MOST_UNANSWERED), exchange]
  }

  /** The page was told that something failed: what it asks now it asks itself. */
  failed(): void {
    this.#unanswered = []
  }
}

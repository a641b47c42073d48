/**
 * A line of things that leave in order, each when it is due: what latency and bandwidth are made of. Only the first is
 * ever timed, which keeps the order however the times fall.
 */
import type { Clock, Timer } from '../clock.ts'

export interface DueLineRules<T> {
  /** When the first in line is due, worked out anew at each look, so that a change of settings counts at once. */
  dueAt(first: T): number
  /** It has left the line; `at` is when it was due, which is no later than now. */
  passOn(what: T, at: number): void
}

export class DueLine<T> {
  readonly #clock: Clock
  readonly #rules: DueLineRules<T>
  readonly #line: T[] = []
  #timer: Timer | undefined
  #isReleasing = false

  constructor(clock: Clock, rules: DueLineRules<T>) {
    this.#clock = clock
    this.#rules = rules
  }

  get length(): number {
    return this.#line.length
  }

  get first(): T | undefined {
    return this.#line[0]
  }

  push(what: T): void {
    this.#line.push(what)
  }

  /** Puts two in the place of the first. */
  replaceFirst(part: T, rest: T): void {
    this.#line.splice(0, 1, part, rest)
  }

  /** Passes on what is due and sets one timer for the next. What is passed on may come back to this very line. */
  release(): void {
    if (this.#isReleasing) return
    this.#isReleasing = true
    this.#cancel()
    for (let first = this.#line[0]; first !== undefined; first = this.#line[0]) {
      const at = this.#rules.dueAt(first)
      const waitMs = at - this.#clock.now()
      if (waitMs > 0) {
        this.#timer = this.#clock.after(waitMs, () => this.release())
        break
      }
      this.#line.shift()
      this.#rules.passOn(first, at)
    }
    this.#isReleasing = false
  }

  /** Takes everything out at once, in order, due or not. */
  empty(take: (what: T) => void): void {
    this.#cancel()
    for (let first = this.#line.shift(); first !== undefined; first = this.#line.shift()) take(first)
  }

  clear(): void {
    this.#cancel()
    this.#line.length = 0
  }

  #cancel(): void {
    this.#timer?.cancel()
    this.#timer = undefined
  }
}

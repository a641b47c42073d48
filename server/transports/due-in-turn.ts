/**
 * Things that are due one after the other, in the order in which they stand: so one timer, for the first of them, serves all. Held polls,
 * streams whose lifetime ends, readers that a heartbeat is owed to.
 */
import type { Clock, Timer } from '../clock.ts'

export class DueInTurn<T> {
  /** A Set keeps the order, and lets go of any in constant time. */
  readonly all: ReadonlySet<T>
  readonly #all = new Set<T>()
  readonly #clock: Clock
  readonly #dueAt: (what: T) => number
  readonly #due: (what: T) => void
  #timer: Timer | undefined

  /** `due` is told of each whose time has come, and takes it out or puts it behind the others. `dueAt` is asked anew at each look. */
  constructor(clock: Clock, dueAt: (what: T) => number, due: (what: T) => void) {
    this.all = this.#all
    this.#clock = clock
    this.#dueAt = dueAt
    this.#due = due
  }

  /** Puts one behind the others. */
  add(what: T): void {
    this.#all.delete(what)
    this.#all.add(what)
    if (this.#timer === undefined) this.#waitFor(what)
  }

  /** Takes one out; false where it was not there. */
  delete(what: T): boolean {
    const wasThere = this.#all.delete(what)
    if (this.#all.size === 0) this.#rest()
    return wasThere
  }

  /** Tells of those that are due, then waits for the next. To be called when the times have changed, so that a shorter one acts on all. */
  look(): void {
    this.#rest()
    for (const first of this.#all) {
      if (this.#dueAt(first) > this.#clock.now()) return this.#waitFor(first)
      this.#due(first)
    }
  }

  #waitFor(first: T): void {
    this.#rest()
    this.#timer = this.#clock.after(this.#dueAt(first) - this.#clock.now(), () => this.look())
  }

  #rest(): void {
    this.#timer?.cancel()
    this.#timer = undefined
  }
}

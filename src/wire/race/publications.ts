/**
 * What was published in a race, for all of its lanes: when, for as many events as an answer may bring later, and as marks
 * for as long as marks are kept.
 */
import type { PublishedMark } from '../trace/views.ts'

/** Five times what a lab keeps for those who come back. */
const MOST_KNOWN = 5000

export class Publications {
  readonly #known = new Map<number, number>()
  marks: PublishedMark[] = []

  /** When an event was published, as last told; only of the newest `MOST_KNOWN`. */
  at(id: number): number | undefined {
    return this.#known.get(id)
  }

  /** The newest of them, oldest first. */
  get recent(): Iterable<{ readonly id: number; readonly at: number }> {
    return Array.from(this.#known, ([id, at]) => ({ id, at }))
  }

  /** Takes one in; `again` where its id was told of before. */
  push(mark: PublishedMark): 'first' | 'again' {
    const { id, at } = mark.event
    const isKnown = this.#known.has(id)
    this.marks.push(mark)
    this.#known.set(id, at)
    const [oldest] = this.#known.keys()
    if (oldest !== undefined && this.#known.size > MOST_KNOWN) this.#known.delete(oldest)
    return isKnown ? 'again' : 'first'
  }

  forget(before: number): void {
    this.marks = this.marks.filter(({ event }) => event.at >= before)
  }
}

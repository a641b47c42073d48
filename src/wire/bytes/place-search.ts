/**
 * Where reading is taken up again behind a hole, or in a stream whose beginning nobody saw: where a slice begins and what is there
 * can be trusted. Used by the readers of frames and of messages.
 */
import { lowerBound } from './ordered.ts'

export class PlaceSearch {
  readonly #first: number
  /** Before it there is no such place. */
  #lookedTo: number

  /** Where slices begin and end, in order; also beyond the bytes that are there. */
  bounds: readonly number[] = []

  /** `first` counts as a bound as well. */
  constructor(first: number) {
    this.#first = first
    this.#lookedTo = first
  }

  lookFrom(offset: number): void {
    this.#lookedTo = offset
  }

  readonly isBound = (offset: number): boolean => this.#next(offset) === offset

  /**
   * The next place that can be trusted; `undefined` where there is none yet. `trusts` gives `undefined` where the bytes there are do
   * not tell: then the search waits there for more, unless `isOver`.
   */
  find(length: number, isOver: boolean, trusts: (at: number) => boolean | undefined): number | undefined {
    for (;;) {
      const at = this.#next(this.#lookedTo)
      if (at === undefined || at >= length) return undefined
      const isTrusted = trusts(at)
      if (isTrusted === undefined && !isOver) return undefined
      this.#lookedTo = at + 1
      if (isTrusted === true) return at
    }
  }

  #next(from: number): number | undefined {
    return from === this.#first ? from : this.bounds[lowerBound(this.bounds, from, (bound) => bound)]
  }
}

/**
 * Latency and jitter: each slice arrives `latencyMs` after it set out, and up to `jitterMs` later than that. What a
 * condition before this one has kept sets out when it was let go, so that nothing arrives before what released it.
 * A slice never overtakes the one before it, as on a TCP connection.
 */
import {
  SLICE_COST_BYTES,
  type Condition,
  type ConditionedSlice,
  type ConditionKind,
  type Place,
} from './condition.ts'
import { DueLine } from './due-line.ts'

/** A slice on its way (or the end, which has none), and the part of the jitter it drew, kept so that a change of settings can be worked out anew. */
interface Waiting {
  readonly slice: ConditionedSlice | undefined
  readonly setOut: number
  readonly luck: number
}

export const latency: ConditionKind = {
  name: 'latency',
  applies: (wire) => wire.latencyMs > 0 || wire.jitterMs > 0,
  create: (place) => new Latency(place),
}

class Latency implements Condition {
  heldBytes = 0
  readonly #place: Place
  readonly #line: DueLine<Waiting>
  /** The settings the end is delayed by: those of the last slice. */
  #last: ConditionedSlice | undefined

  constructor(place: Place) {
    this.#place = place
    this.#line = new DueLine(place.clock, {
      dueAt: (first) => this.#dueAt(first),
      passOn: (first) => this.#passOn(first),
    })
  }

  get isEmpty(): boolean {
    return this.#line.length === 0
  }

  slice(slice: ConditionedSlice): void {
    this.#last = slice
    this.heldBytes += slice.bytes.length + SLICE_COST_BYTES
    this.#enter({ slice, setOut: this.#place.clock.now(), luck: this.#place.random() })
  }

  end(): void {
    this.#enter({ slice: undefined, setOut: this.#place.clock.now(), luck: this.#place.random() })
  }

  settingsChanged(): void {
    this.#line.release()
  }

  flush(): void {
    this.#line.empty((waiting) => this.#passOn(waiting))
  }

  discard(): void {
    this.#line.clear()
    this.heldBytes = 0
  }

  #enter(waiting: Waiting): void {
    this.#line.push(waiting)
    if (this.#line.length === 1) this.#line.release()
  }

  #passOn(waiting: Waiting): void {
    if (waiting.slice === undefined) return this.#place.next.end()
    this.heldBytes -= waiting.slice.bytes.length + SLICE_COST_BYTES
    this.#place.next.slice(waiting.slice)
  }

  #dueAt(waiting: Waiting): number {
    const wire = (waiting.slice ?? this.#last)?.wire
    return wire === undefined
      ? waiting.setOut
      : waiting.setOut + wire.latencyMs + waiting.luck * wire.jitterMs
  }
}

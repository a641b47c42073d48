/**
 * A stalled wire: nothing comes through and nobody is told, as when a cable is pulled. No setting but a fault begins and
 * ends it, for one connection at a time; each pipe has one, next to its far end, so that what was on its way stops too.
 */
import { SLICE_COST_BYTES, type Condition, type ConditionedSlice, type Outlet } from './condition.ts'

export class Stall implements Condition {
  heldBytes = 0
  readonly #next: Outlet
  #line: ConditionedSlice[] = []
  #hasEnd = false
  #isStalled = false

  constructor(next: Outlet) {
    this.#next = next
  }

  get isStalled(): boolean {
    return this.#isStalled
  }

  get isEmpty(): boolean {
    return this.#line.length === 0 && !this.#hasEnd
  }

  begin(): void {
    this.#isStalled = true
  }

  slice(slice: ConditionedSlice): void {
    if (!this.#isStalled) return this.#next.slice(slice)
    this.heldBytes += slice.bytes.length + SLICE_COST_BYTES
    this.#line.push(slice)
  }

  end(): void {
    if (this.#isStalled) this.#hasEnd = true
    else this.#next.end()
  }

  settingsChanged(): void {}

  /** The stall is over: all that it held comes through at once. */
  flush(): void {
    this.#isStalled = false
    const held = this.#line
    const hadEnd = this.#hasEnd
    this.discard()
    for (const slice of held) this.#next.slice(slice)
    if (hadEnd) this.#next.end()
  }

  discard(): void {
    this.#line = []
    this.#hasEnd = false
    this.heldBytes = 0
  }
}

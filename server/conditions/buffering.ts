/**
 * A buffering proxy: holds what the server sends until it has `bufferBytes` or the response is whole, whatever
 * `X-Accel-Buffering` says. It is why a stream that works on a developer's machine is silent behind a proxy. From a 101
 * on it holds nothing, since what follows is no HTTP to it.
 */
import {
  SLICE_COST_BYTES,
  type Condition,
  type ConditionedSlice,
  type ConditionKind,
  type Place,
} from './condition.ts'

export const buffering: ConditionKind = {
  name: 'buffering',
  applies: (wire) => wire.bufferBytes > 0,
  create: (place) => new Buffering(place),
}

class Buffering implements Condition {
  /** Bounded by `bufferBytes` and a slice, and by how many slices those may be. */
  readonly isOffHands = true
  readonly #place: Place
  #held: ConditionedSlice[] = []
  #size = 0

  constructor(place: Place) {
    this.#place = place
  }

  get heldBytes(): number {
    return this.#size + SLICE_COST_BYTES * this.#held.length
  }

  get isEmpty(): boolean {
    return this.#held.length === 0
  }

  slice(slice: ConditionedSlice): void {
    if (this.#place.direction === 'client-to-server') return this.#place.next.slice(slice)
    this.#held.push(slice)
    this.#size += slice.bytes.length
    if (slice.isTunnel || slice.endsMessage || this.#size >= slice.wire.bufferBytes) this.flush()
  }

  end(): void {
    this.flush()
    this.#place.next.end()
  }

  settingsChanged(): void {
    const last = this.#held.at(-1)
    if (last !== undefined && this.#size >= last.wire.bufferBytes) this.flush()
  }

  flush(): void {
    const held = this.#held
    this.discard()
    for (const slice of held) this.#place.next.slice(slice)
  }

  discard(): void {
    this.#held = []
    this.#size = 0
  }
}

/**
 * Bandwidth: a line that carries `bytesPerSecond`, each direction its own. Bytes go one after another, cut into pieces as
 * packets are, so that a large slice arrives bit by bit and not whole after a long wait.
 */
import {
  SLICE_COST_BYTES,
  type Condition,
  type ConditionedSlice,
  type ConditionKind,
  type Place,
} from './condition.ts'
import { DueLine } from './due-line.ts'

/** An Ethernet packet's worth. A faster line takes what it carries in 20 ms, since timers are no finer than that is useful. */
const PIECE_BYTES = 1_460
const PIECE_SECONDS = 0.02

export const bandwidth: ConditionKind = {
  name: 'bandwidth',
  applies: (wire) => wire.bytesPerSecond > 0,
  create: (place) => new Bandwidth(place),
}

class Bandwidth implements Condition {
  heldBytes = 0
  readonly #place: Place
  readonly #line: DueLine<ConditionedSlice | 'end'>
  /** Since when the first in line is being carried, at what rate, and how many of its bytes were before that. */
  #since = 0
  #bytesPerSecond = 0
  #carriedBytes = 0

  constructor(place: Place) {
    this.#place = place
    this.#line = new DueLine(place.clock, {
      dueAt: (first) => this.#throughAt(first),
      passOn: (first, at) => {
        // From when it was through, not from now: a late timer must not slow the line.
        this.#begin(at)
        this.#passOn(first)
      },
    })
  }

  get isEmpty(): boolean {
    return this.#line.length === 0
  }

  slice(slice: ConditionedSlice): void {
    this.heldBytes += slice.bytes.length + SLICE_COST_BYTES
    this.#enter(slice)
  }

  end(): void {
    this.#enter('end')
  }

  settingsChanged(): void {
    if (this.#line.length === 0) return
    const now = this.#place.clock.now()
    this.#carriedBytes += (Math.max(0, now - this.#since) * this.#bytesPerSecond) / 1_000
    this.#since = Math.max(now, this.#since)
    this.#cutFirst()
    this.#line.release()
  }

  flush(): void {
    this.#line.empty((what) => this.#passOn(what))
  }

  discard(): void {
    this.#line.clear()
    this.heldBytes = 0
  }

  #enter(what: ConditionedSlice | 'end'): void {
    this.#line.push(what)
    if (this.#line.length > 1) return
    this.#begin(Math.max(this.#place.clock.now(), this.#since))
    this.#line.release()
  }

  /** The first in line sets off; of a large one its first piece. */
  #begin(at: number): void {
    this.#since = at
    this.#carriedBytes = 0
    this.#cutFirst()
  }

  #cutFirst(): void {
    const { first } = this.#line
    this.#bytesPerSecond = rateOf(first)
    const pieceBytes = Math.max(PIECE_BYTES, Math.floor(this.#bytesPerSecond * PIECE_SECONDS))
    if (first === undefined || first === 'end' || this.#bytesPerSecond === 0) return
    if (first.bytes.length <= pieceBytes) return
    this.#line.replaceFirst(...first.split(pieceBytes))
    this.heldBytes += SLICE_COST_BYTES
  }

  #throughAt(first: ConditionedSlice | 'end'): number {
    if (first === 'end' || this.#bytesPerSecond === 0) return this.#since
    const restBytes = Math.max(0, first.bytes.length - this.#carriedBytes)
    return this.#since + (restBytes / this.#bytesPerSecond) * 1_000
  }

  #passOn(what: ConditionedSlice | 'end'): void {
    if (what === 'end') return this.#place.next.end()
    this.heldBytes -= what.bytes.length + SLICE_COST_BYTES
    this.#place.next.slice(what)
  }
}

function rateOf(what: ConditionedSlice | 'end' | undefined): number {
  return what === undefined || what === 'end' ? 0 : what.wire.bytesPerSecond
}

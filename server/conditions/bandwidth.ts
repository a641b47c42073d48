/**
 * Bandwidth: a line that carries `bytesPerSecond`, each direction its own. Bytes go one after another, cut into pieces as
 * packets are, so that a large slice arrives bit by bit and not whole after a long wait.
 */
import type { Timer } from '../clock.ts'
import type { Condition, ConditionedSlice, ConditionKind, Place } from './condition.ts'

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
  readonly #line: (ConditionedSlice | 'end')[] = []
  #timer: Timer | undefined
  /** Since when the first in line is being carried, at what rate, and how many of its bytes were before that. */
  #since = 0
  #bytesPerSecond = 0
  #carriedBytes = 0
  #isReleasing = false

  constructor(place: Place) {
    this.#place = place
  }

  get isEmpty(): boolean {
    return this.#line.length === 0
  }

  slice(slice: ConditionedSlice): void {
    this.heldBytes += slice.bytes.length
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
    this.#release()
  }

  flush(): void {
    this.#timer?.cancel()
    this.#timer = undefined
    for (let first = this.#line.shift(); first !== undefined; first = this.#line.shift()) this.#passOn(first)
  }

  discard(): void {
    this.#timer?.cancel()
    this.#timer = undefined
    this.#line.length = 0
    this.heldBytes = 0
  }

  #enter(what: ConditionedSlice | 'end'): void {
    this.#line.push(what)
    if (this.#line.length > 1) return
    this.#begin(Math.max(this.#place.clock.now(), this.#since))
    this.#release()
  }

  /** The first in line sets off; of a large one its first piece. */
  #begin(at: number): void {
    this.#since = at
    this.#carriedBytes = 0
    this.#cutFirst()
  }

  #cutFirst(): void {
    const first = this.#line[0]
    this.#bytesPerSecond = rateOf(first)
    const pieceBytes = Math.max(PIECE_BYTES, Math.floor(this.#bytesPerSecond * PIECE_SECONDS))
    if (first === undefined || first === 'end' || this.#bytesPerSecond === 0) return
    if (first.bytes.length > pieceBytes) this.#line.splice(0, 1, ...first.split(pieceBytes))
  }

  /** Passes on what is through and sets one timer for the next. */
  #release(): void {
    if (this.#isReleasing) return
    this.#isReleasing = true
    this.#timer?.cancel()
    this.#timer = undefined
    for (let first = this.#line[0]; first !== undefined; first = this.#line[0]) {
      const throughAt = this.#throughAt(first)
      const waitMs = throughAt - this.#place.clock.now()
      if (waitMs > 0) {
        this.#timer = this.#place.clock.after(waitMs, () => this.#release())
        break
      }
      this.#line.shift()
      // From when it was through, not from now: a late timer must not slow the line.
      this.#begin(throughAt)
      this.#passOn(first)
    }
    this.#isReleasing = false
  }

  #throughAt(first: ConditionedSlice | 'end'): number {
    if (first === 'end' || this.#bytesPerSecond === 0) return this.#since
    const restBytes = Math.max(0, first.bytes.length - this.#carriedBytes)
    return this.#since + (restBytes / this.#bytesPerSecond) * 1_000
  }

  #passOn(what: ConditionedSlice | 'end'): void {
    if (what === 'end') return this.#place.next.end()
    this.heldBytes -= what.bytes.length
    this.#place.next.slice(what)
  }
}

function rateOf(what: ConditionedSlice | 'end' | undefined): number {
  return what === undefined || what === 'end' ? 0 : what.wire.bytesPerSecond
}

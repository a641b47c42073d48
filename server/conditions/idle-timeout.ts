/**
 * An idle time-out: a box on the way (a NAT, a load balancer) that forgets a connection on which nothing was sent for
 * `idleTimeoutMs` in either direction. Both pipes of a connection share one watch; heartbeats are what it is there to teach.
 */
import type { WireSettings } from '../../src/contract/settings.ts'
import type { Clock, Timer } from '../clock.ts'
import type { Condition, ConditionedSlice, ConditionKind, Place } from './condition.ts'

export const idleTimeout: ConditionKind = {
  name: 'idle-timeout',
  applies: (wire) => wire.idleTimeoutMs > 0,
  create: (place) => new IdleTimeout(place, watchOf(place)),
}

/** By connection: gone with it. */
const WATCHES = new WeakMap<object, Watch>()

function watchOf(place: Place): Watch {
  let watch = WATCHES.get(place.connection)
  if (watch === undefined) {
    watch = new Watch(place.clock, () => place.drop())
    WATCHES.set(place.connection, watch)
  }
  return watch
}

class Watch {
  readonly #clock: Clock
  readonly #drop: () => void
  #lastAt: number
  #settings: (() => WireSettings) | undefined
  #timer: Timer | undefined
  #isOver = false

  constructor(clock: Clock, drop: () => void) {
    this.#clock = clock
    this.#drop = drop
    this.#lastAt = clock.now()
  }

  /** Something passed. What belongs to no lab is no silence either, but whose settings hold it does not change. */
  passed(slice: ConditionedSlice): void {
    this.#lastAt = this.#clock.now()
    if (slice.wire.idleTimeoutMs > 0) this.#settings = () => slice.wire
    if (this.#timer === undefined) this.#wait()
  }

  settingsChanged(current: WireSettings | undefined): void {
    if (current !== undefined && this.#settings === undefined) this.#settings = () => current
    this.#timer?.cancel()
    this.#timer = undefined
    this.#wait()
  }

  over(): void {
    this.#isOver = true
    this.#timer?.cancel()
  }

  #wait(): void {
    const limitMs = this.#settings?.().idleTimeoutMs ?? 0
    if (this.#isOver || limitMs === 0) return
    const restMs = this.#lastAt + limitMs - this.#clock.now()
    if (restMs <= 0) {
      this.over()
      this.#drop()
      return
    }
    this.#timer = this.#clock.after(restMs, () => {
      this.#timer = undefined
      this.#wait()
    })
  }
}

class IdleTimeout implements Condition {
  readonly heldBytes = 0
  readonly isEmpty = true
  readonly #place: Place
  readonly #watch: Watch

  constructor(place: Place, watch: Watch) {
    this.#place = place
    this.#watch = watch
  }

  slice(slice: ConditionedSlice): void {
    this.#watch.passed(slice)
    this.#place.next.slice(slice)
  }

  end(): void {
    this.#place.next.end()
  }

  settingsChanged(current: WireSettings | undefined): void {
    this.#watch.settingsChanged(current)
  }

  /** The conditions are lifted, and the box is gone with them. */
  flush(): void {
    this.#watch.over()
  }

  discard(): void {
    this.#watch.over()
  }
}

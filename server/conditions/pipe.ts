/**
 * One direction of one connection: the line of conditions its slices pass through.
 * Where none applies a slice goes straight through: no timer, no copy, no object.
 */
import { bandwidth } from './bandwidth.ts'
import { buffering } from './buffering.ts'
import { idleTimeout } from './idle-timeout.ts'
import { latency } from './latency.ts'
import type { Clock } from '../clock.ts'
import { Stall } from './stall.ts'
import type { WireKey, WireSettings } from '../../src/contract/settings.ts'
import type { Condition, ConditionedSlice, ConditionKind, Outlet, Place } from './condition.ts'

/** What does each setting of the wire, in the order a slice meets them on its way out of the sender. */
const DONE_BY: Readonly<Record<WireKey, ConditionKind>> = {
  idleTimeoutMs: idleTimeout,
  bufferBytes: buffering,
  bytesPerSecond: bandwidth,
  latencyMs: latency,
  jitterMs: latency,
}

export const CONDITIONS: readonly ConditionKind[] = [...new Set(Object.values(DONE_BY))]

/** How many bytes may be on their way in one direction before its writer has to wait; their slices cost as well. */
export const MAX_HELD_BYTES = 256 * 1024

/** True where these settings leave every slice alone. */
export function isCalm(wire: WireSettings): boolean {
  for (const kind of CONDITIONS) if (kind.applies(wire)) return false
  return true
}

export class Pipe {
  readonly #connection: object
  readonly #direction: Place['direction']
  readonly #clock: Clock
  readonly #random: () => number
  readonly #outlet: Outlet
  readonly #drop: () => void
  #line: readonly Condition[] | undefined
  #stall: Stall | undefined
  #isLifted = false

  constructor(place: {
    readonly connection: object
    readonly direction: Place['direction']
    readonly clock: Clock
    readonly random: () => number
    readonly outlet: Outlet
    readonly drop: () => void
  }) {
    this.#connection = place.connection
    this.#direction = place.direction
    this.#clock = place.clock
    this.#random = place.random
    this.#outlet = place.outlet
    this.#drop = place.drop
  }

  /** All that is inside. */
  get heldBytes(): number {
    let held = 0
    for (const condition of this.#line ?? []) held += condition.heldBytes
    return held
  }

  /** Of that what its writer waits for. */
  get waitedForBytes(): number {
    let held = 0
    for (const condition of this.#line ?? []) if (condition.isOffHands !== true) held += condition.heldBytes
    return held
  }

  /** Memory is short: passes on what nobody waits for. */
  relieve(): void {
    for (const condition of this.#line ?? []) if (condition.isOffHands === true) condition.flush()
  }

  get isEmpty(): boolean {
    return this.#line === undefined || this.#line.every((condition) => condition.isEmpty)
  }

  /** Sends a slice on its way; it comes out at the outlet, now or later, never before an earlier one. */
  slice(slice: ConditionedSlice): void {
    const goesStraight = this.#isLifted || isCalm(slice.wire)
    if (goesStraight && this.isEmpty && this.#stall?.isStalled !== true) return this.#outlet.slice(slice)
    this.#line ??= this.#setUp()
    this.#line[0]?.slice(slice)
  }

  end(): void {
    if (this.#isLifted || this.#line === undefined) return this.#outlet.end()
    this.#line[0]?.end()
  }

  settingsChanged(current: WireSettings | undefined): void {
    if (current !== undefined && !this.#isLifted && !isCalm(current)) this.#line ??= this.#setUp()
    for (const condition of this.#line ?? []) condition.settingsChanged(current)
  }

  /** Lets nothing through until `resume`; no effect once it has been lifted. */
  stall(): void {
    if (this.#isLifted) return
    this.#line ??= this.#setUp()
    this.#stall?.begin()
  }

  resume(): void {
    this.#stall?.flush()
  }

  /** Delivers all that is on its way and leaves what follows alone. */
  lift(): void {
    this.#isLifted = true
    for (const condition of this.#line ?? []) condition.flush()
  }

  discard(): void {
    for (const condition of this.#line ?? []) condition.discard()
  }

  #setUp(): readonly Condition[] {
    const line: Condition[] = []
    const stall = new Stall(this.#outlet)
    this.#stall = stall
    line.push(stall)
    let next: Outlet = stall
    for (const kind of CONDITIONS.toReversed()) {
      const condition = kind.create({
        connection: this.#connection,
        direction: this.#direction,
        clock: this.#clock,
        random: this.#random,
        next,
        drop: this.#drop,
      })
      line.unshift(condition)
      next = condition
    }
    return line
  }
}

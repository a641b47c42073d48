/**
 * An attributed slice: a stretch of bytes of one direction on its way through the conditioned wire, and whose it is.
 *
 * It is recorded when it arrives, with both times. A stretch of a head that is not whole yet is nobody's so far; it
 * travels on unhindered and is recorded, with the times it had, once the head has said whose it is.
 */
import { NO_CONDITIONS, type WireSettings } from '../../src/contract/settings.ts'
import type { ConditionedSlice } from '../conditions/condition.ts'
import type { Direction } from '../../src/wire/bytes/bytes.ts'
import type { OpenExchange } from './open-exchange.ts'

/** `nobody`: a message of no lab. `unfollowed`: bytes that are not told apart into messages, or no longer are. */
export type Owner = OpenExchange | 'nobody' | 'undecided' | 'unfollowed'

export class AttributedSlice implements ConditionedSlice {
  readonly bytes: Uint8Array
  readonly left: number
  readonly direction: Direction
  readonly #masked: readonly number[]
  readonly #isLast: boolean
  readonly isTunnel: boolean
  /** It may hold many messages: nobody had told them apart when it was made. */
  readonly mayBeMany: boolean
  #owner: Owner
  #arrived: number | undefined
  /** Whose it is, stretch by stretch, where that was found out only after it had set off. */
  #shares: readonly AttributedSlice[] | undefined

  /** `masked` are starts and ends of heads and trailers in `bytes`; `isLast`: the exchange's message ends here. */
  constructor(
    direction: Direction,
    bytes: Uint8Array,
    left: number,
    owner: Owner,
    masked: readonly number[],
    isLast: boolean,
    isTunnel: boolean,
  ) {
    this.direction = direction
    this.bytes = bytes
    this.left = left
    this.#owner = owner
    this.#masked = masked
    this.#isLast = isLast
    this.isTunnel = isTunnel
    this.mayBeMany = owner === 'undecided' || owner === 'unfollowed'
  }

  get endsMessage(): boolean {
    return this.#isLast
  }

  get wire(): WireSettings {
    return typeof this.#owner === 'string' ? NO_CONDITIONS : this.#owner.lab.wire
  }

  /** While its lab has to be asked for elsewhere. */
  get known(): Promise<void> | undefined {
    return typeof this.#owner === 'string' ? undefined : this.#owner.lab.known
  }

  /** It is at the far end of the wire. */
  arrive(at: number): void {
    this.#arrived = at
    this.#settle()
  }

  /** It has turned out whose an undecided slice is. */
  belongsTo(owner: Owner): void {
    this.#owner = owner
    this.#settle()
  }

  /** It has turned out that an undecided slice carries several stretches; they cover it, in order. */
  isMadeOf(shares: readonly AttributedSlice[]): void {
    this.#shares = shares
    this.#settle()
  }

  #settle(): void {
    if (this.#arrived === undefined) return
    if (this.#shares !== undefined) {
      for (const share of this.#shares) share.arrive(this.#arrived)
    } else if (typeof this.#owner !== 'string') {
      this.#owner.record(this.direction, this.bytes, this.#masked, this.left, this.#arrived, this.#isLast)
    }
  }

  split(bytes: number): readonly [AttributedSlice, AttributedSlice] {
    if (this.#owner === 'undecided')
      throw new Error('An attributed slice without an owner is under no condition that could split it')
    const before: number[] = []
    const after: number[] = []
    for (let i = 0; i + 1 < this.#masked.length; i += 2) {
      const [start = 0, end = 0] = [this.#masked[i], this.#masked[i + 1]]
      if (start < bytes) before.push(start, Math.min(end, bytes))
      if (end > bytes) after.push(Math.max(start, bytes) - bytes, end - bytes)
    }
    return [
      this.#part(this.bytes.subarray(0, bytes), before, false),
      this.#part(this.bytes.subarray(bytes), after, this.#isLast),
    ]
  }

  #part(bytes: Uint8Array, masked: readonly number[], isLast: boolean): AttributedSlice {
    return new AttributedSlice(this.direction, bytes, this.left, this.#owner, masked, isLast, this.isTunnel)
  }
}

/** What passes through the conditions of a tap: a stretch of one exchange, or of none that is known yet. */
import type { WireSettings } from '../../src/contract/settings.ts'
import type { ConditionedSlice } from '../conditions/condition.ts'
import type { TappedPart } from './recorder.ts'

export class RelayedSlice implements ConditionedSlice {
  readonly bytes: Uint8Array
  readonly left: number
  readonly part: TappedPart | undefined
  readonly #wire: () => WireSettings

  constructor(bytes: Uint8Array, left: number, wire: () => WireSettings, part: TappedPart | undefined) {
    this.bytes = bytes
    this.left = left
    this.part = part
    this.#wire = wire
  }

  get wire(): WireSettings {
    return this.#wire()
  }

  get isTunnel(): boolean {
    return this.part?.isTunnel ?? true
  }

  get endsMessage(): boolean {
    return this.part?.endsMessage ?? false
  }

  split(bytes: number): readonly [RelayedSlice, RelayedSlice] {
    const { part, left } = this
    const piece = (start: number, end: number): RelayedSlice => {
      const own = this.bytes.subarray(start, end)
      const isLast = end === this.bytes.length
      const cut = part && {
        ...part,
        bytes: own,
        offset: part.offset + start,
        endsMessage: part.endsMessage && isLast,
      }
      return new RelayedSlice(own, left, this.#wire, cut)
    }
    return [piece(0, bytes), piece(bytes, this.bytes.length)]
  }
}

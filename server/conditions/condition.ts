/**
 * The seam for what happens to bytes on the way: latency, bandwidth, a buffering proxy, an idle time-out.
 *
 * Each connection has a pipe per direction (`pipe.ts`), and a pipe is a line of conditions. Slices enter at one end
 * and come out at the other in the same order; a condition may delay, hold, split or end them, never reorder.
 * `docs/how-to/add-a-condition.md` says how to write one.
 */
import type { WireSettings } from '../../src/contract/settings.ts'
import type { Clock } from '../clock.ts'

/** What keeping a slice costs beside its bytes: whoever sends a byte at a time fills no more memory than others. */
export const SLICE_COST_BYTES = 384

/** What passes through a pipe: a stretch of bytes and the settings that hold for it. */
export interface ConditionedSlice {
  readonly bytes: Uint8Array
  /** When it entered the wire. */
  readonly left: number
  /** Those of the lab it belongs to as they are now: read at each use, so that a change acts on what is on its way. */
  readonly wire: WireSettings
  /** True for a tunnel's bytes (after a 101), which nothing on the way holds back to fill a buffer. */
  readonly isTunnel: boolean
  /** True where its message, a request or a response, is whole with it. */
  readonly endsMessage: boolean
  /** Cuts it: the first has `bytes` bytes, the second the rest. */
  split(bytes: number): readonly [ConditionedSlice, ConditionedSlice]
}

/** Where slices go next: another condition, or the far end of the wire. */
export interface Outlet {
  slice(slice: ConditionedSlice): void
  /** The sender has said its last: nothing follows. */
  end(): void
}

/** One direction of one connection with one thing happening to it. */
export interface Condition extends Outlet {
  /** Bytes inside it, and `SLICE_COST_BYTES` for each slice. The pipe adds them up, and its writer waits when they are too many. */
  readonly heldBytes: number
  /** What it holds is off the writer's hands: nobody waits for it. Where memory is short it is flushed. */
  readonly isOffHands?: boolean
  /** True when neither a slice nor the end is inside it. */
  readonly isEmpty: boolean
  /** A lab's settings changed: look again at what is held. `current`: those of what is open on the connection, if anything is. */
  settingsChanged(current: WireSettings | undefined): void
  /** Passes all it holds on at once, in order. */
  flush(): void
  /** The connection is gone: forget what is held, cancel timers. */
  discard(): void
}

/** What a condition is given when it is set up. */
export interface Place {
  /** The same for both directions of a connection, and for no other: a key to what they share. */
  readonly connection: object
  readonly direction: 'client-to-server' | 'server-to-client'
  readonly clock: Clock
  /** In [0, 1). Handed in, so that a test can repeat a run. */
  random(): number
  readonly next: Outlet
  /** Ends the connection as a box on the way would that lost patience with it. */
  drop(): void
}

export interface ConditionKind {
  readonly name: string
  /** False where these settings leave a slice alone. A pipe none of whose kinds applies costs nothing. */
  applies(wire: WireSettings): boolean
  create(place: Place): Condition
}

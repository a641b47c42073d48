/** A pipe under a clock that a test moves: sends named slices and notes what comes out, and when. */
import type { ConditionedSlice } from '../../server/conditions/condition.ts'
import { Pipe } from '../../server/conditions/pipe.ts'
import { NO_CONDITIONS, type WireSettings } from '../../src/contract/settings.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'

export interface ConditionedPipe {
  readonly clock: FakeClock
  readonly pipe: Pipe
  /** `<bytes>@<ms>` for each slice, `end@<ms>`, `dropped@<ms>`. */
  readonly arrived: string[]
  /** What came out. The bytes that are sent count up from 0, and begin anew after 255. */
  readonly slices: Uint8Array[]
  wire: WireSettings
  readonly send: (
    bytes: number,
    kind?: { readonly isTunnel?: boolean; readonly endsMessage?: boolean },
  ) => void
}

/** The pipe of one direction; two with one `connection` and `clock` are the two directions of one connection. */
export function conditionedPipe(
  conditions: Partial<WireSettings>,
  direction: 'client-to-server' | 'server-to-client' = 'server-to-client',
  shared: { readonly connection: object; readonly clock: FakeClock } = {
    connection: {},
    clock: createFakeClock(),
  },
): ConditionedPipe {
  const { clock } = shared
  const start = clock.now()
  const arrived: string[] = []
  let sent = 0
  const note = (what: string | number): void =>
    void arrived.push(`${what}@${Math.round(clock.now() - start)}`)
  const pipe = new Pipe({
    connection: shared.connection,
    direction,
    clock,
    random: () => 0.5,
    outlet: {
      slice({ bytes }) {
        note(bytes.length)
        made.slices.push(bytes)
      },
      end: () => note('end'),
    },
    drop: () => note('dropped'),
  })
  const made: ConditionedPipe = {
    clock,
    pipe,
    arrived,
    slices: [],
    wire: { ...NO_CONDITIONS, ...conditions },
    send(bytes, kind = {}) {
      pipe.slice(
        sliceOf(
          Uint8Array.from({ length: bytes }, () => sent++),
          clock.now(),
          made,
          kind,
        ),
      )
    },
  }
  return made
}

function sliceOf(
  bytes: Uint8Array,
  left: number,
  from: { readonly wire: WireSettings },
  kind: { readonly isTunnel?: boolean; readonly endsMessage?: boolean },
): ConditionedSlice {
  return {
    bytes,
    left,
    isTunnel: kind.isTunnel ?? false,
    endsMessage: kind.endsMessage ?? false,
    get wire() {
      return from.wire
    },
    split: (at) => [
      sliceOf(bytes.subarray(0, at), left, from, { ...kind, endsMessage: false }),
      sliceOf(bytes.subarray(at), left, from, kind),
    ],
  }
}

/**
 * What has to stay of the past of a race for the rest to make sense: connections, exchanges and runs that go on, with the
 * heads of the exchanges, and how many of their bytes are gone. Used by the race's store.
 */
import { DIRECTIONS, type Direction } from '../../wire/bytes/bytes.ts'
import { momentOf, type TraceEvent } from '../../wire/trace/trace.ts'

export interface PastEvent {
  readonly event: TraceEvent
  readonly moment: number
}

export interface RacePast {
  /** Takes the oldest event that is still kept; it is gone but for what is needed of it. */
  take(event: TraceEvent, moment: number): void
  /** What is left, in the order of its moments. */
  events(): readonly PastEvent[]
}

/** So many bytes of a side stay from its beginning: more than a head has. */
const KEPT_BYTES = 4096

/** An exchange that is under way: how far its bytes stay, and how far they were told of. */
interface Carried {
  readonly opened: PastEvent
  readonly slices: PastEvent[]
  readonly keptTo: Record<Direction, number>
  readonly toldTo: Record<Direction, number>
}

/** Makes one without a past. */
export function createRacePast(): RacePast {
  const connections = new Map<string, PastEvent>()
  const exchanges = new Map<string, Carried>()
  const runs = new Map<string, PastEvent>()
  /** The newest of each kind that holds until the next. */
  const standing = new Map<'clock' | 'conditions', PastEvent>()
  let last: PastEvent | undefined

  function takeBytes(event: Extract<TraceEvent, { kind: 'slice' | 'dropped' }>, moment: number): void {
    const carried = exchanges.get(event.exchange)
    if (carried === undefined) return
    const { direction, offset } = event
    const end = offset + (event.kind === 'slice' ? event.bytes.length : event.length)
    const goesOn = offset === carried.keptTo[direction] && offset < KEPT_BYTES
    carried.toldTo[direction] = Math.max(carried.toldTo[direction], end)
    if (event.kind !== 'slice' || !goesOn) return
    carried.slices.push({ event, moment })
    carried.keptTo[direction] = end
  }

  /** Of one exchange: that it opened, its first slices, and what is gone since. */
  function carriedEvents({ opened, slices, keptTo, toldTo }: Carried): readonly PastEvent[] {
    const { event } = opened
    if (event.kind !== 'exchange-opened' || last === undefined) return []
    const { moment } = last
    const at = momentOf(last.event)
    const gone = DIRECTIONS.flatMap((direction): readonly PastEvent[] => {
      const offset = keptTo[direction]
      const length = toldTo[direction] - offset
      if (length <= 0) return []
      return [{ event: { kind: 'dropped', exchange: event.exchange, direction, offset, length, at }, moment }]
    })
    return [opened, ...slices, ...gone]
  }

  return {
    take(event, moment) {
      last = { event, moment }
      switch (event.kind) {
        case 'connection-opened':
          connections.set(event.connection, { event, moment })
          return
        case 'connection-closed':
          connections.delete(event.connection)
          return
        case 'exchange-opened': {
          const none = { 'client-to-server': 0, 'server-to-client': 0 }
          exchanges.set(event.exchange, {
            opened: { event, moment },
            slices: [],
            keptTo: { ...none },
            toldTo: { ...none },
          })
          return
        }
        case 'exchange-closed':
          exchanges.delete(event.exchange)
          return
        case 'slice':
        case 'dropped':
          return takeBytes(event, moment)
        case 'run-started':
          runs.set(event.run, { event, moment })
          return
        case 'run-stopped':
          runs.delete(event.run)
          return
        case 'clock':
        case 'conditions':
          standing.set(event.kind, { event, moment })
          return
        case 'published':
        case 'fault':
        case 'step':
        case 'delivered':
        case 'note':
          return
      }
    },
    events: () =>
      [
        ...connections.values(),
        ...[...exchanges.values()].flatMap(carriedEvents),
        ...runs.values(),
        ...standing.values(),
      ].toSorted((a, b) => a.moment - b.moment),
  }
}

/**
 * When a fault took effect. The page knows of it when its call is answered, which is after what it broke; the tap saw the cut
 * itself. So a fault stands where the tap first saw what it did, and where the tap saw nothing (a stall) when the page knew.
 */
import type { FaultMoment, TraceEvent } from '../trace.ts'
import { TRANSPORTS, type TracedKind } from '../transports.ts'
import type { FaultMark } from '../views.ts'

/** Something of the kind that faults do. */
interface Effect {
  readonly at: number
  readonly what: 'reset' | 'closed-by-server' | 'close-frame' | 'bytes'
  readonly transport: TracedKind
}

/** A whole Close frame's first byte, RFC 6455 5.2: FIN, no extension, opcode 8. */
const CLOSE_FRAME = 0x88

const DOES: Readonly<Record<FaultMoment['fault'], readonly Effect['what'][]>> = {
  reset: ['reset'],
  fin: ['closed-by-server'],
  stall: [],
  resume: [],
  restart: ['close-frame'],
  'ws-close': ['close-frame'],
  'ws-raw': ['bytes', 'close-frame'],
}

export class FaultEffects {
  #effects: Effect[] = []
  /** Of the exchange that a connection carries. */
  readonly #transports = new Map<string, TracedKind>()
  readonly #sockets = new Set<string>()

  /** Takes in the trace's next event. */
  push(event: TraceEvent): void {
    if (event.kind === 'exchange-opened') {
      this.#transports.set(event.connection, event.transport)
      if (event.transport === 'ws') this.#sockets.add(event.exchange)
    } else if (event.kind === 'exchange-closed') {
      this.#sockets.delete(event.exchange)
    } else if (event.kind === 'connection-closed') {
      const { at, connection, how } = event
      const transport = this.#transports.get(connection)
      this.#transports.delete(connection)
      if (transport !== undefined && (how === 'reset' || how === 'closed-by-server'))
        this.#effects.push({ at, what: how, transport })
    } else if (
      event.kind === 'slice' &&
      event.direction === 'server-to-client' &&
      this.#sockets.has(event.exchange)
    ) {
      const what = event.bytes[0] === CLOSE_FRAME ? 'close-frame' : 'bytes'
      this.#effects.push({ at: event.left, what, transport: 'ws' })
    }
  }

  /** Lets go of what came before a time. */
  forget(before: number): void {
    this.#effects = this.#effects.filter(({ at }) => at >= before)
  }

  /**
   * Faults in their order, each with the time on the server's clock at which the tap saw the first of what it did: of the
   * `affected` latest things of its kind between the fault before and its own answer. Linear, but for one sort.
   */
  placed(faults: readonly FaultMark[], uncertaintyMs: number): readonly FaultMark[] {
    if (faults.length === 0) return []
    const inOrder = this.#effects.toSorted((a, b) => a.at - b.at)
    let next = 0
    return faults.map((mark, index) => {
      const { fault } = mark
      const until = Math.min(fault.at + uncertaintyMs, faults[index + 1]?.fault.at ?? Infinity)
      const since = next
      while (next < inOrder.length && (inOrder[next]?.at ?? 0) <= until) next++
      const own = inOrder.slice(since, next).filter((effect) => isOf(effect, fault))
      const first = own.slice(-(isCut(fault) ? Math.max(1, fault.affected) : 1))[0]
      return first === undefined || fault.affected === 0
        ? mark
        : { ...mark, fault: { ...fault, at: first.at } }
    })
  }
}

const isCut = ({ fault }: FaultMoment): boolean => fault === 'reset' || fault === 'fin'

function isOf({ what, transport }: Effect, fault: FaultMoment): boolean {
  if (!DOES[fault.fault].includes(what)) return false
  return fault.transport === 'all'
    ? TRANSPORTS.some((each) => each === transport)
    : fault.transport === transport
}

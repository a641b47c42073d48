/**
 * When a fault took effect. The page knows of it when its call is answered, which is after what it broke; the tap saw the cut
 * itself. So a fault stands where the tap first saw what it did, and where the tap saw nothing (a stall) when the page knew.
 */
import type { FaultMoment, TraceEvent } from '../trace.ts'
import { TRANSPORTS, type TracedKind } from '../transports.ts'
import type { FaultMark } from '../views.ts'

export interface FaultEffects {
  /** Takes in the trace's next event. */
  push(event: TraceEvent): void
  /** Lets go of what came before a time. */
  forget(before: number): void
  /**
   * Faults in their order, each with the time on the server's clock at which the tap saw the first of what it did: of the
   * `affected` latest things of its kind between the fault before and its own answer. Linear, but for one sort.
   */
  placed(faults: readonly FaultMark[], uncertaintyMs: number): readonly FaultMark[]
}

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

/** Those of an empty trace. */
export function createFaultEffects(): FaultEffects {
  let effects: Effect[] = []
  /** Of the exchange that a connection carries. */
  const transports = new Map<string, TracedKind>()
  const sockets = new Set<string>()

  function push(event: TraceEvent): void {
    if (event.kind === 'exchange-opened') {
      transports.set(event.connection, event.transport)
      if (event.transport === 'ws') sockets.add(event.exchange)
    } else if (event.kind === 'exchange-closed') {
      sockets.delete(event.exchange)
    } else if (event.kind === 'connection-closed') {
      const { at, connection, how } = event
      const transport = transports.get(connection)
      transports.delete(connection)
      if (transport !== undefined && (how === 'reset' || how === 'closed-by-server'))
        effects.push({ at, what: how, transport })
    } else if (
      event.kind === 'slice' &&
      event.direction === 'server-to-client' &&
      sockets.has(event.exchange)
    ) {
      const what = event.bytes[0] === CLOSE_FRAME ? 'close-frame' : 'bytes'
      effects.push({ at: event.left, what, transport: 'ws' })
    }
  }

  function placed(faults: readonly FaultMark[], uncertaintyMs: number): readonly FaultMark[] {
    if (faults.length === 0) return []
    const inOrder = effects.toSorted((a, b) => a.at - b.at)
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

  return {
    push,
    forget(before) {
      effects = effects.filter(({ at }) => at >= before)
    },
    placed,
  }
}

const isCut = ({ fault }: FaultMoment): boolean => fault === 'reset' || fault === 'fin'

function isOf({ what, transport }: Effect, fault: FaultMoment): boolean {
  if (!DOES[fault.fault].includes(what)) return false
  return fault.transport === 'all'
    ? TRANSPORTS.some((each) => each === transport)
    : fault.transport === transport
}

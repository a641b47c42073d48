/**
 * When a fault took effect. The page knows of it when its call is answered, which is after what it broke; the tap saw the cut
 * itself. So a fault stands where the tap first saw what it did, and where the tap saw nothing (a stall) when the page knew.
 */
import { TRANSPORTS } from '../transports.ts'
import type { FaultMoment } from '../trace.ts'
import type { Conversation, FaultMark } from '../views.ts'

/** Something of the kind that faults do. */
interface Effect {
  readonly at: number
  readonly what: 'reset' | 'closed-by-server' | 'close-frame' | 'bytes'
  readonly transport: string
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

/**
 * The faults, each with the time on the server's clock at which the tap saw the first of what it did: of the `affected` latest
 * things of its kind between the fault before and its own answer. Linear, but for one sort.
 */
export function faultsInPlace(
  faults: readonly FaultMark[],
  conversation: Conversation,
  uncertaintyMs: number,
): readonly FaultMark[] {
  if (faults.length === 0) return faults
  const effects = effectsIn(conversation, new Set(faults.flatMap(({ fault }) => DOES[fault.fault])))
  let next = 0
  return faults.map((mark, index) => {
    const { fault } = mark
    const until = Math.min(fault.at + uncertaintyMs, faults[index + 1]?.fault.at ?? Infinity)
    const since = next
    while (next < effects.length && (effects[next]?.at ?? 0) <= until) next++
    const own = effects.slice(since, next).filter((effect) => isOf(effect, fault))
    const first = own.slice(-(isCut(fault) ? Math.max(1, fault.affected) : 1))[0]
    return first === undefined || fault.affected === 0 ? mark : { ...mark, fault: { ...fault, at: first.at } }
  })
}

const isCut = ({ fault }: FaultMoment): boolean => fault === 'reset' || fault === 'fin'

function isOf({ what, transport }: Effect, fault: FaultMoment): boolean {
  if (!DOES[fault.fault].includes(what)) return false
  return fault.transport === 'all'
    ? TRANSPORTS.some((each) => each === transport)
    : fault.transport === transport
}

function effectsIn(conversation: Conversation, wanted: ReadonlySet<Effect['what']>): readonly Effect[] {
  const ends = conversation.connections.flatMap(({ closed, exchanges }): readonly Effect[] => {
    const transport = conversation.exchange(exchanges.at(-1) ?? '')?.transport
    if (closed === undefined || transport === undefined) return []
    const { at, how } = closed
    return how === 'reset' || how === 'closed-by-server' ? [{ at, what: how, transport }] : []
  })
  const written = !wanted.has('close-frame')
    ? []
    : conversation.exchanges
        .filter(({ transport }) => transport === 'ws')
        .flatMap(({ transport, sides }) => {
          const { source, slices } = sides['server-to-client']
          return slices.map(({ left, range }): Effect => {
            const isClose = source.bytes[range.start] === CLOSE_FRAME
            return { at: left, what: isClose ? 'close-frame' : 'bytes', transport }
          })
        })
  return [...ends, ...written].sort((a, b) => a.at - b.at)
}

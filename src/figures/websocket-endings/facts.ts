/**
 * How each WebSocket of a run ended: what crossed at its end, what the server was told, what the script learnt. Read from the
 * trace alone, so that a recorded run, a live one and one stepped back fill the same table. Five causes say goodbye, ten do not.
 */
import type { Problem, ProblemCode } from '../../wire/field/problem.ts'
import { socketLives, type SocketLife } from '../../wire/trace/queries/socket-lives.ts'
import type { ConnectionEnd, FaultMoment } from '../../wire/trace/trace.ts'
import type { Conversation, ExchangeView, Lane, Side, Timeline } from '../../wire/trace/views.ts'
import { exchangesOfTransport } from '../../wire/trace/queries/exchanges.ts'
import { findProblems } from '../../wire/trace/queries/fields.ts'
import { closeOf, framesIn, type CloseFacts } from '../../wire/trace/queries/frames.ts'

/** Causes that say goodbye: a Close frame crosses, and the script gets its code. */
export const GOODBYES = ['normal', 'restart', 'policy', 'too-big', 'page-closes'] as const

/** Causes without a Close frame of the server's that counts: the script gets 1006. */
export const BREAKS = [
  'refused',
  'reset',
  'fin',
  'silence',
  'idle',
  'masked',
  'opcode',
  'utf8',
  'long-ping',
  'forbidden-code',
] as const

export const CAUSE_NAMES = [...GOODBYES, ...BREAKS] as const
export type CauseName = (typeof CAUSE_NAMES)[number]

export interface End {
  /** Absent where it was none of the figure's: a reader's own bytes, Stop. */
  readonly cause?: CauseName
  /** Of the close event, in the trace. */
  readonly moment: number
  readonly exchange?: string
  /** Of the answer to the handshake, where it was not 101. */
  readonly status?: number
  /** What of the server's frames breaks a rule; the first. */
  readonly broken?: Problem
  readonly fromServer?: CloseFacts
  readonly fromBrowser?: CloseFacts
  /** How the TCP connection ended, where that was seen. */
  readonly how?: ConnectionEnd
  readonly script: {
    readonly code: number
    readonly reason: string
    readonly wasClean: boolean
    readonly error: boolean
    readonly silent: boolean
  }
  /** From the cause, or what was seen of it first, to the close event. */
  readonly afterMs: number
}

const SWITCHING_PROTOCOLS = 101

/** Which broken rule is which cause. */
const CAUSE_OF_PROBLEM: Partial<Record<ProblemCode, CauseName>> = {
  'forbidden-mask': 'masked',
  'reserved-opcode': 'opcode',
  'ill-formed-utf8': 'utf8',
  'long-control-frame': 'long-ping',
  'forbidden-close-code': 'forbidden-code',
}

/** Gives the ends that a WebSocket lane has had, in the order its sockets were made. A socket that is open has none. */
export function endsOf(lane: Lane, timeline: Timeline, conversation: Conversation): readonly End[] {
  const lives = socketLives(lane.notes)
  const exchanges = exchangesOfTransport(conversation, 'ws')
  return lives.flatMap((life, i) => {
    const next = lives[i + 1]?.created.at ?? Number.POSITIVE_INFINITY
    const slack = timeline.uncertaintyMs
    const exchange = exchanges.find(
      ({ openedAt }) => openedAt >= life.created.at - slack && openedAt < next - slack,
    )
    // A fault meets what is open. The page knows of it a round trip later, when the next socket may be on its way already.
    const later = lives.slice(i + 1).find(({ opened }) => opened !== undefined)?.opened?.at
    const faults = timeline.faults.flatMap(({ fault }) =>
      life.opened !== undefined &&
      fault.at >= life.opened.at &&
      fault.at < (later ?? Number.POSITIVE_INFINITY)
        ? [fault]
        : [],
    )
    const end = endOf(life, exchange, faults, conversation)
    return end === undefined ? [] : [end]
  })
}

/** The newest end of each cause. */
export function latestByCause(ends: readonly End[]): ReadonlyMap<CauseName, End> {
  return new Map(ends.flatMap((end) => (end.cause === undefined ? [] : [[end.cause, end] as const])))
}

function endOf(
  life: SocketLife,
  exchange: ExchangeView | undefined,
  faults: readonly FaultMoment[],
  { connections }: Conversation,
): End | undefined {
  const { closed, error, silent } = life
  if (closed === undefined) return undefined
  const down = exchange?.sides['server-to-client']
  const up = exchange?.sides['client-to-server']
  const connection = connections.find(({ id }) => id === exchange?.connection)?.closed
  const status = exchange?.status === SWITCHING_PROTOCOLS ? undefined : exchange?.status
  const seen = {
    ...optional('status', status),
    ...optional('broken', down && firstViolation(down)),
    ...optional('fromServer', down && closeFrame(down)),
    ...optional('fromBrowser', up && closeFrame(up)),
    ...optional('how', connection?.how),
  }
  const { code, reason, wasClean } = closed
  const cause = causeOf(seen, faults, life)
  return {
    ...optional('cause', cause),
    ...optional('exchange', exchange?.id),
    ...seen,
    moment: closed.moment,
    script: { code, reason, wasClean, error: error !== undefined, silent: silent !== undefined },
    afterMs: Math.max(0, closed.at - begunAt(cause, life, exchange, faults, connection?.at)),
  }
}

/** By what was asked of the server, and where nothing was, by what crossed. */
function causeOf(
  seen: Pick<End, 'status' | 'broken' | 'fromServer' | 'how'>,
  faults: readonly FaultMoment[],
  { opened, silent, closed }: SocketLife,
): CauseName | undefined {
  if (seen.status !== undefined) return seen.status === 503 ? 'refused' : undefined
  if (silent !== undefined) return closed?.code === 1005 ? 'page-closes' : 'silence'
  if (opened === undefined) return undefined
  const asked = faults.findLast(({ affected, fault }) => affected > 0 && fault !== 'resume')?.fault
  switch (asked) {
    case 'reset':
    case 'fin':
      return asked
    case 'restart':
      return 'restart'
    case 'ws-close':
      return seen.fromServer?.code === 1000 ? 'normal' : undefined
    case 'ws-raw':
      return seen.broken && CAUSE_OF_PROBLEM[seen.broken.code]
    default:
  }
  // The answer to the fault's own request may come when the next socket is open already: then it counts as that one's.
  if (seen.broken !== undefined) return CAUSE_OF_PROBLEM[seen.broken.code]
  if (seen.how === 'reset') return 'reset'
  if (seen.fromServer?.code === 1008) return 'policy'
  if (seen.fromServer?.code === 1009) return 'too-big'
  return seen.how === 'timeout' ? 'idle' : undefined
}

/** The page knows of a fault a round trip after it was done: where bytes or the connection's end tell it earlier, those count. */
function begunAt(
  cause: CauseName | undefined,
  life: SocketLife,
  exchange: ExchangeView | undefined,
  faults: readonly FaultMoment[],
  connectionClosedAt: number | undefined,
): number {
  const closedAt = life.closed?.at ?? 0
  const fault = faults.findLast(({ affected }) => affected > 0)?.at ?? closedAt
  const down = exchange?.sides['server-to-client'].slices.at(-1)
  switch (cause) {
    case 'refused':
      return life.created.at
    case 'silence':
    case 'page-closes':
      return faults.find(({ fault: kind }) => kind === 'stall')?.at ?? fault
    case 'reset':
    case 'fin':
      return Math.min(fault, connectionClosedAt ?? closedAt)
    case 'idle':
      return down?.arrived ?? closedAt
    case 'policy':
    case 'too-big':
      return lastMessageAt(exchange) ?? closedAt
    default:
      return Math.min(fault, down?.left ?? closedAt)
  }
}

/** When the browser's last slice before its Close frame left. */
function lastMessageAt(exchange: ExchangeView | undefined): number | undefined {
  const side = exchange?.sides['client-to-server']
  const close = side && framesIn(side).find(({ name }) => name === 'close')?.unit
  return side?.slices.findLast(({ range }) => close === undefined || range.start < close.range.start)?.left
}

function firstViolation(side: Side): Problem | undefined {
  for (const unit of side.units) {
    const found = findProblems(unit.fields).find(
      // The library writes its own Close frame after one we put in; that is no cause.
      ({ problem: { severity, code } }) => severity === 'violation' && code !== 'frame-after-close',
    )
    if (found !== undefined) return found.problem
  }
  return undefined
}

/** What the first Close frame of a side says. */
function closeFrame(side: Side): CloseFacts | undefined {
  const frame = framesIn(side).find(({ name }) => name === 'close')
  return frame && closeOf(frame, side)
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value })
}

/** One exchange as a conversation folds it: its two sides, read on in step, and what is handed out of them. */
import type { Direction, SourceId } from '../bytes/bytes.ts'
import { eachWay } from '../bytes/each-way.ts'
import { createGrowingBytes } from '../bytes/growing-bytes.ts'
import type { Wire } from '../exchange/content-units.ts'
import { beginsHead, type ReadingContext } from '../exchange/phases.ts'
import type { Head } from '../http1/message-head.ts'
import { followFrames } from '../websocket/frame-chain.ts'
import { asksWebSocket, webSocketAgreement } from '../websocket/handshake.ts'
import { readableOf, type SideState } from './side-state.ts'
import type { ConnectionEnd } from './trace.ts'
import type { TracedKind } from './transports.ts'
import type { ExchangeView, Side, SliceView } from './views.ts'

export interface ExchangeState {
  readonly id: string
  readonly connection: string
  transport: TracedKind
  readonly openedAt: number
  closedAt?: number
  /** How its connection closed, once it did. */
  connectionEnd?: ConnectionEnd
  readonly sides: Readonly<Record<Direction, SideState>>
  /** What was read last; absent once something came after. */
  view?: ExchangeView
}

const isReadable = ({ bytes, readable }: SideState): boolean => readable >= bytes.length
export const isAllReadable = ({ sides }: ExchangeState): boolean => Object.values(sides).every(isReadable)

/** The state of an exchange had a side sent other bytes at these offsets: what was read before the first of them is kept. */
export function changedExchange(
  old: ExchangeState,
  source: SourceId,
  edits: ReadonlyMap<number, number>,
): ExchangeState {
  const { view: _, ...state } = old
  const from = Array.from(edits.keys()).reduce((least, offset) => Math.min(least, offset), Infinity)
  const reader = Object.values(old.sides)
    .find(({ id }) => id === source)
    ?.reader.forkBefore(from)
  // What the other side means may hang on this one's head.
  const isKept = reader?.head !== undefined
  const side = (each: SideState): SideState => {
    if (each.id !== source || reader === undefined)
      return {
        ...each,
        reader: each.reader.forkBefore(isKept ? Infinity : 0),
        readable: isKept ? each.readable : 0,
      }
    const bytes = each.bytes.bytes.slice()
    for (const [offset, value] of edits) if (offset < bytes.length) bytes[offset] = value
    const readable = isKept ? Math.min(from, each.readable) : 0
    return { ...each, bytes: createGrowingBytes(bytes, each.bytes.missing), reader, readable }
  }
  return { ...state, sides: eachWay((direction) => side(old.sides[direction])) }
}

/** Reads on in an exchange as it stands: the request first, since an answer's length depends on the question's method. */
export function read(state: ExchangeState): void {
  const up = state.sides['client-to-server']
  const down = state.sides['server-to-client']
  const [asked, answered] = [readableOf(up), readableOf(down)]
  up.reader.advance(asked)
  const request = up.reader.head?.startLine
  const method = request?.kind === 'request' ? request.method : undefined
  down.reader.advance(answered, method)
  const answer = down.reader.head
  const agreement = webSocketAgreement(answer)
  const upgrade =
    agreement === undefined || answer === undefined
      ? undefined
      : { agreement, request: up.reader.head, response: answer }
  if (answer === undefined && isPresumedSocket(up.reader.head, answered)) {
    up.reader.presumeFrames(asked)
    return down.reader.presumeFrames(answered)
  }
  up.reader.readFrames(asked, upgrade)
  down.reader.readFrames(answered, upgrade)
}

/** Whether a WebSocket was asked for, a hole hides the answer's head or its end, and frames stand behind it. */
function isPresumedSocket(request: Head | undefined, { bytes, missing }: Wire): boolean {
  const [hole] = missing
  if (request === undefined || hole === undefined || !asksWebSocket(request)) return false
  if (hole.start > 0 && !beginsHead(bytes, 0, 'response')) return false
  const { frames, then } = followFrames(bytes, hole.end, { direction: 'server-to-client' })
  return frames > 0 && then !== 'unsound'
}

/** What is there of an exchange now; the same object until it changes. */
export function viewOf(state: ExchangeState): ExchangeView {
  if (state.view !== undefined) return state.view
  read(state)
  const { sides } = state
  const wires = eachWay((direction) => readableOf(sides[direction]))
  const lines = eachWay((direction) => sides[direction].reader.startLine(wires[direction]))
  const { 'client-to-server': request, 'server-to-client': response } = lines
  const status = response?.kind === 'response' ? response.status : undefined
  const isTunnel =
    request?.kind === 'request' && request.method === 'CONNECT' && status !== undefined && status < 300
  const context = {
    closed: isAllReadable(state) && state.closedAt !== undefined,
    upgraded: status === 101 || isTunnel,
  }
  const view: ExchangeView = {
    id: state.id,
    connection: state.connection,
    transport: state.transport,
    openedAt: state.openedAt,
    ...(state.closedAt === undefined ? {} : { closedAt: state.closedAt }),
    ...(request?.kind === 'request' ? { method: request.method, target: request.target } : {}),
    ...(status === undefined ? {} : { status }),
    sides: eachWay((direction) => {
      const closedBy = closerOf(state.connectionEnd, direction)
      const own = closedBy === undefined ? context : { ...context, closedBy }
      return sideView(sides[direction], wires[direction], own)
    }),
  }
  state.view = view
  return view
}

/** Who closed a connection, as seen from the bytes of one direction. */
function closerOf(end: ConnectionEnd | undefined, direction: Direction): ReadingContext['closedBy'] {
  if (end === undefined) return undefined
  return end === (direction === 'client-to-server' ? 'fin' : 'closed-by-server') ? 'sender' : 'other'
}

function sideView(side: SideState, wire: Wire, context: ReadingContext): Side {
  const count = side.slices.length
  // What the end decides is read with the units, and only then is in the derived sources.
  const units = side.reader.units(wire, context)
  let slices: readonly SliceView[] | undefined
  return {
    source: { kind: 'wire', id: side.id, bytes: wire.bytes },
    derived: side.reader.derived,
    // Copied where somebody looks at them: what comes byte by byte has as many slices as bytes.
    get slices() {
      return (slices ??= side.slices.slice(0, count))
    },
    units,
    missing: wire.missing,
  }
}

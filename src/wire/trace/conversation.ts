/**
 * The fold that tells what was said: connections, their exchanges, and for each side its bytes and units.
 *
 * Pushing only stores; dissecting waits until something is read, so that a fast trace costs no more than its redraws.
 * What is handed out is never changed afterwards: a connection, exchange or unit is the same object until it changed.
 */
import { wireSourceId, type ByteSource, type Direction, type SourceId } from '../bytes.ts'
import type { Unit } from '../field.ts'
import type { TracedKind } from '../transports.ts'
import { webSocketAgreement } from '../websocket/handshake.ts'
import { createGrowingBytes, type GrowingBytes } from './growing-bytes.ts'
import { createMessageReader, type MessageReader } from './message-reader.ts'
import type { ConnectionEnd, TraceEvent } from './trace.ts'
import { unitOfId } from './units-of-side.ts'
import type { ConnectionView, Conversation, ExchangeView, Side, SliceView } from './views.ts'

export interface ConversationFold {
  /** Takes in the trace's next event; `moment` is its index there. Slices of an exchange nobody opened are left out. */
  push(event: TraceEvent, moment: number): void
  readonly view: Conversation
}

interface SideState {
  readonly id: SourceId
  readonly bytes: GrowingBytes
  readonly reader: MessageReader
  readonly slices: SliceView[]
}

interface ExchangeState {
  readonly id: string
  readonly connection: string
  readonly transport: TracedKind
  readonly openedAt: number
  closedAt?: number
  readonly sides: Readonly<Record<Direction, SideState>>
  /** What was read last; absent once something came after. */
  view?: ExchangeView
}

interface ConnectionState {
  readonly id: string
  readonly openedAt: number
  closed?: { readonly at: number; readonly how: ConnectionEnd }
  readonly exchanges: string[]
  view?: ConnectionView
}

/** Makes an empty conversation. */
export function createConversation(): ConversationFold {
  const connections = new Map<string, ConnectionState>()
  const exchanges = new Map<string, ExchangeState>()
  const exchangeOfSource = new Map<SourceId, ExchangeState>()
  let connectionList: readonly ConnectionView[] | undefined
  let exchangeList: readonly ExchangeView[] | undefined

  /** The connection of that id, made where it is new: an observer that came late may have missed its opening. */
  function connectionState(id: string, openedAt: number): ConnectionState {
    const known = connections.get(id)
    if (known !== undefined) return known
    const state: ConnectionState = { id, openedAt, exchanges: [] }
    connections.set(id, state)
    connectionList = undefined
    return state
  }

  function touchConnection(state: ConnectionState): void {
    delete state.view
    connectionList = undefined
  }

  function open(event: Extract<TraceEvent, { kind: 'exchange-opened' }>): void {
    if (exchanges.has(event.exchange)) return
    const state: ExchangeState = {
      id: event.exchange,
      connection: event.connection,
      transport: event.transport,
      openedAt: event.at,
      sides: {
        'client-to-server': createSide(event.exchange, 'client-to-server'),
        'server-to-client': createSide(event.exchange, 'server-to-client'),
      },
    }
    exchanges.set(state.id, state)
    for (const side of Object.values(state.sides)) exchangeOfSource.set(side.id, state)
    const connection = connectionState(event.connection, event.at)
    connection.exchanges.push(state.id)
    touchConnection(connection)
    exchangeList = undefined
  }

  function touch(state: ExchangeState): void {
    delete state.view
    exchangeList = undefined
  }

  function push(event: TraceEvent, moment: number): void {
    switch (event.kind) {
      case 'connection-opened':
        connectionState(event.connection, event.at)
        return
      case 'connection-closed': {
        const connection = connections.get(event.connection)
        if (connection === undefined) return
        connection.closed = { at: event.at, how: event.how }
        return touchConnection(connection)
      }
      case 'exchange-opened':
        return open(event)
      case 'exchange-closed': {
        const state = exchanges.get(event.exchange)
        if (state === undefined) return
        state.closedAt = event.at
        return touch(state)
      }
      case 'slice': {
        const state = exchanges.get(event.exchange)
        if (state === undefined) return
        const { direction, offset, left, arrived, bytes } = event
        const side = state.sides[direction]
        const done = side.bytes.write(offset, bytes)
        if (done === 'refused') return
        if (done === 'rewritten') side.reader.reset()
        const range = { start: offset, end: offset + bytes.length }
        side.slices.push({ moment, exchange: state.id, direction, range, left, arrived })
        return touch(state)
      }
      case 'dropped': {
        const state = exchanges.get(event.exchange)
        if (state === undefined) return
        if (state.sides[event.direction].bytes.lose(event.offset, event.length) === 'refused') return
        return touch(state)
      }
      case 'published':
      case 'fault':
      case 'clock':
      case 'step':
      case 'conditions':
      case 'delivered':
      case 'run-started':
      case 'run-stopped':
      case 'note':
        return
    }
  }

  const exchange = (id: string): ExchangeView | undefined => {
    const state = exchanges.get(id)
    return state === undefined ? undefined : viewOf(state)
  }

  const sideOfSource = (id: SourceId): Side | undefined => {
    const wire = id.replace(DERIVATIONS, '')
    const state = exchangeOfSource.get(wire)
    if (state === undefined) return undefined
    const direction = state.sides['client-to-server'].id === wire ? 'client-to-server' : 'server-to-client'
    return viewOf(state).sides[direction]
  }

  const view: Conversation = {
    get connections() {
      return (connectionList ??= Array.from(connections.values(), connectionView))
    },
    get exchanges() {
      return (exchangeList ??= Array.from(exchanges.values(), viewOf))
    },
    exchange,
    source: (id): ByteSource | undefined => {
      const side = sideOfSource(id)
      if (side === undefined) return undefined
      return [side.source, ...side.derived].find((source) => source.id === id)
    },
    unit: (id): Unit | undefined => {
      const side = sideOfSource(id.slice(0, Math.max(0, id.lastIndexOf('@'))))
      return side === undefined ? undefined : unitOfId(side, id)
    },
  }
  return { push, view }
}

/** The part of a derived source's id that says how it was made. */
const DERIVATIONS = /(?:\/(?:de-chunked|unmasked|messages|inflated))+$/

function connectionView(state: ConnectionState): ConnectionView {
  const { id, openedAt, closed } = state
  state.view ??= {
    id,
    openedAt,
    ...(closed === undefined ? {} : { closed }),
    exchanges: [...state.exchanges],
  }
  return state.view
}

function createSide(exchange: string, direction: Direction): SideState {
  const id = wireSourceId(exchange, direction)
  return { id, bytes: createGrowingBytes(), reader: createMessageReader(id, direction), slices: [] }
}

/** Reads an exchange as it stands: the request first, since an answer's length depends on the question's method. */
function viewOf(state: ExchangeState): ExchangeView {
  if (state.view !== undefined) return state.view
  const up = state.sides['client-to-server']
  const down = state.sides['server-to-client']
  up.reader.advance(up.bytes.bytes, up.bytes.missing)
  const request = up.reader.head?.startLine
  const method = request?.kind === 'request' ? request.method : undefined
  down.reader.advance(down.bytes.bytes, down.bytes.missing, method)
  const response = down.reader.head?.startLine
  const status = response?.kind === 'response' ? response.status : undefined

  const answer = down.reader.head
  const agreement = webSocketAgreement(answer)
  if (agreement !== undefined && answer !== undefined) {
    const upgrade = { agreement, request: up.reader.head, response: answer }
    for (const { reader, bytes } of [up, down]) reader.advanceFrames(bytes.bytes, bytes.missing, upgrade)
  }
  const context = { closed: state.closedAt !== undefined, upgraded: status === 101 }
  const view: ExchangeView = {
    id: state.id,
    connection: state.connection,
    transport: state.transport,
    openedAt: state.openedAt,
    ...(state.closedAt === undefined ? {} : { closedAt: state.closedAt }),
    ...(request?.kind === 'request' ? { method: request.method, target: request.target } : {}),
    ...(status === undefined ? {} : { status }),
    sides: {
      'client-to-server': sideView(up, context),
      'server-to-client': sideView(down, context),
    },
  }
  state.view = view
  return view
}

function sideView(side: SideState, context: { readonly closed: boolean; readonly upgraded: boolean }): Side {
  const { bytes, missing } = side.bytes
  return {
    source: { kind: 'wire', id: side.id, bytes },
    derived: side.reader.derived,
    slices: [...side.slices],
    units: side.reader.units(bytes, missing, context),
    missing,
  }
}

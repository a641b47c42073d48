/**
 * The fold that tells what was said: connections, their exchanges, and for each side its bytes and units.
 *
 * Pushing only stores; dissecting waits until something is read, so that a fast trace costs no more than its redraws.
 * What is handed out is never changed afterwards: a connection, exchange or unit is the same object until it changed.
 */
import type { ByteSource, SourceId } from '../bytes/bytes.ts'
import { eachWay } from '../bytes/each-way.ts'
import type { Unit } from '../field/field.ts'
import type { TracedKind } from './transports.ts'
import { changedExchange, isAllReadable, read, viewOf, type ExchangeState } from './exchange-state.ts'
import { createSide, takeBytes } from './side-state.ts'
import type { ConnectionEnd, TraceEvent } from './trace.ts'
import { unitOfId } from './units-of-side.ts'
import type { ConnectionView, Conversation, ExchangeView, Side } from './views.ts'

export interface ConversationFold {
  /** Takes in the trace's next event; `moment` is its index there. Slices of an exchange nobody opened are left out. */
  push(event: TraceEvent, moment: number): void
  /**
   * Of a paced fold: reads about so many bytes more, in the order in which exchanges opened; false once all is read. Until
   * then the view has what was read, its last unit unfinished.
   */
  readOn(bytes: number): boolean
  /** How many bytes `readOn` has read. */
  readonly readBytes: number
  /**
   * Gives the fold as it would be had a side sent other bytes at these offsets: what was read before the first of them is
   * kept, the rest is paced. `undefined` where no exchange has that source. Nothing may be pushed to either afterwards.
   */
  changed(source: SourceId, bytes: ReadonlyMap<number, number>): ConversationFold | undefined
  readonly view: Conversation
}

const HEADLESS: ReadonlySet<TracedKind> = new Set(['frames', 'stream', 'bytes'])

interface ConnectionState {
  readonly id: string
  readonly openedAt: number
  closed?: { readonly at: number; readonly how: ConnectionEnd }
  readonly exchanges: string[]
  view?: ConnectionView
}

/** Makes an empty conversation. `paced`: nothing is read until `readOn` says so, for a run that is too long to be read in one go. */
export function createConversation({ paced = false }: { readonly paced?: boolean } = {}): ConversationFold {
  return foldOf(new Map(), new Map(), paced, paced ? [] : undefined)
}

/** Gives the conversation of a trace that is all there. */
export function conversationOf(events: readonly TraceEvent[]): Conversation {
  const fold = createConversation()
  events.forEach((event, moment) => fold.push(event, moment))
  return fold.view
}

function foldOf(
  connections: Map<string, ConnectionState>,
  exchanges: Map<string, ExchangeState>,
  paced: boolean,
  /** Of a paced fold the exchanges whose turn came, in the order in which they opened: the others have nothing to show. */
  begun?: ExchangeState[],
): ConversationFold {
  const exchangeOfSource = new Map<SourceId, ExchangeState>()
  for (const state of exchanges.values())
    for (const side of Object.values(state.sides)) exchangeOfSource.set(side.id, state)
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
    const known = exchanges.get(event.exchange)
    // Told again once its answer says what it is; what is read without a head stays what it is read as.
    if (known?.transport === 'http' && !HEADLESS.has(event.transport)) {
      known.transport = event.transport
      touch(known)
    }
    if (known !== undefined) return
    const state: ExchangeState = {
      id: event.exchange,
      connection: event.connection,
      transport: event.transport,
      openedAt: event.at,
      sides: eachWay((direction) => createSide(event, direction, paced)),
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

  function endConnection(id: string, how: ConnectionEnd): void {
    const state = exchanges.get(id)
    if (state === undefined) return
    state.connectionEnd = how
    touch(state)
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
        for (const id of connection.exchanges) endConnection(id, event.how)
        return touchConnection(connection)
      }
      case 'exchange-opened':
        return open(event)
      case 'exchange-closed':
      case 'slice':
      case 'dropped': {
        const state = exchanges.get(event.exchange)
        if (state === undefined) return
        if (event.kind === 'exchange-closed') state.closedAt = event.at
        else if (takeBytes(state.sides[event.direction], event, moment) === 'refused') return
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
    const wire = wireOf(id)
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
      return (exchangeList ??= Array.from(begun ?? exchanges.values(), viewOf))
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
  /** Those that are not read to their end, of a paced fold. */
  let unread: ExchangeState[] | undefined
  let readBytes = 0
  function readOn(bytes: number): boolean {
    unread ??= [...exchanges.values()]
      .filter((state) => begun !== undefined || !isAllReadable(state))
      .reverse()
    let room = bytes
    while (room > 0) {
      const state = unread.at(-1)
      if (state === undefined) return false
      if (begun?.at(-1) !== state) begun?.push(state)
      // Both sides in step: what follows an upgrade can be read only once the other side's head was.
      for (const side of Object.values(state.sides)) {
        const more = Math.min(room, Math.max(0, side.bytes.length - side.readable))
        side.readable += more
        readBytes += more
        room -= more
      }
      touch(state)
      read(state)
      if (isAllReadable(state)) {
        unread.pop()
        room--
      }
    }
    return unread.length > 0
  }
  function changed(source: SourceId, bytes: ReadonlyMap<number, number>): ConversationFold | undefined {
    const old = exchangeOfSource.get(source)
    if (old === undefined) return undefined
    const state = changedExchange(old, source, bytes)
    return foldOf(connections, new Map(exchanges).set(state.id, state), true)
  }
  return {
    push,
    readOn,
    get readBytes() {
      return readBytes
    },
    changed,
    view,
  }
}

/** The source that a derived one was made from, by the end of its id; its own id where it is none. */
function wireOf(id: SourceId): SourceId {
  let wire = id
  while (/\/(?:de-chunked|unmasked|messages|inflated|decoded)$/.test(wire))
    wire = wire.slice(0, wire.lastIndexOf('/'))
  return wire
}

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

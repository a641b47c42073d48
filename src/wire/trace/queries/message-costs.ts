/**
 * What each message of a lane cost, in bytes by kind, both ways: an event of a stream with its chunk, a frame, a POST with its
 * answer. Read from the dissected trace; used by the stacks of bytes, the goals and the numbers of the prose.
 */
import { addBytes, bytesByKind, NO_BYTES, unitBytesByKind, type ByteCounts } from './byte-kinds.ts'
import { utf8, type ByteSource, type Direction } from '../../bytes/bytes.ts'
import type { Unit } from '../../field/field.ts'
import { findField } from './fields.ts'
import { belongsTo } from './exchanges.ts'
import type { Conversation, ExchangeView, LaneSpec, Side } from '../views.ts'

/** What crossed, each way. */
export type Cost = Readonly<Record<Direction, ByteCounts>>

export interface MessageCost {
  readonly type: 'text' | 'binary'
  /** Its event in the feed, where the bytes name it. */
  readonly event?: number
  readonly cost: Cost
  readonly exchange: string
}

export interface LaneCosts {
  readonly spec: LaneSpec
  /** What the page said, oldest first. */
  readonly said: readonly MessageCost[]
  /** What the server said, oldest first; events that shared a chunk are not among them. */
  readonly heard: readonly MessageCost[]
  /** The heads that open the stream or the socket, the first time. */
  readonly opening: Cost
  readonly whole: Cost
}

const NOTHING: Cost = { 'client-to-server': NO_BYTES, 'server-to-client': NO_BYTES }

/** Gives the costs of every lane, in the lanes' order. */
export function laneCosts(lanes: readonly LaneSpec[], { exchanges }: Conversation): readonly LaneCosts[] {
  return lanes.map((spec) =>
    costsOf(
      spec,
      exchanges.filter((exchange) => belongsTo(exchange, spec)),
    ),
  )
}

function costsOf(spec: LaneSpec, exchanges: readonly ExchangeView[]): LaneCosts {
  const first = exchanges.find(({ transport }) => transport === spec.transport)
  return {
    spec,
    said: exchanges.flatMap(saidIn),
    heard: exchanges.flatMap(heardIn),
    opening: first === undefined ? NOTHING : openingOf(first),
    whole: exchanges.map(bytesByKind).reduce(addCosts, NOTHING),
  }
}

/** Gives the sums, each way and kind by kind. */
function addCosts(a: Cost, b: Cost): Cost {
  return {
    'client-to-server': addBytes(a['client-to-server'], b['client-to-server']),
    'server-to-client': addBytes(a['server-to-client'], b['server-to-client']),
  }
}

function openingOf({ sides }: ExchangeView): Cost {
  const heads = ({ units }: Side): ByteCounts =>
    units
      .filter(({ kind }) => kind === 'request-head' || kind === 'response-head')
      .map(unitBytesByKind)
      .reduce(addBytes, NO_BYTES)
  return {
    'client-to-server': heads(sides['client-to-server']),
    'server-to-client': heads(sides['server-to-client']),
  }
}

/** A POST is one message once it is answered; a WebSocket says one a data frame (browsers do not fragment). */
function saidIn(exchange: ExchangeView): readonly MessageCost[] {
  const { sides, transport, id } = exchange
  if (transport === 'events') {
    if (exchange.status !== 201 || exchange.closedAt === undefined) return []
    const event = eventIn(sides['server-to-client'].units)
    return [{ type: 'text', ...asEvent(event), cost: bytesByKind(exchange), exchange: id }]
  }
  return dataFrames(sides['client-to-server']).map(({ unit, type }) => ({
    type,
    cost: { ...NOTHING, 'client-to-server': unitBytesByKind(unit) },
    exchange: id,
  }))
}

function heardIn(exchange: ExchangeView): readonly MessageCost[] {
  const { id } = exchange
  const side = exchange.sides['server-to-client']
  const down = (cost: ByteCounts): Cost => ({ ...NOTHING, 'server-to-client': cost })
  if (exchange.transport === 'sse')
    return side.units.flatMap((unit) => {
      const event = unit.kind === 'event-block' ? eventIn([unit]) : undefined
      const cost = event === undefined ? undefined : blockCost(unit, side)
      return cost === undefined
        ? []
        : [{ type: 'text' as const, ...asEvent(event), cost: down(cost), exchange: id }]
    })
  return dataFrames(side).map(({ unit, type }) => ({
    type,
    ...asEvent(type === 'text' ? frameEvent(unit, side.source) : undefined),
    cost: down(unitBytesByKind(unit)),
    exchange: id,
  }))
}

/** A whole block's cost never changes, and a long stream has thousands of them: each is looked for once. */
const blockCosts = new WeakMap<Unit, { readonly cost: ByteCounts | undefined }>()

/** A block that has a chunk to itself, with that chunk's framing; one that shares a chunk has no cost of its own. */
function blockCost(block: Unit, side: Side): ByteCounts | undefined {
  if (!block.complete) return undefined
  const known = blockCosts.get(block) ?? { cost: costOfBlock(block, side) }
  blockCosts.set(block, known)
  return known.cost
}

function costOfBlock(block: Unit, side: Side): ByteCounts | undefined {
  const own = unitBytesByKind(block)
  if (block.source === side.source.id) return own
  const source = side.derived.find(({ id }) => id === block.source)
  const piece =
    source?.kind === 'derived'
      ? source.pieces.find(({ range }) => range.start === block.range.start && range.end === block.range.end)
      : undefined
  const chunk = side.units.find(
    ({ kind, range }) =>
      kind === 'chunk' && piece !== undefined && range.start < piece.from.start && piece.from.end < range.end,
  )
  if (chunk === undefined) return undefined
  return { ...own, framing: chunk.range.end - chunk.range.start - own.payload }
}

const TYPES: Readonly<Record<number, 'text' | 'binary'>> = { 1: 'text', 2: 'binary' }

/** The frames that are a whole message each. */
function dataFrames({ units }: Side): readonly { readonly unit: Unit; readonly type: 'text' | 'binary' }[] {
  return units.flatMap((unit) => {
    if (unit.kind !== 'frame' || !unit.complete) return []
    const type = TYPES[Number(findField(unit.fields, 'websocket.opcode')?.value)]
    const isWhole = findField(unit.fields, 'websocket.fin')?.value === 1
    return type === undefined || !isWhole ? [] : [{ unit, type }]
  })
}

function eventIn(units: readonly Unit[]): number | undefined {
  for (const { fields } of units) {
    const value = findField(fields, 'json.event')?.value
    if (typeof value === 'number') return value
  }
  return undefined
}

/** The id of the event in a text frame that is neither masked nor compressed. */
function frameEvent({ fields }: Unit, { bytes }: ByteSource): number | undefined {
  const payload = findField(fields, 'websocket.payload')
  if (payload === undefined) return undefined
  try {
    const value = JSON.parse(utf8(bytes, payload.range.start, payload.range.end)) as unknown
    const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
    return typeof id === 'number' ? id : undefined
  } catch {
    return undefined
  }
}

function asEvent(event: number | undefined): { readonly event?: number } {
  return event === undefined ? {} : { event }
}

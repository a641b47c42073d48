/**
 * What each message of a lane cost, in bytes by kind, both ways: an event of a stream with its chunk, a frame, a POST with its
 * answer. Read from the dissected trace; used by the stacks of bytes, the goals and the numbers of the prose.
 */
import {
  addBytes,
  addBytesEachWay,
  NO_BYTES,
  NO_BYTES_EITHER_WAY,
  totalBytes,
  type ByteCounts,
  type BytesEachWay,
} from './byte-counts.ts'
import { bytesByKind, unitBytesByKind } from './byte-kinds.ts'
import { utf8 } from '../../bytes/bytes.ts'
import { eachWay } from '../../bytes/each-way.ts'
import type { Unit } from '../../field/field.ts'
import { findNumber } from './fields.ts'
import { exchangesOfLane } from './exchanges.ts'
import { framesIn, payloadOf, type FrameFacts } from './frames.ts'
import { headsOf } from './heads.ts'
import { derivedSource, unitsOf } from './sides.ts'
import { unitAt } from '../units-of-side.ts'
import type { Conversation, ExchangeView, LaneSpec, Side } from '../views.ts'

export type Cost = BytesEachWay

export interface MessageCost {
  readonly type: 'text' | 'binary'
  /** Its event in the feed, where the bytes name it. */
  readonly event?: number
  readonly cost: BytesEachWay
  readonly exchange: string
}

export interface LaneCosts {
  readonly spec: LaneSpec
  /** What the page said, oldest first. */
  readonly said: readonly MessageCost[]
  /** What the server said, oldest first; events that shared a chunk are not among them. */
  readonly heard: readonly MessageCost[]
  /** The heads that open the stream or the socket, the first time. */
  readonly opening: BytesEachWay
  readonly whole: BytesEachWay
}

/** Gives the costs of every lane, in the lanes' order. */
export function laneCosts(lanes: readonly LaneSpec[], conversation: Conversation): readonly LaneCosts[] {
  return lanes.map((spec) => costsOf(spec, exchangesOfLane(conversation, spec)))
}

function costsOf(spec: LaneSpec, exchanges: readonly ExchangeView[]): LaneCosts {
  const first = exchanges.find(({ transport }) => transport === spec.transport)
  return {
    spec,
    said: exchanges.flatMap(saidIn),
    heard: exchanges.flatMap(heardIn),
    opening: first === undefined ? NO_BYTES_EITHER_WAY : openingOf(first),
    whole: exchanges.map(bytesByKind).reduce(addBytesEachWay, NO_BYTES_EITHER_WAY),
  }
}

function openingOf({ sides }: ExchangeView): BytesEachWay {
  return eachWay((direction) => headsOf(sides[direction]).map(unitBytesByKind).reduce(addBytes, NO_BYTES))
}

/** A POST is one message once it is answered; a WebSocket says one a data frame (browsers do not fragment). */
function saidIn(exchange: ExchangeView): readonly MessageCost[] {
  const { sides, transport, id } = exchange
  if (transport === 'events') {
    if (exchange.status !== 201 || exchange.closedAt === undefined) return []
    const [content] = unitsOf(sides['server-to-client'], 'content')
    return [
      { type: 'text', ...asEvent(content && eventIn(content)), cost: bytesByKind(exchange), exchange: id },
    ]
  }
  return dataFrames(sides['client-to-server']).map(({ unit, type }) => ({
    type,
    cost: { ...NO_BYTES_EITHER_WAY, 'client-to-server': unitBytesByKind(unit) },
    exchange: id,
  }))
}

function heardIn(exchange: ExchangeView): readonly MessageCost[] {
  const { id } = exchange
  const side = exchange.sides['server-to-client']
  const down = (cost: ByteCounts): BytesEachWay => ({ ...NO_BYTES_EITHER_WAY, 'server-to-client': cost })
  if (exchange.transport === 'sse')
    return unitsOf(side, 'event-block').flatMap((unit) => {
      const event = eventIn(unit)
      const cost = event === undefined ? undefined : blockCost(unit, side)
      return cost === undefined
        ? []
        : [{ type: 'text' as const, ...asEvent(event), cost: down(cost), exchange: id }]
    })
  return dataFrames(side).map((frame) => ({
    type: frame.type,
    ...asEvent(frame.type === 'text' ? frameEvent(frame, side) : undefined),
    cost: down(unitBytesByKind(frame.unit)),
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
  const piece = derivedSource(side, 'de-chunked')?.pieces.find(
    ({ range }) => range.start === block.range.start && range.end === block.range.end,
  )
  const chunk = piece && unitAt(side, side.source.id, piece.from.start)
  if (chunk === undefined) return undefined
  return { ...own, framing: chunk.range.end - chunk.range.start - own.payload }
}

type DataFrame = FrameFacts & { readonly type: 'text' | 'binary' }

/** The frames that are a whole message each. */
function dataFrames(side: Side): readonly DataFrame[] {
  return framesIn(side).flatMap((frame) =>
    frame.fin && (frame.name === 'text' || frame.name === 'binary') ? [{ ...frame, type: frame.name }] : [],
  )
}

function eventIn({ fields }: Unit): number | undefined {
  return findNumber(fields, 'json.event')
}

/** The id of the event in a text frame that is neither masked nor compressed. */
function frameEvent(frame: FrameFacts, side: Side): number | undefined {
  if (frame.isMasked || frame.rsv1) return undefined
  try {
    const value = JSON.parse(utf8(payloadOf(frame, side))) as unknown
    const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
    return typeof id === 'number' ? id : undefined
  } catch {
    return undefined
  }
}

function asEvent(event: number | undefined): { readonly event?: number } {
  return event === undefined ? {} : { event }
}

/** Gives how many bytes that is in both directions. */
export function bytesBothWays(cost: BytesEachWay): number {
  return totalBytes(cost['client-to-server']) + totalBytes(cost['server-to-client'])
}

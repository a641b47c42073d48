/**
 * The goals of the chapter that puts SSE beside WebSocket, each recognised in a reader's own live trace. Prices are what crossed,
 * counted as the figure counts them. Spread into the table of `goal-checks.ts`.
 */
import { totalBytes } from '../wire/byte-kinds.ts'
import { DIRECTIONS, utf8 } from '../wire/bytes.ts'
import { fromBase64 } from '../wire/base64.ts'
import { findField, type Unit } from '../wire/field.ts'
import type { ExchangeView, Lane, Side, Timeline } from '../wire/trace/views.ts'
import { laneCosts, type Cost, type LaneCosts } from '../wire/trace/message-costs.ts'
import type { GoalCheck, GoalRun } from './goal-checks.ts'

const NEARLY_ONE_PRICE_BYTES = 50
const TEN_TIMES = 10
const KILOBYTE = 1024
const BINARY = 2

export const COMPARE_GOALS = {
  /** One event came by both, and what crossed for it differs little. */
  'event-at-nearly-one-price': (run) => {
    const [posts, frames] = bothLanes(run)
    if (posts === undefined || frames === undefined) return false
    return posts.heard.some(({ event, cost }) => {
      const other = frames.heard.find((each) => event !== undefined && each.event === event)
      return other !== undefined && Math.abs(priceOf(cost) - priceOf(other.cost)) < NEARLY_ONE_PRICE_BYTES
    })
  },

  /** One payload went up by both, and the POST with its answer took ten times what the frame did. */
  'post-ten-frames': (run) => {
    const [posts, frames] = bothLanes(run)
    if (posts === undefined || frames === undefined) return false
    const payload = (cost: Cost): number => cost['client-to-server'].payload
    return posts.said.some(({ cost }) =>
      frames.said.some(
        (frame) => payload(frame.cost) === payload(cost) && priceOf(cost) >= TEN_TIMES * priceOf(frame.cost),
      ),
    )
  },

  /** The same thousand bytes came back as a binary frame, and as base64 in an event of the stream. */
  'kilobyte-both-ways': ({ conversation: { exchanges } }) => {
    const inText = new Set(streams(exchanges).flatMap(base64In))
    return exchanges
      .filter(({ transport }) => transport === 'ws')
      .flatMap(({ sides }) => binaryIn(sides['server-to-client']))
      .some((bytes) => bytes.length >= KILOBYTE && inText.has(String(bytes)))
  },

  /** On either lane an event that was published while that lane was cut off came in the end. */
  'missed-event-on-both': ({ timeline }) =>
    timeline.lanes.some((lane) => isSse(lane) && hasMissedEvent(lane, timeline)) &&
    timeline.lanes.some((lane) => isWs(lane) && hasMissedEvent(lane, timeline)),

  /** A fault cut both, and the stream was there again before the socket. */
  'sse-back-first': ({ timeline }) =>
    timeline.faults.some(({ fault: { at, affected } }) => {
      if (affected === 0) return false
      const [stream, socket] = [timeline.lanes.find(isSse), timeline.lanes.find(isWs)].map((lane) =>
        lane === undefined ? undefined : backAfter(lane, at, timeline.uncertaintyMs),
      )
      return stream !== undefined && socket !== undefined && stream < socket
    }),
} as const satisfies Readonly<Record<string, GoalCheck>>

/** The lane that posts, and the one of the WebSocket. */
function bothLanes({ timeline, conversation }: GoalRun): readonly (LaneCosts | undefined)[] {
  const costs = laneCosts(
    timeline.lanes.map(({ spec }) => spec),
    conversation,
  )
  return [costs.find(({ spec }) => spec.posts === true), costs.find(({ spec }) => spec.transport === 'ws')]
}

function priceOf(cost: Cost): number {
  return DIRECTIONS.reduce((sum, way) => sum + totalBytes(cost[way]), 0)
}

function streams(exchanges: readonly ExchangeView[]): readonly ExchangeView[] {
  return exchanges.filter(({ transport }) => transport === 'sse')
}

/** What the events of a stream hold as base64, decoded, each as a text that two equal ones share. */
function base64In({ sides }: ExchangeView): readonly string[] {
  const side = sides['server-to-client']
  return side.units.flatMap((unit) => {
    const event = unit.kind === 'event-block' ? findField(unit.fields, 'json.event') : undefined
    const source = [side.source, ...side.derived].find(({ id }) => id === event?.source)
    if (event === undefined || source === undefined) return []
    const bytes = decoded(utf8(source.bytes, event.range.start, event.range.end))
    return bytes === undefined ? [] : [String(bytes)]
  })
}

function decoded(json: string): Uint8Array | undefined {
  const base64 = /"base64":"([A-Za-z0-9+/=]*)"/.exec(json)?.[1]
  return base64 === undefined ? undefined : fromBase64(base64)
}

function binaryIn(side: Side): readonly Uint8Array[] {
  const isBinary = ({ kind, complete, fields }: Unit): boolean =>
    kind === 'frame' && complete && findField(fields, 'websocket.opcode')?.value === BINARY
  return side.units.filter(isBinary).flatMap(({ fields }) => {
    const payload = findField(fields, 'websocket.payload')
    return payload === undefined ? [] : [side.source.bytes.slice(payload.range.start, payload.range.end)]
  })
}

function isSse({ spec }: Lane): boolean {
  return spec.transport === 'sse'
}

function isWs({ spec }: Lane): boolean {
  return spec.transport === 'ws'
}

/** Delivered, and published while the lane had nothing open, after a fault that met something. */
function hasMissedEvent({ deliveries, holds }: Lane, { faults, uncertaintyMs }: Timeline): boolean {
  return deliveries.some(
    ({ publishedAt, repeated }) =>
      publishedAt !== undefined &&
      !repeated &&
      faults.some(({ fault }) => fault.affected > 0 && fault.at < publishedAt + uncertaintyMs) &&
      holds.some(({ to }) => to !== undefined && to <= publishedAt) &&
      holds.every(({ from, to = Infinity }) => publishedAt < from || publishedAt >= to),
  )
}

/** When a lane that something at `at` had closed was open again; `undefined` where it was not open, or has not come back. */
function backAfter({ holds }: Lane, at: number, uncertaintyMs: number): number | undefined {
  const cut = holds.some(
    ({ from, to }) => from < at && to !== undefined && Math.abs(to - at) <= CUT_WITHIN_MS + uncertaintyMs,
  )
  return cut ? holds.find(({ from }) => from > at - uncertaintyMs)?.from : undefined
}

/** The page hears that a fault was done some moments after it was. */
const CUT_WITHIN_MS = 500

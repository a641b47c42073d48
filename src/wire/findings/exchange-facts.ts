/** What several rules ask of an exchange: what it is by its heads, whose it is, when it was asked, answered, over. */
import { DIRECTIONS, type Direction } from '../bytes/bytes.ts'
import { lowerBound } from '../bytes/ordered.ts'
import { arrivalOf, lastMoment, unitEvidence } from './evidence.ts'
import type { Unit } from '../field/field.ts'
import { closeOf, framesIn, type CloseFacts } from '../trace/queries/frames.ts'
import { headerIn, headOf } from '../trace/queries/heads.ts'
import type { Found } from '../trace/queries/query.ts'
import { sliceWith } from '../trace/queries/sides.ts'
import type { ExchangeView, Side } from '../trace/views.ts'
import type { FindingRun } from './finding.ts'

export interface ExchangeFacts {
  readonly exchange: ExchangeView
  readonly up: Side
  readonly down: Side
  readonly request: Unit
  /** Absent while there is no answer. */
  readonly response: Unit | undefined
  readonly target: string
  readonly path: string
  /** Answered as an event stream, by its type; a HEAD has none. */
  readonly isStream: boolean
  /** A stream of which more is asked for once it ends, as an EventSource does; the answer to a POST is over when it is. */
  readonly isFeed: boolean
  /** Asked for as an EventSource does: it takes nothing else. */
  readonly wantsStream: boolean
  /** Asked for as an address that a browser is led to. */
  readonly wantsPage: boolean
  readonly wantsSocket: boolean
  readonly isSocket: boolean
  /**
   * As good as nothing is known of who asked: requests that say the same of themselves are taken for one client's. Empty where
   * no browser speaks.
   */
  readonly browser: string
  /** The same of whoever asks, no browser too. */
  readonly client: string
  readonly askedAt: number
  /** When the head of the answer was there. */
  readonly answeredAt: number | undefined
  readonly closedAt: number | undefined
  /** Evidence: the request's head; and the answer's. */
  readonly asked: Found | undefined
  readonly answered: Found | undefined
}

const known = new WeakMap<ExchangeView, ExchangeFacts | 'unknown'>()

/** The facts of those exchanges whose question is whole, in the order in which they opened. */
export function factsOf({ conversation }: FindingRun): readonly ExchangeFacts[] {
  return conversation.exchanges.flatMap((exchange) => {
    const facts = known.get(exchange) ?? read(exchange) ?? 'unknown'
    known.set(exchange, facts)
    return facts === 'unknown' ? [] : [facts]
  })
}

/** Those that were answered as an event stream. */
export function streamsIn(run: FindingRun): readonly ExchangeFacts[] {
  return factsOf(run).filter(({ isStream }) => isStream)
}

function read(exchange: ExchangeView): ExchangeFacts | undefined {
  const up = exchange.sides['client-to-server']
  const down = exchange.sides['server-to-client']
  const request = headOf(up)
  const { target } = exchange
  if (request === undefined || target === undefined) return undefined
  const response = headOf(down)
  const of = (head: Unit | undefined, name: string): string => (head && headerIn(head, name)?.text) ?? ''
  const accepted = of(request, 'accept').split(',').map(mediaType)
  const agent = of(request, 'user-agent')
  const client = [agent, of(request, 'host'), of(request, 'cookie'), of(request, 'authorization')].join('\n')
  const isStream =
    mediaType(of(response, 'content-type')) === EVENT_STREAM &&
    exchange.status === 200 &&
    exchange.method !== 'HEAD'
  return {
    exchange,
    up,
    down,
    request,
    response,
    target,
    path: target.split('?', 1)[0] ?? target,
    isStream,
    isFeed: isStream && exchange.method === 'GET',
    wantsStream: accepted.every((each) => each === EVENT_STREAM),
    wantsPage: accepted.includes('text/html'),
    wantsSocket: /websocket/i.test(of(request, 'upgrade')),
    isSocket: exchange.status === 101 && /websocket/i.test(of(response, 'upgrade')),
    browser: agent.startsWith('Mozilla/') ? client : '',
    client,
    askedAt: exchange.openedAt,
    answeredAt: response && sliceWith(down, response.range.end - 1)?.arrived,
    closedAt: exchange.closedAt,
    asked: unitEvidence(up, request),
    answered: response && unitEvidence(down, response),
  }
}

const EVENT_STREAM = 'text/event-stream'

/** A media type without its parameters (RFC 9110 8.3.1). */
function mediaType(value: string): string {
  return (value.split(';', 1)[0] ?? '').trim().toLowerCase()
}

/** Exchanges by what `of` gives, each list in the order in which they opened; those without a key are in none. */
export function grouped(
  facts: readonly ExchangeFacts[],
  of: (facts: ExchangeFacts) => string | undefined,
): readonly (readonly ExchangeFacts[])[] {
  const groups = Map.groupBy(facts, of)
  groups.delete(undefined)
  return [...groups.values()]
}

/** When an exchange was over; where it still goes on, when the trace ends. */
export function overAt({ closedAt }: ExchangeFacts, run: FindingRun): number {
  return closedAt ?? lastMoment(run)
}

/** Whether a client hung up: what it did not wait for, and that it comes back, says nothing of its server. */
export function leftIn({ conversation }: FindingRun): (facts: ExchangeFacts) => boolean {
  const ended = new Map(
    conversation.connections.flatMap(({ id, closed }) => (closed?.how === 'fin' ? [[id, closed.at]] : [])),
  )
  return ({ exchange, isSocket, closedAt = Infinity }) => {
    if (isSocket && closesFirst(exchange)) return true
    const at = ended.get(exchange.connection)
    return at !== undefined && at - closedAt >= -TOGETHER_MS && at - closedAt <= TOGETHER_MS
  }
}

/** The Close of a side of a WebSocket. */
export interface SentClose extends CloseFacts {
  readonly direction: Direction
  readonly unit: Unit
  /** When it left. */
  readonly at: number
}

/** It is asked of the same one again and again. */
const knownCloses = new WeakMap<ExchangeView, readonly SentClose[]>()

/** The Close that each side sent, the first one first. */
export function closesOf(exchange: ExchangeView): readonly SentClose[] {
  const closes = knownCloses.get(exchange) ?? findCloses(exchange)
  knownCloses.set(exchange, closes)
  return closes
}

/** Whether a client sent its Close before the server did: then the server ends the connection (RFC 6455 7.1.1). */
function closesFirst(exchange: ExchangeView): boolean {
  const [first, second] = closesOf(exchange)
  return first?.direction === 'client-to-server' && first.at < (second?.at ?? Infinity)
}

function findCloses({ sides }: ExchangeView): readonly SentClose[] {
  return DIRECTIONS.flatMap((direction): readonly SentClose[] => {
    const side = sides[direction]
    const frame = framesIn(side).find(({ name }) => name === 'close')
    const said = frame && closeOf(frame, side)
    if (frame === undefined || said === undefined) return []
    return [{ ...said, direction, unit: frame.unit, at: arrivalOf(side, frame.unit)?.left ?? Infinity }]
  }).sort((a, b) => a.at - b.at)
}

/** Whether one of these times, in order, lies so shortly before. */
export function isSoonAfter(times: readonly number[], at: number, ms: number): boolean {
  const next = times[lowerBound(times, at - ms, (time) => time)]
  return next !== undefined && next <= at
}

/** An exchange is over with its connection where no more than this lies between. */
const TOGETHER_MS = 5

/** Whether the owner of a bench or a tap froze what crosses in that time: what did not arrive is no fault of the server's. */
export function isStalled({ events }: FindingRun, from: number, to: number): boolean {
  return events.some(
    (event) => event.kind === 'fault' && event.fault === 'stall' && event.at >= from && event.at <= to,
  )
}

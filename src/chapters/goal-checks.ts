/**
 * The goals a chapter can set, by name, and how each is recognised in a reader's own live trace. A goal reads the
 * trace and nothing else: what is ticked has crossed the wire. `<Goal check="…">` names a key of this table.
 */
import { momentOf, type TraceEvent } from '../wire/trace/trace.ts'
import type { Conversation, Delivery, ExchangeView, Lane, Timeline } from '../wire/trace/views.ts'
import {
  meanDelay,
  predictDelays,
  sampleDelays,
  type DelayConditions,
} from '../figures/the-interval/facts.ts'
import { SSE_GOALS } from './sse-goals.ts'
import { WEBSOCKET_GOALS } from './websocket-goals.ts'
import { COMPARE_GOALS } from './compare-goals.ts'
import { IFRAME_GOALS } from './iframe-goals.ts'

/** One bench's live run, as a goal sees it. Never a recorded one. */
export interface GoalRun {
  readonly timeline: Timeline
  readonly conversation: Conversation
  readonly events: readonly TraceEvent[]
  readonly conditions: DelayConditions
  /** Index of the first event since which the conditions are these. */
  readonly since: number
}

export type GoalCheck = (run: GoalRun) => boolean

const AHEAD_MS = 1000
const QUICK_MS = 200
const SOME_POLLS = 5
const SOME_DELAYS = 20
const NEAR_THE_MEAN = 0.1
/** A loop that works would have asked again long before. */
const SILENCE_MS = 1000
/** Below this a trip drowns in the time the page itself takes. */
const SHORTEST_TRIP_MS = 20

export const GOAL_CHECKS = {
  /** An event reached the page in any lane. */
  'first-live-event': ({ timeline }) => timeline.lanes.some(({ deliveries }) => deliveries.length > 0),

  /** One event came by short poll and by long poll. */
  'same-event-both-ways': ({ timeline }) => leads(timeline).length > 0,

  /** One event came by long poll at least a second before it came by short poll. */
  'a-second-apart': ({ timeline }) => leads(timeline).some((leadMs) => leadMs >= AHEAD_MS),

  /** The short poll got four answers without an event. */
  'four-empty-answers': ({ timeline }) =>
    lanesOf(timeline, 'short-poll').some(({ counts }) => counts.emptyAnswers >= 4),

  /** An event came by long poll within 0.2 s, even if the clocks are as far apart as they may be. */
  'long-poll-under-200-ms': ({ timeline }) =>
    lanesOf(timeline, 'long-poll').some(({ deliveries }) =>
      deliveries.some((delivery) => lateness(delivery) + timeline.uncertaintyMs < QUICK_MS),
    ),

  /** The wire said 304 and the script read 200. */
  '304-behind-a-200': (run) =>
    answersRead(run, 'short-poll').some((read) => read.status === 200 && read.exchange.status === 304),

  /** The script itself read 304. */
  '304-in-the-script': ({ timeline }) =>
    timeline.lanes.some(({ notes }) =>
      notes.some(({ note }) => note.kind === 'answer' && note.status === 304),
    ),

  /** The notes' loop ran, an event was published, and no request had left the page. */
  'notes-loop-silent': (run) => {
    const started = startOf(run, 'xhr-loop-notes')
    if (started === undefined || polls(run, started).length > 0) return false
    return run.timeline.published.some(({ event }) => event.at >= started + SILENCE_MS)
  },

  /** The loop with one slip mended: one request, its answer, and an event that nobody asked for. */
  'one-request-then-silence': (run) => {
    const started = startOf(run, 'xhr-loop-sent')
    if (started === undefined) return false
    const [only, ...more] = polls(run, started)
    const answeredAt = only?.status === undefined ? undefined : only.closedAt
    if (answeredAt === undefined || more.length > 0) return false
    return run.timeline.published.some(({ event }) => event.at >= answeredAt + SILENCE_MS)
  },

  /** Five long polls were answered on one TCP connection. */
  'one-connection-many-polls': ({ conversation }) => {
    const answered = new Map<string, number>()
    for (const { connection, transport, status } of conversation.exchanges) {
      if (transport === 'long-poll' && status !== undefined) {
        answered.set(connection, (answered.get(connection) ?? 0) + 1)
      }
    }
    return [...answered.values()].some((count) => count >= SOME_POLLS)
  },

  /** Without a cursor, an event was published between two polls and never came. */
  'gap-event-lost': ({ timeline }) =>
    timeline.lanes.some(({ spec, counts }) => spec.run === 'long-poll-no-cursor' && counts.lost.length > 0),

  /** With a cursor, an event was published after an answer had left and before the next question arrived, and came. */
  'gap-event-received': ({ timeline }) =>
    lanesOf(timeline, 'long-poll').some(
      (lane) => lane.spec.run !== 'long-poll-no-cursor' && gapDeliveries(lane).length > 0,
    ),

  /** Twenty delays or more under unchanged conditions, and their mean within a tenth of the predicted one. */
  'twenty-delays-near-half': ({ timeline, conditions, since }) => {
    const sample = sampleDelays(timeline, conditions, since)
    const mean = meanDelay(sample)
    if (mean === undefined || sample.delaysMs.length < SOME_DELAYS) return false
    const { meanMs } = predictDelays(conditions)
    return Math.abs(mean - meanMs) <= NEAR_THE_MEAN * meanMs
  },

  /** Of events close together, the first took one trip and a later one about three times as long. */
  'burst-three-trips': ({ timeline, since }) =>
    lanesOf(timeline, 'long-poll').some(({ deliveries }) => {
      const own = deliveries.filter(({ moment, repeated }) => moment >= since && !repeated)
      return own.some((first) => own.some((late) => followsByThreeTrips(first, late)))
    }),

  ...COMPARE_GOALS,
  ...IFRAME_GOALS,
  ...SSE_GOALS,
  ...WEBSOCKET_GOALS,
} as const satisfies Readonly<Record<string, GoalCheck>>

export type GoalName = keyof typeof GOAL_CHECKS

export function isGoalName(name: string): name is GoalName {
  return Object.hasOwn(GOAL_CHECKS, name)
}

function lanesOf(timeline: Timeline, transport: 'short-poll' | 'long-poll'): readonly Lane[] {
  return timeline.lanes.filter((lane) => lane.spec.transport === transport)
}

/** Infinite where the trace does not hold the publication: such a delivery can prove nothing. */
function lateness({ at, publishedAt }: Delivery): number {
  return publishedAt === undefined ? Number.POSITIVE_INFINITY : at - publishedAt
}

/** For each event that came both ways, by how many milliseconds long polling was ahead. */
function leads(timeline: Timeline): readonly number[] {
  const first = (transport: 'short-poll' | 'long-poll'): Map<number, number> => {
    const arrivals = lanesOf(timeline, transport).flatMap(({ deliveries }) => deliveries)
    return new Map(arrivals.filter(({ repeated }) => !repeated).map(({ event, at }) => [event, at]))
  }
  const byLongPoll = first('long-poll')
  return [...first('short-poll')].flatMap(([event, at]) => {
    const ahead = byLongPoll.get(event)
    return ahead === undefined ? [] : [at - ahead]
  })
}

/** When a run last started, or `undefined` where it did not. */
function startOf({ events }: GoalRun, run: string): number | undefined {
  const started = events.findLast((event) => event.kind === 'run-started' && event.run === run)
  return started && momentOf(started)
}

/** The long polls whose first byte reached the server after `since`. A browser's clock may be off by the uncertainty. */
function polls({ conversation, timeline }: GoalRun, since: number): readonly ExchangeView[] {
  return conversation.exchanges.filter(
    ({ transport, openedAt }) => transport === 'long-poll' && openedAt >= since - timeline.uncertaintyMs,
  )
}

/** Each status a run's script read, with the exchange it was read from: the last that had been opened by then. */
function answersRead(
  { timeline, conversation }: GoalRun,
  run: string,
): readonly { readonly status: number; readonly exchange: ExchangeView }[] {
  const lane = timeline.lanes.find((each) => each.spec.run === run)
  if (lane === undefined) return []
  const exchanges = conversation.exchanges.filter(({ transport }) => transport === lane.spec.transport)
  return lane.notes.flatMap(({ at, note }) => {
    if (note.kind !== 'answer') return []
    const exchange = exchanges.findLast(({ openedAt }) => openedAt <= at + timeline.uncertaintyMs)
    return exchange === undefined ? [] : [{ status: note.status, exchange }]
  })
}

/** Deliveries of events that were published while the lane had no request at the server: both times are the server's own. */
function gapDeliveries({ arrows, deliveries }: Lane): readonly Delivery[] {
  const gaps = arrows.flatMap((answer, i) => {
    if (answer.carries.kind !== 'response') return []
    const next = arrows.slice(i + 1).find(({ carries }) => carries.kind === 'request')
    return next === undefined ? [] : [{ answer: answer.left, next: next.arrived }]
  })
  return deliveries.filter(
    ({ publishedAt, repeated }) =>
      publishedAt !== undefined &&
      !repeated &&
      gaps.some(({ answer, next }) => publishedAt > answer && publishedAt < next),
  )
}

/**
 * Whether `late` was published while the answer with `first` was on its way, and took about three such trips. The
 * first event's own delay is the measure, since it holds the reader's network as well as what the bench adds.
 */
function followsByThreeTrips(first: Delivery, late: Delivery): boolean {
  if (first.publishedAt === undefined || late.publishedAt === undefined) return false
  const tripMs = lateness(first)
  if (tripMs < SHORTEST_TRIP_MS) return false
  const apartMs = late.publishedAt - first.publishedAt
  const trips = lateness(late) / tripMs
  return apartMs > 0 && apartMs <= tripMs && trips >= 2.2 && trips <= 3.5
}

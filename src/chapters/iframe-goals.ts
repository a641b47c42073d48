/** The goals of chapter 3, streaming through a hidden iframe. A part of `goal-checks.ts`. */
import type { ByteRange } from '../wire/bytes/bytes.ts'
import type { Arrow, Delivery, Lane, Timeline } from '../wire/trace/views.ts'
import type { GoalCheck, GoalRun } from './goal-checks.ts'

const QUICK_MS = 200
/** A page that noticed a cut by itself would have done so long before. */
const UNNOTICED_MS = 1000
const AHEAD_MS = 1000
const HELD_BACK_MS = 200
/** What comes out of a buffer together is through within this. */
const TOGETHER_MS = 50

export const IFRAME_GOALS = {
  /** An event came through the iframe within 0.2 s, even if the clocks are as far apart as they may be. */
  'iframe-event-under-200-ms': ({ timeline }) =>
    iframeLanes(timeline).some(({ deliveries }) =>
      deliveries.some(
        ({ at, publishedAt = Number.NEGATIVE_INFINITY }) =>
          at - publishedAt + timeline.uncertaintyMs < QUICK_MS,
      ),
    ),

  /** Three events were delivered that came in answer to one request. */
  'three-events-one-request': ({ timeline }) =>
    iframeLanes(timeline).some(({ arrows, deliveries }) => {
      const delivered = new Set(deliveries.map(({ event }) => event))
      const byExchange = Map.groupBy(
        arrows.flatMap((arrow) => eventsOf(arrow).map((event) => ({ event, exchange: arrow.exchange }))),
        ({ exchange }) => exchange,
      )
      return [...byExchange.values()].some(
        (came) => new Set(came.map(({ event }) => event).filter((event) => delivered.has(event))).size >= 3,
      )
    }),

  /** An event whose data has an end tag of a script in it was delivered through an iframe. */
  'end-tag-survived': ({ timeline }) => {
    const delivered = new Set(
      iframeLanes(timeline).flatMap(({ deliveries }) => deliveries.map(({ event }) => event)),
    )
    return timeline.published.some(
      ({ event }) => delivered.has(event.id) && /<\/script/i.test(JSON.stringify(event.data) ?? ''),
    )
  },

  /** A stream was cut or stalled, and the page found out by silence alone, a second later or more. */
  'silence-told': ({ timeline }) =>
    timeline.faults.some(
      ({ fault }) =>
        ['reset', 'fin', 'stall'].includes(fault.fault) &&
        (fault.transport === 'iframe-stream' || fault.transport === 'all') &&
        fault.affected > 0 &&
        iframeLanes(timeline).some(({ notes }) => {
          const next = notes.find(
            ({ at, note }) =>
              at > fault.at + timeline.uncertaintyMs && (note.kind === 'silent' || note.kind === 'waiting'),
          )
          return next?.note.kind === 'silent' && next.at - fault.at >= UNNOTICED_MS
        }),
    ),

  /** An event published after a stream had broken, and before the next request was there, was delivered. */
  'missed-event-caught-up': ({ timeline }) =>
    iframeLanes(timeline).some(({ ends, arrows, deliveries }) =>
      ends.some(({ at, how }) => {
        if (how === 'complete') return false
        const next = arrows.find(({ carries, arrived }) => carries.kind === 'request' && arrived > at)
        if (next === undefined) return false
        return deliveries.some(
          ({ publishedAt }) => publishedAt !== undefined && publishedAt > at && publishedAt < next.arrived,
        )
      }),
    ),

  /** One slice of an iframe stream had two whole chunks or more with an event in each. */
  'two-chunks-one-slice': (run) =>
    iframeLanes(run.timeline).some(({ arrows }) =>
      arrows.some((arrow) => {
        const events = eventsOf(arrow).length
        return events >= 2 && wholeChunks(run, arrow) >= events
      }),
    ),

  /** One event came by iframe and by fetch. */
  'same-event-by-iframe-and-fetch': ({ timeline }) => aheadByFetch(timeline).length > 0,

  /** One event came by fetch a second or more before it came by iframe. */
  'fetch-back-first': ({ timeline }) => aheadByFetch(timeline).some((ms) => ms >= AHEAD_MS),

  /** Three pieces with events were written some time apart and arrived at once. */
  'held-back-together': ({ timeline }) =>
    iframeLanes(timeline).some((lane) => {
      const pieces = lane.arrows.filter((arrow) => eventsOf(arrow).length > 0)
      return pieces.some((first, at) => {
        const third = pieces[at + 2]
        return (
          third !== undefined &&
          third.exchange === first.exchange &&
          third.left - first.left >= HELD_BACK_MS &&
          third.arrived - first.arrived <= TOGETHER_MS
        )
      })
    }),
} as const satisfies Readonly<Record<string, GoalCheck>>

function iframeLanes(timeline: Timeline): readonly Lane[] {
  return timeline.lanes.filter(({ spec }) => spec.transport === 'iframe-stream')
}

function eventsOf({ carries }: Arrow): readonly number[] {
  return carries.kind === 'response' || carries.kind === 'stream' ? carries.events : []
}

/** How many chunks with content lie whole within the slice of an arrow. */
function wholeChunks({ events, conversation }: GoalRun, { moment, exchange, direction }: Arrow): number {
  const slice = events[moment]
  if (slice?.kind !== 'slice') return 0
  const range: ByteRange = { start: slice.offset, end: slice.offset + slice.bytes.length }
  const units = conversation.exchange(exchange)?.sides[direction].units ?? []
  return units.filter(
    (unit) => unit.kind === 'chunk' && unit.range.start >= range.start && unit.range.end <= range.end,
  ).length
}

/** For each event that came both ways, by how many milliseconds fetch was ahead. */
function aheadByFetch(timeline: Timeline): readonly number[] {
  const first = (deliveries: readonly Delivery[]): ReadonlyMap<number, number> =>
    new Map(deliveries.filter(({ repeated }) => !repeated).map(({ event, at }) => [event, at]))
  const byFetch = timeline.lanes.find(({ spec }) => spec.run === 'fetch-stream')
  if (byFetch === undefined) return []
  const fetched = first(byFetch.deliveries)
  return iframeLanes(timeline).flatMap(({ deliveries }) =>
    [...first(deliveries)].flatMap(([event, at]) => {
      const ahead = fetched.get(event)
      return ahead === undefined ? [] : [at - ahead]
    }),
  )
}

/**
 * The goals of the chapter on Server-Sent Events, each recognised in a reader's own live trace: of a bench whose code is `sse.ts`, or
 * of a figure that opens EventSources itself. Spread into the table of `goal-checks.ts`.
 */
import type { StreamEnd } from '../wire/trace/views.ts'
import { latestReading } from '../figures/event-stream-editor/facts.ts'
import { notesByRun, requestHeader } from '../wire/trace/probes.ts'
import { socketRows } from '../figures/seventh-connection/facts.ts'
import type { GoalCheck, GoalRun } from './goal-checks.ts'

const THREE = 3
const SIX = 6
/** On this site a request that need not wait has reached the server long before. */
const WAITING_MS = 1000
const REPLACEMENT = '\ufffd'

export const SSE_GOALS = {
  /** A heartbeat crossed, and the script had its event. */
  'heartbeat-comment-and-event': ({ timeline }) =>
    sseLanes(timeline).some(
      ({ notes, arrows }) =>
        notes.some(({ note }) => note.kind === 'heartbeat') &&
        arrows.some(
          ({ carries }) =>
            carries.kind === 'stream' && carries.parts.some(({ kind }) => kind === 'heartbeat'),
        ),
    ),

  /** Published while the lane had no answer open, after one was broken on purpose, and delivered. */
  'missed-event-after-cut': ({ timeline }) =>
    sseLanes(timeline).some(({ deliveries, holds }) =>
      deliveries.some(
        ({ publishedAt, repeated }) =>
          publishedAt !== undefined &&
          !repeated &&
          timeline.faults.some(
            ({ fault }) => fault.affected > 0 && fault.at < publishedAt + timeline.uncertaintyMs,
          ) &&
          holds.some(({ to }) => to !== undefined && to <= publishedAt) &&
          holds.every(({ from, to = Infinity }) => publishedAt < from || publishedAt >= to),
      ),
    ),

  /** A request came with the header that only the browser writes. */
  'last-event-id-unwritten': ({ conversation }) =>
    conversation.exchanges.some((exchange) => (requestHeader(exchange, 'last-event-id') ?? '') !== ''),

  /** An EventSource erred and was CLOSED after it; one that the page closed has no error before. */
  'event-source-gave-up': ({ events }) =>
    [...notesByRun(events, events.length)].some(([run, notes]) =>
      notes.some(
        ({ note }, i) =>
          note.kind === 'ready-state' &&
          note.of === 'EventSource' &&
          note.value === 2 &&
          (run === 'sse' || notes[i - 1]?.note.kind === 'error'),
      ),
    ),

  /** Three responses that ended by themselves, each with one event. */
  'three-events-three-responses': ({ timeline }) =>
    sseLanes(timeline).some(({ arrows, ends }) => {
      const single = ends.filter(
        ({ how, exchange }: StreamEnd) => how === 'complete' && eventsOf(arrows, exchange) === 1,
      )
      return single.length >= THREE
    }),

  /** The response ended, and data that had come together was never dispatched. */
  'block-never-dispatched': (run) => {
    const reading = readingOf(run)
    if (reading === undefined || !reading.isOver || reading.extra.length > 0) return false
    const unfinished = (reading.rows.at(-1)?.step.buffers.data ?? '') !== ''
    return unfinished && reading.rows.every(({ match }) => match === undefined || match.kind === 'same')
  },

  /** `event: error` was dispatched as a message, and the stream was open all the while. */
  'error-that-is-none': (run) => {
    const reading = readingOf(run)
    if (reading === undefined || reading.errors > 0 || reading.state !== 1) return false
    return reading.rows.some(
      ({ match }) => match !== undefined && 'event' in match && match.event.type === 'error',
    )
  },

  /** The script got U+FFFD where the bytes that crossed have none. */
  'byte-lost-to-utf8': (run) => {
    const reading = readingOf(run)
    if (reading === undefined) return false
    const sent = reading.rows.map(({ bytes }) => new TextDecoder('latin1').decode(bytes)).join('')
    const got = reading.rows.flatMap(({ match }) =>
      match !== undefined && 'event' in match ? [match.event.data] : [],
    )
    return got.some((data) => data.includes(REPLACEMENT)) && !sent.includes('\u00ef\u00bf\u00bd')
  },

  /** A stream waited for a second while six had reached the server before it was opened. */
  'seventh-waits': ({ conversation, events, timeline }) => {
    const { streams, closed } = socketRows(conversation, events, events.length)
    const all = [...streams, ...closed]
    return all.some(({ openedAt, reachedAt = timeline.end, closedAt = Infinity }) => {
      const before = all.filter(
        (each) => (each.reachedAt ?? Infinity) <= openedAt && (each.closedAt ?? Infinity) > openedAt,
      )
      return Math.min(reachedAt, closedAt) - openedAt >= WAITING_MS && before.length >= SIX
    })
  },
} as const satisfies Readonly<Record<string, GoalCheck>>

function sseLanes(timeline: GoalRun['timeline']): GoalRun['timeline']['lanes'] {
  return timeline.lanes.filter(({ spec }) => spec.run === 'sse')
}

function eventsOf(arrows: GoalRun['timeline']['lanes'][number]['arrows'], exchange: string): number {
  return arrows.reduce(
    (sum, arrow) =>
      arrow.exchange === exchange && 'events' in arrow.carries ? sum + arrow.carries.events.length : sum,
    0,
  )
}

function readingOf({ conversation, events }: GoalRun): ReturnType<typeof latestReading> {
  return latestReading(conversation, events, events.length)
}

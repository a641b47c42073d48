import type { GoalRun, Goals } from '../../bench/model/goal.ts'
import { eventsBrought, lanesOf } from '../../wire/trace/queries/lanes.ts'
import type { Arrow } from '../../wire/trace/views.ts'
import { unitsOf } from '../../wire/trace/queries/sides.ts'

/** A page that noticed a cut by itself would have done so long before. */
const UNNOTICED_MS = 1000

export const GOALS = {
  /** A stream was cut or stalled, and the page found out by silence alone, a second later or more. */
  'silence-told': ({ timeline }) =>
    timeline.faults.some(
      ({ fault }) =>
        ['reset', 'fin', 'stall'].includes(fault.fault) &&
        (fault.transport === 'iframe-stream' || fault.transport === 'all') &&
        fault.affected > 0 &&
        lanesOf(timeline, 'iframe-stream').some(({ notes }) => {
          const next = notes.find(
            ({ at, note }) =>
              at > fault.at + timeline.uncertaintyMs && (note.kind === 'silent' || note.kind === 'waiting'),
          )
          return next?.note.kind === 'silent' && next.at - fault.at >= UNNOTICED_MS
        }),
    ),

  /** An event published after a stream had broken, and before the next request was there, was delivered. */
  'missed-event-caught-up': ({ timeline }) =>
    lanesOf(timeline, 'iframe-stream').some(({ ends, arrows, deliveries }) =>
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
    lanesOf(run.timeline, 'iframe-stream').some(({ arrows }) =>
      arrows.some((arrow) => {
        const events = eventsBrought(arrow).length
        return events >= 2 && wholeChunks(run, arrow) >= events
      }),
    ),
} as const satisfies Goals

/** How many chunks with content lie whole within the slice of an arrow. */
function wholeChunks({ events, conversation }: GoalRun, { moment, exchange, direction }: Arrow): number {
  const slice = events[moment]
  if (slice?.kind !== 'slice') return 0
  const end = slice.offset + slice.bytes.length
  const side = conversation.exchange(exchange)?.sides[direction]
  const chunks = side === undefined ? [] : unitsOf(side, 'chunk')
  return chunks.filter(({ range }) => range.start >= slice.offset && range.end <= end).length
}

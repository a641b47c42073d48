/** Moments of a trace as the views of a bench look for them: when one is drawn, the nearest of a kind, one that tells. Pure. */
import { momentOf, type TraceEvent } from '../../wire/trace/trace.ts'
import type { Arrow, Timeline } from '../../wire/trace/views.ts'
import type { BenchViewState } from './bench-view-state.ts'

/**
 * The time the views call 0: when the first run started. A trace begins earlier, with a connection that the browser
 * had kept open since it loaded the page and with the comparison of the clocks; what is so early has a negative time.
 */
export function originOf({ lanes, start }: Pick<Timeline, 'lanes' | 'start'>): number {
  const starts = lanes.flatMap((lane) => lane.spans.slice(0, 1).map((span) => span.from))
  return starts.length === 0 ? start : Math.min(...starts)
}

/** The last event before `shown` at or before `from` that `wanted` accepts, as an index; looks back `limit` events at most. */
export function latestBefore(
  events: readonly TraceEvent[],
  from: number,
  wanted: (event: TraceEvent) => boolean,
  limit = 5000,
): number | undefined {
  for (let index = Math.min(from, events.length - 1); index >= Math.max(0, from - limit); index--) {
    const event = events[index]
    if (event !== undefined && wanted(event)) return index
  }
  return undefined
}

/** When the event at a moment is drawn, if there is one: a fault where it took effect. */
export function timeShown(
  { events, timeline }: Pick<BenchViewState, 'events' | 'timeline'>,
  moment: number | undefined,
): number | undefined {
  return timeline.faults.find((mark) => mark.moment === moment)?.fault.at ?? timeOf(events, moment)
}

/** When the event at a moment happened, if there is one. */
export function timeOf(events: readonly TraceEvent[], moment: number | undefined): number | undefined {
  const event = moment === undefined ? undefined : events[moment]
  return event === undefined ? undefined : momentOf(event)
}

/**
 * The moment a run shows before the reader chooses one: of a WebSocket a text frame of the client's, whose mask no other
 * transport has; else an answer that brought an event, so that code, ladder and bytes all have something to say; else the
 * last slice; else, where nothing crossed, the last statement that ran.
 */
export function tellingMoment(
  timeline: Timeline,
  events: readonly TraceEvent[],
  shown: number,
): number | undefined {
  for (const lane of [...timeline.lanes].reverse()) {
    const there = lane.arrows.filter((arrow) => arrow.moment < shown)
    const masked = lane.spec.transport === 'ws' ? there.filter(isClientText) : []
    const full = there.filter((arrow) => 'events' in arrow.carries && arrow.carries.events.length > 0)
    const telling = masked.length > 0 ? masked : full
    const chosen = telling[Math.floor(telling.length / 2)]
    if (chosen !== undefined) return chosen.moment
  }
  return (
    latestBefore(events, shown - 1, (event) => event.kind === 'slice') ??
    latestBefore(events, shown - 1, (event) => event.kind === 'step')
  )
}

function isClientText({ direction, carries }: Arrow): boolean {
  if (direction !== 'client-to-server' || carries.kind !== 'stream') return false
  return carries.parts.some(({ kind }) => kind === 'text')
}

/** The run whose lane a moment belongs to; absent for what belongs to none (an event of the feed, a connection). */
export function runOfMoment(
  timeline: Timeline,
  events: readonly TraceEvent[],
  moment: number,
): string | undefined {
  const event = events[moment]
  if (event === undefined) return undefined
  if ('run' in event) return event.run
  if (event.kind !== 'slice') return undefined
  return timeline.lanes.find((lane) => lane.arrows.some((arrow) => arrow.exchange === event.exchange))?.spec
    .run
}

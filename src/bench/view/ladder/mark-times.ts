/** When something is drawn in a lane of a ladder: what folds, spreads and orders it. Pure. */
import type { FaultMoment } from '../../../wire/trace/trace.ts'
import type { Lane, Timeline } from '../../../wire/trace/views.ts'

/** Whether a fault was meant for a lane. */
export function isMeantFor({ spec }: Lane, { fault, transport }: FaultMoment): boolean {
  if (fault === 'ws-close' || fault === 'ws-raw') return spec.transport === 'ws'
  return transport === 'all' || transport === spec.transport
}

/** The times of a lane's marks on its two lifelines and between them, in order, each once. */
export function markTimes(lane: Lane, timeline: Timeline): readonly number[] {
  return inOrder([
    ...lane.arrows.flatMap(({ left, arrived }) => [left, arrived]),
    ...lane.deliveries.map(({ at }) => at),
    ...lane.holds.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to])),
    ...lane.ends.map(({ at }) => at),
    ...lane.notes.map(({ at }) => at),
    ...timeline.published.map(({ event }) => event.at),
    ...timeline.faults.filter(({ fault }) => isMeantFor(lane, fault)).map(({ fault }) => fault.at),
  ])
}

/** The times of a lane's marks that have something written beside them, in order, each once. */
export function writtenTimes(lane: Lane, timeline: Timeline): readonly number[] {
  return inOrder([
    ...lane.arrows.filter(({ carries }) => carries.kind !== 'more').map(({ left }) => left),
    ...lane.deliveries.map(({ at }) => at),
    ...lane.ends.map(({ at }) => at),
    ...lane.notes.filter(({ note }) => !UNWRITTEN.has(note.kind)).map(({ at }) => at),
    ...timeline.faults.filter(({ fault }) => isMeantFor(lane, fault)).map(({ fault }) => fault.at),
  ])
}

/** Notes that a ladder does not draw: they say what an arrow beside them says. */
const UNWRITTEN: ReadonlySet<string> = new Set(['answer', 'failed', 'gap', 'loop-ended', 'heartbeat'])

export function inOrder(times: readonly number[]): readonly number[] {
  return [...new Set(times)].sort((a, b) => a - b)
}

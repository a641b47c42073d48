import type { Goals } from '../../bench/model/goal.ts'
import { hasMissedEvent } from '../../wire/trace/queries/lanes.ts'
import type { Lane } from '../../wire/trace/views.ts'

/** The page hears that a fault was done some moments after it was. */
const CUT_WITHIN_MS = 500

export const GOALS = {
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
} as const satisfies Goals

function isSse({ spec }: Lane): boolean {
  return spec.transport === 'sse'
}

function isWs({ spec }: Lane): boolean {
  return spec.transport === 'ws'
}

/** When a lane that something at `at` had closed was open again; `undefined` where it was not open, or has not come back. */
function backAfter({ holds }: Lane, at: number, uncertaintyMs: number): number | undefined {
  const cut = holds.some(
    ({ from, to }) => from < at && to !== undefined && Math.abs(to - at) <= CUT_WITHIN_MS + uncertaintyMs,
  )
  return cut ? holds.find(({ from }) => from > at - uncertaintyMs)?.from : undefined
}

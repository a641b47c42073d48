/**
 * What each page saw of a cut, and how long after: a reset, which is told, beside a stall, which is not. Pure, from the
 * timeline alone; `TwoCuts.tsx` draws it, and prose takes its numbers from here.
 */
import type { FaultMoment, RunNote } from '../../wire/trace/trace.ts'
import type { Lane, Timeline } from '../../wire/trace/views.ts'
import type { Transport } from '../../wire/trace/transports.ts'

export const CUTS = ['reset', 'stall'] as const
export type Cut = (typeof CUTS)[number]

/** The first thing that told the page, or that its browser did by itself. */
export type Notice =
  | { readonly kind: 'note'; readonly note: RunNote; readonly afterMs: number }
  /** A new request that no line of the page's code sent: the browser repeated the one that was cut. */
  | { readonly kind: 'browser-asked-again'; readonly afterMs: number }
  | { readonly kind: 'none-yet'; readonly forMs: number }

export interface CutLane {
  readonly run: string
  readonly transport: Transport
  readonly notice: Notice
  /** From the cut to the next request of this transport; absent where none has come. */
  readonly askedAgainMs?: number
  /** Of the first event published after the cut: how late it was; absent where it has not come. */
  readonly lateMs?: number
}

export interface CutNotices {
  readonly cut: Cut
  /** On the trace's clock. */
  readonly at: number
  readonly lanes: readonly CutLane[]
}

/** The newest cut of each kind, in the order of `CUTS`. Up to the next cut, or to the end of what is known. */
export function cutNoticesOf(timeline: Timeline): readonly CutNotices[] {
  const cuts = timeline.faults.filter(({ fault }) => isCut(fault))
  return CUTS.flatMap((cut) => {
    const index = cuts.findLastIndex(({ fault }) => fault.fault === cut)
    const fault = cuts[index]?.fault
    if (fault === undefined) return []
    const { at } = fault
    const next = cuts[index + 1]?.fault
    const until = next?.at ?? timeline.end
    const published = timeline.published.find(({ event }) => event.at > at && event.at < until)?.event.id
    return [{ cut, at, lanes: timeline.lanes.map((lane) => cutLane(lane, at, until, published)) }]
  })
}

function isCut({ fault }: FaultMoment): boolean {
  return CUTS.some((cut) => cut === fault)
}

function cutLane(lane: Lane, at: number, until: number, published: number | undefined): CutLane {
  const { run, transport } = lane.spec
  const told = lane.notes.find((mark) => mark.at > at && mark.at < until && tells(mark.note))
  const request = lane.arrows.find(
    ({ carries, left }) => carries.kind === 'request' && left > at && left < until,
  )
  const delivered = lane.deliveries.find(({ event }) => event === published)
  return {
    run,
    transport,
    // No browser opens a WebSocket again: a page that does was on its way back already.
    notice: noticeOf(told, transport === 'ws' ? undefined : request?.left, at, until),
    ...(request === undefined ? {} : { askedAgainMs: request.left - at }),
    ...(delivered?.publishedAt === undefined ? {} : { lateMs: delivered.at - delivered.publishedAt }),
  }
}

function noticeOf(
  told: Lane['notes'][number] | undefined,
  requestedAt: number | undefined,
  at: number,
  until: number,
): Notice {
  if (requestedAt !== undefined && requestedAt < (told?.at ?? Infinity))
    return { kind: 'browser-asked-again', afterMs: requestedAt - at }
  if (told !== undefined) return { kind: 'note', note: told.note, afterMs: told.at - at }
  return { kind: 'none-yet', forMs: until - at }
}

/** Whether a note is the end of a connection as its page sees it. An EventSource says it by going back to CONNECTING, or to CLOSED. */
function tells(note: RunNote): boolean {
  if (note.kind === 'ready-state') return note.of === 'EventSource' && note.value !== EVENT_SOURCE_OPEN
  return note.kind === 'closed' || note.kind === 'failed' || note.kind === 'silent' || note.kind === 'error'
}

const EVENT_SOURCE_OPEN = 1

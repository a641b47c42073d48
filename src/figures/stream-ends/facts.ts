/**
 * What came of each way to end an event stream, read from the trace alone: the answer as it crossed, what the browser's EventSource
 * did about it, whether it asked again, after how long, and with which `Last-Event-ID`.
 */
import type { ConnectionEnd, TraceEvent } from '../../wire/trace/trace.ts'
import type { Conversation, ExchangeView } from '../../wire/trace/views.ts'
import {
  endOf,
  exchangesOfProbe,
  lastState,
  notesByRun,
  type TimedNote,
} from '../../wire/trace/queries/probes.ts'
import { header } from '../../wire/trace/queries/heads.ts'

/** What the server does. Statuses are answers without a stream; `json` and `charset` are a 200 of the wrong type. */
export const STREAM_ENDS = [
  'finished',
  'reset',
  '204',
  '301',
  '401',
  '404',
  '500',
  '503',
  'json',
  'charset',
] as const
export type StreamEndKind = (typeof STREAM_ENDS)[number]

/** Whether the browser meets it with its first request, or when it comes back after a stream that was good. */
export const PLACES = ['first', 'later'] as const
export type Place = (typeof PLACES)[number]

export interface StreamTry {
  readonly end: StreamEndKind
  readonly place: Place
  /** Tells tries of the same from each other. */
  readonly number: number
}

/** The trace's name for a try, and back. */
export function runOf({ end, place, number }: StreamTry): string {
  return `${end}.${place}.${number}`
}

export function tryOf(run: string): StreamTry | undefined {
  const [end, place, number] = run.split('.')
  const known = STREAM_ENDS.find((each) => each === end)
  const where = PLACES.find((each) => each === place)
  return known && where ? { end: known, place: where, number: Number(number) } : undefined
}

export interface EndRow {
  readonly end: StreamEndKind
  /** The latest try; absent before the first. */
  readonly tried?: TriedEnd
}

export interface TriedEnd {
  readonly run: string
  /** The status of the answer in question, and its content type; absent until it has crossed. */
  readonly status?: number
  readonly contentType?: string
  readonly location?: string
  /** How the answer's connection ended, where it ended with it. */
  readonly cut?: ConnectionEnd
  /** The answer was whole, or cut off; false while it goes on. */
  readonly isOver: boolean
  /** `error` events since the answer in question was asked for. */
  readonly errors: number
  /** The last readyState the browser itself came to. */
  readonly state?: number
  readonly again: Again
  readonly isSettled: boolean
}

/** `no` is only as long as it was watched for. `followed`: at once, to where the answer sent it. */
export type Again =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'no'; readonly watchedMs: number }
  | { readonly kind: 'yes' | 'followed'; readonly afterMs: number; readonly lastEventId?: string }

/** One row for each way, in their order, with the latest try at that place. */
export function endRows(
  conversation: Conversation,
  events: readonly TraceEvent[],
  shown: number,
  place: Place,
): readonly EndRow[] {
  const latest = new Map<StreamEndKind, { readonly run: string; readonly notes: readonly TimedNote[] }>()
  for (const [run, notes] of notesByRun(events, shown)) {
    const what = tryOf(run)
    if (what?.place === place) latest.set(what.end, { run, notes })
  }
  return STREAM_ENDS.map((end) => {
    const found = latest.get(end)
    return found ? { end, tried: triedEnd(conversation, found.run, found.notes, place) } : { end }
  })
}

/** What the browser made of a charset that is not UTF-8, as far as it was tried: HTML, 9.2.5 passes over it, and not all browsers do. */
export function charsetIn(rows: readonly EndRow[]): 'refused' | 'taken' | 'unknown' {
  const tried = rows.find(({ end }) => end === 'charset')?.tried
  if (tried?.isSettled !== true) return 'unknown'
  return tried.state === 2 ? 'refused' : 'taken'
}

function triedEnd(
  conversation: Conversation,
  run: string,
  notes: readonly TimedNote[],
  place: Place,
): TriedEnd {
  const exchanges = exchangesOfProbe(conversation, run)
  const which = place === 'later' ? 1 : 0
  const [answered, next] = [exchanges[which], exchanges[which + 1]]
  const isSettled = notes.some(({ note }) => note.kind === 'loop-ended')
  if (answered?.status === undefined) {
    return { run, isOver: false, errors: 0, again: { kind: 'unknown' }, isSettled }
  }
  const endedAt = endOf(conversation, answered)
  const closed = conversation.connections.find(({ id }) => id === answered.connection)?.closed
  const isCut = closed !== undefined && closed.how !== 'closed-by-server' && answered.closedAt === closed.at
  const contentType = header(answered, 'response', 'content-type')
  const location = header(answered, 'response', 'location')
  const state = lastState(notes)
  return {
    run,
    status: answered.status,
    ...(contentType === undefined ? {} : { contentType }),
    ...(location === undefined ? {} : { location }),
    ...(isCut ? { cut: closed.how } : {}),
    isOver: endedAt !== undefined,
    // The first of a later place is that of the good stream's own end.
    errors: Math.max(0, notes.filter(({ note }) => note.kind === 'error').length - which),
    ...(state === undefined ? {} : { state }),
    again: asked(answered, next, endedAt, notes),
    isSettled,
  }
}

function asked(
  answered: ExchangeView,
  next: ExchangeView | undefined,
  endedAt: number | undefined,
  notes: readonly TimedNote[],
): Again {
  if (next !== undefined) {
    const isFollowed = answered.status !== undefined && answered.status >= 300 && answered.status < 400
    const lastEventId = header(next, 'request', 'last-event-id')
    return {
      kind: isFollowed ? 'followed' : 'yes',
      afterMs: Math.max(0, next.openedAt - (endedAt ?? answered.openedAt)),
      ...(lastEventId === undefined ? {} : { lastEventId }),
    }
  }
  const closedAt = notes.find(({ note }) => note.kind === 'ready-state' && note.value === 2)?.at
  const settledAt = notes.find(({ note }) => note.kind === 'loop-ended')?.at
  if (closedAt === undefined || settledAt === undefined) return { kind: 'unknown' }
  return { kind: 'no', watchedMs: settledAt - closedAt }
}

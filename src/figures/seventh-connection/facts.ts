/**
 * Who has a connection and who waits for one, read from the trace: a stream has one from the moment its request reached the
 * server; one that is CONNECTING and of which the server has not a byte waits in the browser.
 */
import type { TraceEvent } from '../../wire/trace/trace.ts'
import type { Conversation } from '../../wire/trace/views.ts'
import { exchangesOfProbe, notesByRun, type TimedNote } from '../../wire/trace/queries/probes.ts'

/** `waits`: nothing of it has reached the server. `has`: it has a connection. */
export interface StreamRow {
  readonly run: string
  /** Counted from 1 in the order they were opened. */
  readonly number: number
  readonly kind: 'waits' | 'has'
  /** When the page opened it. */
  readonly openedAt: number
  /** When its request reached the server. */
  readonly reachedAt?: number
  /** Which of the connections it has, counted from 0: the lowest that was free when it got one. */
  readonly slot?: number
  /** When the page closed it. */
  readonly closedAt?: number
}

/** The page's own short request. */
export interface AskRow {
  readonly run: string
  readonly target: string
  readonly askedAt: number
  readonly answeredAt?: number
  readonly status?: number
  readonly isGivenUp: boolean
}

export interface SocketRows {
  /** Streams the page has not closed. */
  readonly streams: readonly StreamRow[]
  /** Oldest first. */
  readonly asks: readonly AskRow[]
  /** Those it has closed. */
  readonly closed: readonly StreamRow[]
}

/** The rows as of the first `shown` events. */
export function socketRows(
  conversation: Conversation,
  events: readonly TraceEvent[],
  shown: number,
): SocketRows {
  const runs = [...notesByRun(events, shown)]
  const all = inSlots(runs.flatMap(([run, notes]) => streamRow(conversation, run, notes) ?? []))
  const streams = all.filter(({ closedAt }) => closedAt === undefined)
  return {
    streams,
    asks: runs.flatMap(([run, notes]) => askRow(run, notes) ?? []),
    closed: all.filter(({ closedAt }) => closedAt !== undefined),
  }
}

function streamRow(
  conversation: Conversation,
  run: string,
  notes: readonly TimedNote[],
): StreamRow | undefined {
  const number = /^socket\.(\d+)$/.exec(run)?.[1]
  const [first] = notes
  const last = notes.findLast(({ note }) => note.kind === 'ready-state')?.note
  if (number === undefined || first === undefined || last?.kind !== 'ready-state') return undefined
  const exchange = exchangesOfProbe(conversation, run).at(-1)
  return {
    run,
    number: Number(number),
    kind: exchange === undefined ? 'waits' : 'has',
    openedAt: first.at,
    ...(exchange === undefined ? {} : { reachedAt: exchange.openedAt }),
    ...(last.value === 2 ? { closedAt: notes.at(-1)?.at ?? first.at } : {}),
  }
}

/** A stream keeps its slot for as long as it lives. */
function inSlots(rows: readonly StreamRow[]): readonly StreamRow[] {
  const placed: (StreamRow & { readonly slot: number })[] = []
  const byTime = rows.toSorted((a, b) => (a.reachedAt ?? Infinity) - (b.reachedAt ?? Infinity))
  return byTime.map((row) => {
    const { reachedAt } = row
    if (reachedAt === undefined) return row
    const taken = new Set(
      placed.flatMap(({ slot, closedAt = Infinity }) => (closedAt > reachedAt ? [slot] : [])),
    )
    let slot = 0
    while (taken.has(slot)) slot++
    placed.push({ ...row, slot })
    return { ...row, slot }
  })
}

function askRow(run: string, notes: readonly TimedNote[]): AskRow | undefined {
  const [first] = notes
  if (first?.note.kind !== 'asked') return undefined
  const answer = notes.find(({ note }) => note.kind === 'answer')
  return {
    run,
    target: first.note.target,
    askedAt: first.at,
    isGivenUp: notes.some(({ note }) => note.kind === 'failed'),
    ...(answer?.note.kind === 'answer' ? { answeredAt: answer.at, status: answer.note.status } : {}),
  }
}

/**
 * When a run that is over was let go: when the first stream that the page had not closed by itself lost its connection. The last
 * note where there was none.
 */
export function endedAt(
  conversation: Conversation,
  events: readonly TraceEvent[],
  shown: number,
  { streams }: SocketRows,
): number {
  const left = streams.flatMap(({ run }) =>
    exchangesOfProbe(conversation, run).flatMap(({ closedAt }) => closedAt ?? []),
  )
  if (left.length > 0) return Math.min(...left)
  return lastNote(events, shown)
}

function lastNote(events: readonly TraceEvent[], shown: number): number {
  const last = events.slice(0, shown).findLast((event) => event.kind === 'note')
  return last?.kind === 'note' ? last.at : 0
}

/** What is shown one after another, in this order. */
export const STEPS = ['one', 'six', 'seventh', 'ask', 'freed'] as const
export type Step = (typeof STEPS)[number]

/** The event from which on each step is so; absent where the run has not come to it. */
export type StepMoments = Partial<Record<Step, number>>

/** Makes a reader of a run's steps that looks at each note once. A run that began anew is read from its beginning. */
export function createStepMoments(): (
  conversation: Conversation,
  events: readonly TraceEvent[],
) => StepMoments {
  let of: Conversation | undefined
  let next = 0
  let moments: StepMoments = {}
  return (conversation, events) => {
    if (of !== conversation || events.length < next) [next, moments] = [0, {}]
    of = conversation
    for (; next < events.length; next++) {
      const event = events[next]
      if (event?.kind === 'note') addTo(moments, next, event.at, socketRows(conversation, events, next + 1))
    }
    return moments
  }
}

function addTo(
  moments: StepMoments,
  moment: number,
  at: number,
  { streams, asks, closed }: SocketRows,
): void {
  // All that has crossed is known of a recorded run: what came later does not count yet.
  const has = streams.filter(({ reachedAt = Infinity }) => reachedAt <= at).length
  const isFull = has >= CONNECTIONS
  const isSo: Readonly<Record<Step, boolean>> = {
    one: has >= 1,
    six: isFull,
    seventh: isFull && streams.length > has,
    ask: isFull && asks.some(({ answeredAt }) => answeredAt === undefined),
    freed: isFull && closed.length > 0,
  }
  for (const step of STEPS) if (isSo[step]) moments[step] ??= moment
}

/** A browser opens so many to one host over HTTP/1.1. */
const CONNECTIONS = 6

/** What the trace of the reader's own lab holds of one sending: what the other end did, and what script was told. Pure. */
import type { BenchWords } from '../../i18n/bench-words.ts'
import type { BenchModel } from '../../lab/bench-model.ts'
import type { TraceEvent } from '../../wire/trace/trace.ts'
import { runOfTarget } from '../own-run/own-run.ts'
import { unitGist } from './unit-gist.ts'
import { isHeartbeatFrame, unitRows } from './unit-rows.ts'

export interface Told {
  readonly key: number | string
  readonly who: 'server' | 'client' | 'script'
  /** After the first of them. */
  readonly atMs: number
  readonly text: string
}

/** A text frame of the server's that only says that it lives. */
const HEARTBEAT = '"type":"heartbeat"'

/**
 * Gives what crossed on the newest WebSocket at or after moment `from`, and what its script was told, until it is replaced.
 * What only says that a side lives is left out, but for the answer to a ping that was sent.
 */
export function afterWriting(
  { events, conversation }: Ran,
  from: number,
  words: BenchWords,
  sentPing: boolean,
): readonly Told[] {
  const openedBefore = (id: string): boolean =>
    events.findIndex((event) => event.kind === 'exchange-opened' && event.exchange === id) < from
  const exchange = conversation.exchanges.findLast(
    ({ id, transport }) => transport === 'ws' && openedBefore(id),
  )
  if (exchange === undefined) return []
  const replaced = events.findIndex(
    (event, moment) =>
      moment >= from && event.kind === 'note' && event.note.kind === 'ready-state' && event.note.value === 0,
  )
  const rows = unitRows({ ...conversation, exchanges: [exchange] }, events.length).filter(
    ({ moment, depth, unit, direction }) =>
      moment >= from &&
      depth === 0 &&
      (!isHeartbeatFrame(unit) || (sentPing && direction === 'client-to-server')),
  )
  const crossed = rows.flatMap((row): readonly Told[] => {
    const text = unitGist(row, words)
    if (text.includes(HEARTBEAT)) return []
    return [
      {
        key: row.unit.id,
        who: row.direction === 'server-to-client' ? 'server' : 'client',
        atMs: row.at,
        text,
      },
    ]
  })
  const notes = notesIn(
    events,
    from,
    replaced < 0 ? events.length : replaced,
    ({ note: { kind } }) => kind !== 'heartbeat' && kind !== 'waiting',
    words,
  )
  const all = [...crossed, ...notes].sort((a, b) => a.atMs - b.atMs).slice(0, MOST)
  const start = all[0]?.atMs ?? 0
  return all.map((told) => ({ ...told, atMs: told.atMs - start }))
}

type NoteEvent = Extract<TraceEvent, { readonly kind: 'note' }>

function notesIn(
  events: readonly TraceEvent[],
  from: number,
  end: number,
  wanted: (event: NoteEvent) => boolean,
  words: BenchWords,
): readonly Told[] {
  return events.flatMap((event, moment): readonly Told[] =>
    moment >= from && moment < end && event.kind === 'note' && wanted(event)
      ? [{ key: moment, who: 'script', atMs: event.at, text: words.run.note(event.note) }]
      : [],
  )
}

type Ran = Pick<BenchModel, 'events' | 'conversation'>

const MOST = 14

/** Gives what crossed on the connection whose first bytes are `head`: what the raw client wrote, and its answers. */
export function afterPlaying(
  { events, conversation }: Ran,
  head: Uint8Array,
  words: BenchWords,
): readonly Told[] {
  const connection = conversation.exchanges.findLast(({ sides }) => {
    const { bytes } = sides['client-to-server'].source
    return bytes.length >= head.length && head.every((byte, at) => bytes[at] === byte)
  })?.connection
  if (connection === undefined) return []
  const rows = unitRows(conversation, events.length).filter(
    ({ exchange, depth }) => depth === 0 && exchange.connection === connection,
  )
  const start = rows[0]?.at ?? 0
  const told = rows.map((row): Told => ({
    key: row.unit.id,
    who: row.direction === 'server-to-client' ? 'server' : 'client',
    atMs: row.at - start,
    text: unitGist(row, words),
  }))
  const closed = events.find((event) => event.kind === 'connection-closed' && event.connection === connection)
  if (closed?.kind !== 'connection-closed') return told.slice(0, MOST)
  return [
    ...told.slice(0, MOST),
    { key: 'closed', who: 'script', atMs: closed.at - start, text: words.run.ended(closed.how) },
  ]
}

/** Gives what the page's EventSource of that name was told at or after moment `from`. */
export function afterStreaming(
  { events, conversation }: Ran,
  from: number,
  run: string,
  words: BenchWords,
): readonly Told[] {
  const exchanges = conversation.exchanges.filter(
    ({ target }) => target !== undefined && runOfTarget(target) === run,
  )
  const start = exchanges[0]?.openedAt ?? 0
  return notesIn(events, from, events.length, (event) => event.run === run, words)
    .slice(0, MOST)
    .map((told) => ({ ...told, atMs: told.atMs - start }))
}

/** What the trace of the reader's own lab holds of one sending: what the server answered, or what an EventSource dispatched. Pure. */
import type { BenchWords } from '../../i18n/bench-words.ts'
import type { BenchModel } from '../../lab/bench-model.ts'
import { momentOf } from '../../wire/trace/trace.ts'
import { runOfTarget } from '../own-run/own-run.ts'
import { unitGist } from './unit-gist.ts'
import { unitRows } from './unit-rows.ts'

export interface Told {
  readonly key: number | string
  readonly who: 'server' | 'client' | 'script'
  /** After the first of them. */
  readonly atMs: number
  readonly text: string
}

type Ran = Pick<BenchModel, 'events' | 'conversation'>

const MOST = 14

/** Gives what crossed on the first connection that opened at or after moment `from`: what the raw client wrote, and its answers. */
export function afterPlaying({ events, conversation }: Ran, from: number, words: BenchWords): readonly Told[] {
  const own = new Set<string>()
  for (const event of events.slice(from)) {
    if (event.kind === 'connection-opened' && own.size === 0) own.add(event.connection)
  }
  const rows = unitRows(conversation, events.length).filter(
    ({ exchange, depth }) => depth === 0 && own.has(exchange.connection),
  )
  const start = rows[0]?.at ?? 0
  const told = rows.map((row): Told => ({
    key: row.unit.id,
    who: row.direction === 'server-to-client' ? 'server' : 'client',
    atMs: row.at - start,
    text: unitGist(row, words),
  }))
  const closed = events.find((event) => event.kind === 'connection-closed' && own.has(event.connection))
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
  return events
    .flatMap((event, moment): readonly Told[] =>
      moment >= from && event.kind === 'note' && event.run === run
        ? [{ key: moment, who: 'script', atMs: momentOf(event) - start, text: words.run.note(event.note) }]
        : [],
    )
    .slice(0, MOST)
}

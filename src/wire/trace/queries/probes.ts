/**
 * What a trace holds of one EventSource that a figure opened by itself: its exchanges, known by a parameter in their address,
 * and its notes, known by its name. Used by the figures that do so, and their goals.
 */
import type { RunNote, TraceEvent } from '../trace.ts'
import type { Conversation, ExchangeView } from '../views.ts'
import { queryParameter } from './exchanges.ts'

/** The query parameter by which an exchange is known to be a source's; the server passes it over. */
export const TRY = 'try'

export interface TimedNote {
  readonly at: number
  readonly note: RunNote
}

/** The exchanges of a source, in the order they opened. */
export function exchangesOfProbe({ exchanges }: Conversation, run: string): readonly ExchangeView[] {
  return exchanges.filter(({ target }) => target !== undefined && runOfTarget(target) === run)
}

/** The name of the source that asks for this target, where it is one of a figure's own. */
export function runOfTarget(target: string): string | undefined {
  return queryParameter(target, TRY)
}

/** Each source's notes, in the order the sources first spoke. Of the first `shown` events only. */
export function notesByRun(
  events: readonly TraceEvent[],
  shown: number,
): ReadonlyMap<string, readonly TimedNote[]> {
  const runs = new Map<string, TimedNote[]>()
  for (const event of events.slice(0, shown)) {
    if (event.kind !== 'note') continue
    const notes = runs.get(event.run) ?? []
    runs.set(event.run, notes)
    notes.push({ at: event.at, note: event.note })
  }
  return runs
}

/** When the last byte of an exchange's answer arrived, or its connection went away. */
export function endOf(conversation: Conversation, exchange: ExchangeView): number | undefined {
  const closed = conversation.connections.find(({ id }) => id === exchange.connection)?.closed
  return exchange.closedAt ?? closed?.at
}

/** The last readyState that the browser itself came to: a figure that closes its source errs nowhere before. */
export function lastState(notes: readonly TimedNote[]): number | undefined {
  const states = notes.flatMap(({ note }, i) => {
    if (note.kind !== 'ready-state') return []
    const isOurs = note.value === 2 && notes[i - 1]?.note.kind !== 'error'
    return isOurs ? [] : [note.value]
  })
  return states.at(-1)
}

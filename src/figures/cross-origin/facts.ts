/** What a trace holds of a foreign page's newest try: both heads as they crossed, and what its script learnt. */
import type { RunNote, TraceEvent } from '../../wire/trace/trace.ts'
import { headLines } from '../../wire/trace/queries/heads.ts'
import type { Conversation } from '../../wire/trace/views.ts'
import { exchangesOfProbe } from '../../wire/trace/queries/probes.ts'

/** An EventSource with and without leave: the server's answer carries `Access-Control-Allow-Origin`, or does not. */
export const CROSS_ORIGIN_TRIES = ['ws', 'sse', 'sse-allowed'] as const
export type CrossOriginTry = (typeof CROSS_ORIGIN_TRIES)[number]

/** The trace's name for a try. */
export function runOfTry(which: CrossOriginTry): string {
  return `foreign.${which}`
}

export interface CrossOriginView {
  readonly request: readonly string[]
  readonly answer: readonly string[]
  readonly status?: number
  readonly notes: readonly RunNote[]
}

/** Gives the newest try, or nothing where there was none. */
export function crossOriginView(
  which: CrossOriginTry,
  conversation: Conversation,
  events: readonly TraceEvent[],
): CrossOriginView | undefined {
  const run = runOfTry(which)
  const all = events.flatMap((event) => (event.kind === 'note' && event.run === run ? [event.note] : []))
  // Each try begins with a new object, which is CONNECTING.
  const from = all.findLastIndex((note) => note.kind === 'ready-state' && note.value === 0)
  const exchange = exchangesOfProbe(conversation, run).at(-1)
  if (exchange === undefined) return undefined
  const { status } = exchange
  return {
    request: headLines(exchange.sides['client-to-server']),
    answer: headLines(exchange.sides['server-to-client']),
    ...(status === undefined ? {} : { status }),
    notes: all.slice(Math.max(0, from)),
  }
}

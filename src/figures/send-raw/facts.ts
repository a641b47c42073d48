/** What a lane's trace holds of one socket from a moment on: frames of either side and what the script noted. */
import type { RunNote } from '../../wire/trace/trace.ts'
import type { Lane, StreamPart } from '../../wire/trace/views.ts'

export type Followed = { readonly key: number } & (
  | { readonly who: 'server' | 'browser'; readonly parts: readonly StreamPart[] }
  | { readonly who: 'script'; readonly note: RunNote }
)

const MOST = 14

/** Gives the first things of a lane at or after moment `from`, in order; heartbeats and what answers them are left out. */
export function whatFollowed({ arrows, notes }: Lane, from: number): readonly Followed[] {
  const exchange = newestExchange(arrows, from)
  const end = nextSocket(notes, from)
  let owedPongs = 0
  const things = [
    ...arrows.flatMap((arrow): readonly Followed[] => {
      if (arrow.carries.kind !== 'stream' || arrow.exchange !== exchange) return []
      const { parts } = arrow.carries
      if (parts.some(({ kind }) => kind === 'heartbeat')) {
        owedPongs += parts.filter(({ kind }) => kind === 'ping').length
        return []
      }
      if (
        arrow.direction === 'client-to-server' &&
        owedPongs > 0 &&
        parts.every(({ kind }) => kind === 'pong')
      ) {
        owedPongs -= parts.length
        return []
      }
      if (arrow.moment < from || parts.length === 0) return []
      return [
        { key: arrow.moment, who: arrow.direction === 'server-to-client' ? 'server' : 'browser', parts },
      ]
    }),
    ...notes.flatMap(({ moment, note }): readonly Followed[] =>
      moment >= from && moment < (end ?? Number.POSITIVE_INFINITY) && note.kind !== 'heartbeat'
        ? [{ key: moment, who: 'script', note }]
        : [],
    ),
  ]
  return things.sort((a, b) => a.key - b.key).slice(0, MOST)
}

/** The one that began last before `from`. Not the one heard of last: an old socket's Close may come in after a new one's head. */
function newestExchange(arrows: Lane['arrows'], from: number): string | undefined {
  const begun = new Map<string, number>()
  for (const { exchange, moment } of arrows) if (!begun.has(exchange)) begun.set(exchange, moment)
  let newest: string | undefined
  for (const [exchange, moment] of begun) if (moment < from) newest = exchange
  return newest
}

/** Where the script turns to a new socket. Not where it begins to wait: the old one's `close` event may come only then. */
function nextSocket(notes: Lane['notes'], from: number): number | undefined {
  return notes.find(
    ({ moment, note }) => moment >= from && note.kind === 'ready-state' && note.value === CONNECTING,
  )?.moment
}

const CONNECTING = 0

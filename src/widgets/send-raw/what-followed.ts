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
  // What crosses last may arrive when the page waits already.
  const exchange = arrows.findLast(({ moment }) => moment < from)?.exchange
  const end = notes.find(({ moment, note }) => moment >= from && note.kind === 'waiting')?.moment
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

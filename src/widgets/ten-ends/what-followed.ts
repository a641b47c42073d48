/** What a lane's trace holds from a moment on, until its socket is replaced: frames of either side and what the script noted. */
import type { RunNote } from '../../wire/trace/trace.ts'
import type { Lane, StreamPart } from '../../wire/trace/views.ts'

export type Followed = { readonly key: number } & (
  | { readonly who: 'server' | 'browser'; readonly parts: readonly StreamPart[] }
  | { readonly who: 'script'; readonly note: RunNote }
)

const MOST = 14

/** Gives the first things of a lane at or after moment `from`, in order; heartbeats and what answers them are left out. */
export function whatFollowed({ arrows, notes }: Lane, from: number): readonly Followed[] {
  const end = notes.find(({ moment, note }) => moment >= from && note.kind === 'waiting')?.moment
  const isIn = (moment: number): boolean => moment >= from && moment < (end ?? Number.POSITIVE_INFINITY)
  let owedPongs = 0
  const things = [
    ...arrows.flatMap((arrow): readonly Followed[] => {
      if (arrow.carries.kind !== 'stream') return []
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
      if (!isIn(arrow.moment) || parts.length === 0) return []
      return [
        { key: arrow.moment, who: arrow.direction === 'server-to-client' ? 'server' : 'browser', parts },
      ]
    }),
    ...notes.flatMap(({ moment, note }): readonly Followed[] =>
      isIn(moment) && note.kind !== 'heartbeat' ? [{ key: moment, who: 'script', note }] : [],
    ),
  ]
  return things.sort((a, b) => a.key - b.key).slice(0, MOST)
}

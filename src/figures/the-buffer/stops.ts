/** Where the stops of the story are: a box between server and page, and what it lets through when. */
import type { Stop } from '../../bench/model/stop.ts'
import type { WrittenQuery } from '../../wire/trace/queries/written-query.ts'

const BUFFERED = ['buffered']
const UNBUFFERED = ['unbuffered']
const HEAD = { find: 'response', run: 'iframe-stream', nth: 1 } as const satisfies WrittenQuery

function streamed(nth: number): WrittenQuery {
  return { find: 'event', like: { kind: 'delivered', run: 'iframe-stream' }, nth }
}

export const STOPS = [
  { name: 'head', at: HEAD, variants: UNBUFFERED },
  { name: 'each', at: streamed(1), variants: UNBUFFERED },
  { name: 'poll', at: { find: 'event', like: { kind: 'delivered', run: 'long-poll' }, nth: 1 } },
  { name: 'head-late', at: HEAD, variants: BUFFERED },
  { name: 'first', at: streamed(1), variants: BUFFERED },
  { name: 'together', at: streamed(3), variants: BUFFERED },
  { name: 'fifth', at: streamed(5), variants: UNBUFFERED },
  { name: 'rest', at: streamed(5), variants: BUFFERED },
] as const satisfies readonly Stop[]

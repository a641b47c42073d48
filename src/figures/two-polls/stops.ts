/** Where the stops of two stories are: both ask, and one is answered at once; and what the other's held requests wait for. */
import type { Stop } from '../../bench/model/stop.ts'

const FIRST_BY_LONG_POLL = { find: 'event', like: { kind: 'delivered', run: 'long-poll' }, nth: 1 } as const

export const STOPS = [
  { name: 'asks', at: { find: 'request', run: 'short-poll', nth: 1 } },
  { name: 'empty', at: { find: 'response', run: 'short-poll', nth: 1 } },
  { name: 'unchanged', at: { find: 'response', run: 'short-poll', status: 304, nth: 1 } },
  { name: 'published', at: { find: 'event', like: { kind: 'published' }, nth: 1 } },
  {
    name: 'pushed',
    at: { find: 'unit', kind: 'content', way: 'down', run: 'long-poll', nth: 1 },
    opens: ['code', 'bytes'],
  },
  { name: 'asks-again', at: { find: 'request', run: 'long-poll', after: FIRST_BY_LONG_POLL, nth: 1 } },
  { name: 'fetched', at: { find: 'event', like: { kind: 'delivered', run: 'short-poll' }, nth: 1 } },
] as const satisfies readonly Stop[]

/** The same run, told for the requests that are held. */
export const HOLDING = [
  { name: 'waits', at: { find: 'request', run: 'long-poll', nth: 1 } },
  { name: 'meanwhile', at: { find: 'response', run: 'short-poll', status: 304, nth: 1 } },
  { name: 'let-go', at: { find: 'response', run: 'long-poll', nth: 1 } },
  { name: 'next', at: { find: 'request', run: 'long-poll', nth: 2 } },
  { name: 'held-again', at: { find: 'response', run: 'long-poll', nth: 2 } },
] as const satisfies readonly Stop[]

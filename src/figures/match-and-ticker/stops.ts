/** Where the stops of the story are: who asks before anything is said, and how long before. */
import type { Stop } from '../../bench/model/stop.ts'

const FIRST_BY_LONG_POLL = { find: 'event', like: { kind: 'delivered', run: 'long-poll' }, nth: 1 } as const

export const STOPS = [
  { name: 'asked-early', at: { find: 'request', run: 'long-poll', nth: 1 } },
  { name: 'empty', at: { find: 'response', run: 'short-poll', nth: 1 } },
  { name: 'published', at: { find: 'event', like: { kind: 'published' }, nth: 1 } },
  {
    name: 'answered',
    at: { find: 'unit', kind: 'content', way: 'down', run: 'long-poll', nth: 1 },
    opens: ['code', 'bytes'],
  },
  { name: 'asks-again', at: { find: 'request', run: 'long-poll', after: FIRST_BY_LONG_POLL, nth: 1 } },
  {
    name: 'fetched',
    at: { find: 'unit', kind: 'content', way: 'down', run: 'short-poll', text: '"id":', nth: 1 },
  },
] as const satisfies readonly Stop[]

/** Where the stops of the story are: an id to keep, a cut, what is missed in it, and the request that names the id. */
import type { Stop } from '../../bench/model/stop.ts'
import type { WrittenQuery } from '../../wire/trace/queries/written-query.ts'

/** The EventSource's second 0: its first is that of the beginning. */
const CUT = {
  find: 'event',
  like: { kind: 'note', run: 'sse', note: { kind: 'ready-state', value: 0 } },
  nth: 2,
} as const satisfies WrittenQuery
const RESUMED = { find: 'request', header: 'last-event-id', nth: 1 } as const satisfies WrittenQuery
const MISSED = {
  find: 'event',
  like: { kind: 'published' },
  after: CUT,
  before: RESUMED,
  nth: 1,
} as const satisfies WrittenQuery
const ENDED = { find: 'event', like: { kind: 'fault', fault: 'fin' }, nth: 1 } as const satisfies WrittenQuery

export const STOPS = [
  { name: 'id', at: { find: 'event-block', line: 'id', nth: 1 } },
  { name: 'cut', at: CUT },
  { name: 'missed', at: MISSED },
  { name: 'resumed', at: RESUMED, opens: ['bytes'] },
  {
    name: 'caught-up',
    at: {
      find: 'event',
      like: { kind: 'delivered', run: 'sse' },
      after: { find: 'request', header: 'last-event-id', after: MISSED },
      nth: 1,
    },
  },
  { name: 'ended', at: ENDED },
  { name: 'again', at: { find: 'request', header: 'last-event-id', after: ENDED, nth: 1 } },
] as const satisfies readonly Stop[]

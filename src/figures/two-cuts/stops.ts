/** Where the stops of the story are: a reset, and how each of four comes back from it; a stall, and who finds out. */
import type { Stop } from '../../bench/model/stop.ts'
import type { WrittenQuery } from '../../wire/trace/queries/written-query.ts'

const RESET = { find: 'event', like: { kind: 'fault', fault: 'reset' } } as const satisfies WrittenQuery
const TOLD = {
  find: 'event',
  like: { kind: 'note', run: 'ws', note: { kind: 'closed' } },
  after: RESET,
  nth: 1,
} as const satisfies WrittenQuery
const STALL = {
  find: 'event',
  like: { kind: 'fault', fault: 'stall' },
  nth: 1,
} as const satisfies WrittenQuery
const GIVEN_UP = {
  find: 'event',
  like: { kind: 'note', run: 'ws', note: { kind: 'silent' } },
  after: STALL,
  nth: 1,
} as const satisfies WrittenQuery
const GIVEN_UP_ON_IT = {
  find: 'event',
  like: { kind: 'note', run: 'ws', note: { kind: 'silent' } },
  after: { find: 'event', like: { kind: 'published' }, after: STALL, before: GIVEN_UP },
} as const satisfies WrittenQuery

export const STOPS = [
  { name: 'told', at: TOLD },
  { name: 'poll-repeated', at: { find: 'request', run: 'long-poll', after: TOLD, nth: 1 } },
  { name: 'ws-back', at: { find: 'request', run: 'ws', nth: 2 }, opens: ['code', 'bytes'] },
  { name: 'sse-back', at: { find: 'request', run: 'sse', header: 'last-event-id', nth: 1 } },
  {
    name: 'iframe-untold',
    at: {
      find: 'event',
      like: { kind: 'note', run: 'iframe-stream', note: { kind: 'silent' } },
      after: RESET,
      nth: 1,
    },
  },
  { name: 'stall', at: STALL },
  { name: 'given-up', at: GIVEN_UP },
  {
    name: 'late',
    at: { find: 'event', like: { kind: 'delivered', run: 'ws' }, after: GIVEN_UP_ON_IT, nth: 1 },
  },
] as const satisfies readonly Stop[]

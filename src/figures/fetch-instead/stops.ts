/** Where the stops of the story are: one event by both, one cut for both, and how much later the iframe is back. */
import type { Stop } from '../../bench/model/stop.ts'
import type { WrittenQuery } from '../../wire/trace/queries/written-query.ts'

const FAILED = {
  find: 'event',
  like: { kind: 'note', run: 'fetch-stream', note: { kind: 'failed' } },
  nth: 1,
} as const satisfies WrittenQuery
const PUBLISHED = {
  find: 'event',
  like: { kind: 'published' },
  after: FAILED,
} as const satisfies WrittenQuery
const SILENT = {
  find: 'event',
  like: { kind: 'note', run: 'iframe-stream', note: { kind: 'silent' } },
  after: FAILED,
} as const satisfies WrittenQuery

export const STOPS = [
  { name: 'both', at: { find: 'event', like: { kind: 'delivered', run: 'fetch-stream' }, nth: 1 } },
  { name: 'failed', at: FAILED, opens: ['code'] },
  { name: 'fetch-asks', at: { find: 'request', run: 'fetch-stream', after: FAILED, nth: 1 } },
  {
    name: 'fetch-has',
    at: { find: 'event', like: { kind: 'delivered', run: 'fetch-stream' }, after: PUBLISHED, nth: 1 },
  },
  { name: 'silent', at: { ...SILENT, nth: 1 } },
  {
    name: 'iframe-has',
    at: {
      find: 'event',
      like: { kind: 'delivered', run: 'iframe-stream' },
      after: { ...SILENT, after: { ...PUBLISHED, before: SILENT } },
      nth: 1,
    },
  },
] as const satisfies readonly Stop[]

/** Where the stops of the story are: a sign of life, a cut that nobody tells, and the silence that does. */
import type { Stop } from '../../bench/model/stop.ts'
import type { WrittenQuery } from '../../wire/trace/queries/written-query.ts'

const CUT = { find: 'event', like: { kind: 'fault' }, nth: 1 } as const satisfies WrittenQuery
const SILENT = {
  find: 'event',
  like: { kind: 'note', note: { kind: 'silent' } },
  after: CUT,
  nth: 1,
} as const satisfies WrittenQuery
const MISSED = {
  find: 'event',
  like: { kind: 'published' },
  after: CUT,
  before: SILENT,
  nth: 1,
} as const satisfies WrittenQuery
const SILENT_AFTER_IT = {
  find: 'event',
  like: { kind: 'note', note: { kind: 'silent' } },
  after: MISSED,
} as const satisfies WrittenQuery

export const STOPS = [
  { name: 'heartbeat', at: { find: 'unit', kind: 'script', text: '"heartbeat"', nth: 1 } },
  { name: 'cut', at: CUT },
  { name: 'missed', at: MISSED },
  { name: 'silent', at: SILENT, opens: ['code'] },
  { name: 'asks-again', at: { find: 'request', after: SILENT, nth: 1 } },
  { name: 'caught-up', at: { find: 'event', like: { kind: 'delivered' }, after: SILENT_AFTER_IT, nth: 1 } },
] as const satisfies readonly Stop[]

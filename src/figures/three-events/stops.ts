/** Where the stops of two stories are: one request, one answer that goes on, and who ends it; and the lines that come in it. */
import type { Stop } from '../../bench/model/stop.ts'

export const STOPS = [
  { name: 'asks', at: { find: 'request', run: 'sse', nth: 1 } },
  { name: 'answered', at: { find: 'response', run: 'sse', nth: 1 } },
  {
    name: 'block',
    at: { find: 'event', like: { kind: 'delivered', run: 'sse' }, nth: 1 },
    opens: ['code', 'bytes'],
  },
  { name: 'second', at: { find: 'event', like: { kind: 'delivered', run: 'sse' }, nth: 2 } },
  { name: 'heartbeat', at: { find: 'event-block', line: 'event', value: 'heartbeat', nth: 1 } },
  { name: 'closed', at: { find: 'event', like: { kind: 'exchange-closed' }, nth: 1 } },
] as const satisfies readonly Stop[]

/** The same run, told for its lines. */
export const LINES = [
  { name: 'retry', at: { find: 'event-block', line: 'retry', nth: 1 } },
  { name: 'event', at: { find: 'event-block', line: 'id', nth: 1 }, opens: ['bytes'] },
  { name: 'moves-on', at: { find: 'event-block', line: 'id', nth: 2 } },
  { name: 'comment', at: { find: 'event-block', line: 'event', value: 'heartbeat', nth: 1 } },
] as const satisfies readonly Stop[]

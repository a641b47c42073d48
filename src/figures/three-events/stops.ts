/** Where the stops of the story are: one request, one answer that goes on, what comes in it, and who ends it. */
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

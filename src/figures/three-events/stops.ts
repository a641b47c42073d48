/** Where the stops of the story are: one request, one answer that goes on, and what comes in it. */
import type { Stop } from '../../bench/model/stop.ts'

export const STOPS = [
  { name: 'asks', at: { find: 'request', run: 'sse', nth: 1 } },
  { name: 'answered', at: { find: 'response', run: 'sse', nth: 1 } },
  { name: 'block', at: { find: 'event-block', line: 'id', nth: 1 }, opens: ['code', 'bytes'] },
  { name: 'second', at: { find: 'event', like: { kind: 'delivered', run: 'sse' }, nth: 2 } },
  { name: 'heartbeat', at: { find: 'event', like: { kind: 'note', note: { kind: 'heartbeat' } }, nth: 1 } },
] as const satisfies readonly Stop[]

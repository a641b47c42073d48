/** Where the stops of the story are: one page is asked for, and goes on; what comes in it runs; the reader ends it. */
import type { Stop } from '../../bench/model/stop.ts'

export const STOPS = [
  { name: 'asks', at: { find: 'request', nth: 1 } },
  { name: 'begins', at: { find: 'response', nth: 1 } },
  { name: 'script', at: { find: 'event', like: { kind: 'delivered' }, nth: 1 }, opens: ['code', 'bytes'] },
  { name: 'heartbeat', at: { find: 'unit', kind: 'script', text: '"heartbeat"', nth: 1 } },
  { name: 'second', at: { find: 'event', like: { kind: 'delivered' }, nth: 2 } },
  { name: 'closed', at: { find: 'event', like: { kind: 'exchange-closed' }, nth: 1 } },
] as const satisfies readonly Stop[]

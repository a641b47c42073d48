/** Where the stops of the story are: two timers against each other, and which of them is first. */
import type { Stop } from '../../bench/model/stop.ts'
import type { WrittenQuery } from '../../wire/trace/queries/written-query.ts'

const DROPS = ['heartbeat-longer', 'heartbeat-equal']
const TOLD = {
  find: 'event',
  like: { kind: 'note', run: 'ws', note: { kind: 'closed' } },
  nth: 1,
} as const satisfies WrittenQuery

export const STOPS = [
  { name: 'open', at: { find: 'response', status: 101, nth: 1 } },
  {
    name: 'beat',
    at: { find: 'frame', way: 'down', opcode: 'ping', nth: 1 },
    variants: ['heartbeat-equal', 'heartbeat-shorter'],
  },
  {
    name: 'dropped',
    at: { find: 'event', like: { kind: 'connection-closed', how: 'timeout' }, nth: 1 },
    variants: DROPS,
  },
  { name: 'pong', at: { find: 'frame', way: 'up', opcode: 'pong', nth: 1 }, variants: ['heartbeat-shorter'] },
  { name: 'told', at: TOLD, variants: DROPS },
  { name: 'back', at: { find: 'request', run: 'ws', after: TOLD, nth: 1 }, variants: DROPS },
  {
    name: 'lives',
    at: { find: 'frame', way: 'down', opcode: 'ping', nth: 8 },
    variants: ['heartbeat-shorter'],
  },
] as const satisfies readonly Stop[]

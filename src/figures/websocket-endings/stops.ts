/** Where the stops of the story are: an end that is told to both, and ends of which the script learns nothing. */
import type { Stop } from '../../bench/model/stop.ts'
import type { WrittenQuery } from '../../wire/trace/queries/written-query.ts'

const GOODBYE = {
  find: 'frame',
  way: 'down',
  opcode: 'close',
  code: 1000,
  nth: 1,
} as const satisfies WrittenQuery
const TOLD = {
  find: 'event',
  like: { kind: 'note', note: { kind: 'closed', code: 1000 } },
  nth: 1,
} as const satisfies WrittenQuery
const RESET = {
  find: 'event',
  like: { kind: 'connection-closed', how: 'reset' },
  nth: 1,
} as const satisfies WrittenQuery

export const STOPS = [
  { name: 'goodbye', at: GOODBYE },
  { name: 'answered', at: { find: 'frame', way: 'up', opcode: 'close', after: GOODBYE, nth: 1 } },
  { name: 'told', at: TOLD },
  { name: 'back', at: { find: 'request', run: 'ws', after: TOLD, nth: 1 } },
  { name: 'refused', at: { find: 'frame', way: 'down', opcode: 'close', code: 1008, nth: 1 } },
  { name: 'reset', at: RESET },
  {
    name: 'untold',
    at: { find: 'event', like: { kind: 'note', note: { kind: 'closed' } }, after: RESET, nth: 1 },
  },
  { name: 'why', at: { find: 'frame', way: 'up', opcode: 'close', code: 1002, nth: 1 } },
] as const satisfies readonly Stop[]

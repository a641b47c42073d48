/** Where the stops of two stories are: out of HTTP, and who speaks then; and what stands in the frames. */
import type { Stop } from '../../bench/model/stop.ts'
import type { WrittenQuery } from '../../wire/trace/queries/written-query.ts'

const MASKED = { find: 'frame', way: 'up', opcode: 'text', nth: 1 } as const satisfies WrittenQuery
const BACK = {
  find: 'frame',
  way: 'down',
  opcode: 'text',
  after: MASKED,
  nth: 1,
} as const satisfies WrittenQuery
const PING = { find: 'frame', way: 'down', opcode: 'ping', nth: 1 } as const satisfies WrittenQuery
const PONG = { find: 'frame', way: 'up', opcode: 'pong', nth: 1 } as const satisfies WrittenQuery
const CLOSE = { find: 'frame', way: 'down', opcode: 'close', nth: 1 } as const satisfies WrittenQuery

export const STOPS = [
  { name: 'asks', at: { find: 'request', header: 'upgrade', nth: 1 } },
  { name: 'switched', at: { find: 'response', status: 101, nth: 1 } },
  {
    name: 'server-first',
    at: {
      find: 'event',
      like: { kind: 'delivered', run: 'ws' },
      before: { find: 'frame', way: 'up' },
      nth: 1,
    },
    opens: ['code', 'bytes'],
  },
  { name: 'text', at: MASKED },
  { name: 'back', at: BACK },
] as const satisfies readonly Stop[]

/** The same run, told for its frames. */
export const FRAMES = [
  { name: 'plain', at: { find: 'frame', way: 'down', opcode: 'text', nth: 1 } },
  { name: 'masked', at: MASKED },
  { name: 'unmasked', at: BACK },
  { name: 'binary', at: { find: 'frame', way: 'up', opcode: 'binary', nth: 1 } },
  { name: 'ping', at: PING },
  { name: 'pong', at: PONG },
  { name: 'close', at: CLOSE },
  { name: 'closed', at: { find: 'frame', way: 'up', opcode: 'close', after: CLOSE, nth: 1 } },
] as const satisfies readonly Stop[]

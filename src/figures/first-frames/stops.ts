/** Where the stops of the story are: out of HTTP, a text up and back as an event, what no script sees, goodbye. */
import type { Stop } from '../../bench/model/stop.ts'

export const STOPS = [
  { name: 'asks', at: { find: 'request', header: 'upgrade', nth: 1 } },
  { name: 'switched', at: { find: 'response', status: 101, nth: 1 } },
  { name: 'text', at: { find: 'frame', way: 'up', opcode: 'text', nth: 1 }, opens: ['code', 'bytes'] },
  { name: 'comes-back', at: { find: 'frame', way: 'down', opcode: 'text', nth: 1 } },
  { name: 'binary', at: { find: 'frame', way: 'up', opcode: 'binary', nth: 1 } },
  { name: 'ping', at: { find: 'frame', way: 'down', opcode: 'ping', nth: 1 } },
  { name: 'pong', at: { find: 'frame', way: 'up', opcode: 'pong', nth: 1 } },
  { name: 'close', at: { find: 'frame', way: 'down', opcode: 'close', nth: 1 } },
  { name: 'closed', at: { find: 'frame', way: 'up', opcode: 'close', nth: 1 } },
] as const satisfies readonly Stop[]

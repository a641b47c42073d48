/** Where the stops of the story are: one event down by each, one text up by each, and what only the POST is told. */
import type { Stop } from '../../bench/model/stop.ts'

export const STOPS = [
  { name: 'stream', at: { find: 'response', transport: 'sse', nth: 1 } },
  { name: 'block', at: { find: 'event-block', line: 'id', nth: 1 } },
  { name: 'frame-down', at: { find: 'frame', way: 'down', opcode: 'text', nth: 1 } },
  { name: 'post', at: { find: 'request', method: 'POST', nth: 1 }, opens: ['code', 'bytes'] },
  { name: 'frame-up', at: { find: 'frame', way: 'up', opcode: 'text', nth: 1 } },
  { name: 'receipt', at: { find: 'response', method: 'POST', nth: 1 } },
] as const satisfies readonly Stop[]

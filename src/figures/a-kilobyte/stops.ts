/** Where the stops of the story are: the same bytes as they are, and as text, up and down. */
import type { Stop } from '../../bench/model/stop.ts'

export const STOPS = [
  { name: 'as-they-are', at: { find: 'frame', way: 'up', opcode: 'binary', nth: 1 } },
  { name: 'as-text', at: { find: 'unit', kind: 'content', way: 'up', text: '"base64"', nth: 1 } },
  {
    name: 'block',
    at: { find: 'event-block', line: 'id', after: { find: 'request', method: 'POST' }, nth: 1 },
  },
  { name: 'receipt', at: { find: 'response', method: 'POST', nth: 1 } },
  { name: 'echo', at: { find: 'frame', way: 'down', opcode: 'binary', nth: 1 } },
] as const satisfies readonly Stop[]

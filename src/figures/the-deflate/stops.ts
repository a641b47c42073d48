/** Where the stops of the story are: an offer, what became of it, and what the same messages cost then. */
import type { Stop } from '../../bench/model/stop.ts'

export const STOPS = [
  { name: 'offered', at: { find: 'request', header: 'sec-websocket-extensions', nth: 1 } },
  { name: 'declined', at: { find: 'response', status: 101, nth: 1 }, variants: ['plain'] },
  {
    name: 'agreed',
    at: { find: 'response', header: 'sec-websocket-extensions', nth: 1 },
    variants: ['deflate'],
  },
  { name: 'whole', at: { find: 'frame', way: 'down', opcode: 'text', nth: 1 }, variants: ['plain'] },
  {
    name: 'shrunk',
    at: { find: 'frame', way: 'down', opcode: 'text', nth: 1 },
    opens: ['bytes'],
    variants: ['deflate'],
  },
  { name: 'whole-again', at: { find: 'frame', way: 'down', opcode: 'text', nth: 3 }, variants: ['plain'] },
  { name: 'points-back', at: { find: 'frame', way: 'down', opcode: 'text', nth: 3 }, variants: ['deflate'] },
] as const satisfies readonly Stop[]

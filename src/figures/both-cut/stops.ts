/** Where the stops of the story are: who notices, who waits how long, and what each says when it is back. */
import type { Stop } from '../../bench/model/stop.ts'

const CUT = { find: 'event', like: { kind: 'fault' }, nth: 1 } as const
const MISSED = { find: 'event', like: { kind: 'published' }, after: CUT, nth: 1 } as const
const had = (run: string) =>
  ({ find: 'event', like: { kind: 'delivered', run }, after: MISSED, nth: 1 }) as const

export const STOPS = [
  {
    name: 'closed',
    at: { find: 'event', like: { kind: 'note', run: 'ws', note: { kind: 'closed' } }, after: CUT, nth: 1 },
  },
  {
    name: 'waits',
    at: { find: 'event', like: { kind: 'note', run: 'ws', note: { kind: 'waiting' } }, after: CUT, nth: 1 },
  },
  { name: 'missed', at: MISSED },
  { name: 'ws-back', at: { find: 'request', run: 'ws', after: CUT, nth: 1 } },
  { name: 'ws-has-it', at: had('ws') },
  { name: 'sse-back', at: { find: 'request', run: 'sse', header: 'last-event-id', after: CUT, nth: 1 } },
  { name: 'sse-has-it', at: had('sse') },
] as const satisfies readonly Stop[]

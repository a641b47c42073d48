/** Where the stops of the story are: an event waits for the next question, and the same page fetches one late and one early. */
import type { Stop } from '../../bench/model/stop.ts'

const delivered = (nth: number) => ({ find: 'event', like: { kind: 'delivered' }, nth }) as const

export const STOPS = [
  { name: 'published', at: { find: 'event', like: { kind: 'published' }, nth: 1 } },
  {
    name: 'asks',
    at: { find: 'request', after: { find: 'event', like: { kind: 'published' }, nth: 1 }, nth: 1 },
  },
  { name: 'fetched', at: delivered(1) },
  { name: 'period', at: { find: 'request', after: delivered(1), nth: 1 } },
  { name: 'third', at: delivered(3) },
  { name: 'fifth', at: delivered(5) },
] as const satisfies readonly Stop[]

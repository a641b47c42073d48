/** Where the stops of the story are: one event by both lanes, then what each has to do before the next. */
import type { Stop } from '../../bench/model/stop.ts'

export const STOPS = [
  { name: 'both', at: { find: 'event', like: { kind: 'delivered', run: 'sse' }, nth: 1 } },
  {
    name: 'over',
    at: {
      find: 'event',
      like: { kind: 'note', run: 'sse', note: { kind: 'ready-state', value: 0 } },
      nth: 2,
    },
    variants: ['once'],
  },
  { name: 'poll-asks', at: { find: 'request', run: 'long-poll', nth: 2 } },
  { name: 'comes-back', at: { find: 'request', header: 'last-event-id', nth: 1 }, variants: ['once'] },
  {
    name: 'next',
    at: { find: 'event', like: { kind: 'delivered', run: 'sse' }, nth: 2 },
    variants: ['stream'],
  },
  {
    name: 'poll-late',
    at: { find: 'event', like: { kind: 'delivered', run: 'long-poll' }, nth: 3 },
    variants: ['stream'],
  },
  {
    name: 'late',
    at: { find: 'event', like: { kind: 'delivered', run: 'sse' }, nth: 3 },
    variants: ['once'],
  },
] as const satisfies readonly Stop[]

/** Where the stops of the story are: two goals, one answer each, and who hears of the second. */
import type { Stop } from '../../bench/model/stop.ts'

const PUBLISHED = { find: 'event', like: { kind: 'published' } } as const

/** So close together that no answer and next question fit between them. */
const SECOND_OF_TWO = { ...PUBLISHED, withinMs: 60, nth: 1 } as const

export const STOPS = [
  { name: 'both-wait', at: { find: 'request', run: 'long-poll', nth: 1 } },
  { name: 'second', at: SECOND_OF_TWO },
  { name: 'first-arrives', at: { find: 'response', run: 'long-poll', after: SECOND_OF_TWO, nth: 1 } },
  { name: 'asks-without', at: { find: 'request', run: 'long-poll-no-cursor', after: SECOND_OF_TWO, nth: 1 } },
  { name: 'asks-with', at: { find: 'request', run: 'long-poll', after: SECOND_OF_TWO, nth: 1 } },
  {
    name: 'late-not-lost',
    at: { find: 'event', like: { kind: 'delivered', run: 'long-poll' }, after: SECOND_OF_TWO, nth: 2 },
  },
  {
    name: 'never',
    at: {
      find: 'event',
      like: { kind: 'delivered', run: 'long-poll-no-cursor' },
      after: SECOND_OF_TWO,
      nth: 2,
    },
  },
] as const satisfies readonly Stop[]

/** Where the stops of the story are: the first of five takes the answer, the others share the next. */
import type { Stop } from '../../bench/model/stop.ts'

/** The second of a burst: from here on somebody has to wait. */
const SECOND_OF_FIVE = { find: 'event', like: { kind: 'published' }, withinMs: 60, nth: 1 } as const
const answer = (nth: number) =>
  ({ find: 'unit', kind: 'content', way: 'down', after: SECOND_OF_FIVE, nth }) as const

export const STOPS = [
  { name: 'waits', at: { find: 'request', nth: 1 } },
  { name: 'second', at: SECOND_OF_FIVE },
  { name: 'first-arrives', at: answer(1) },
  { name: 'asks-again', at: { find: 'request', after: SECOND_OF_FIVE, nth: 1 } },
  { name: 'rest', at: answer(2) },
  { name: 'slowest', at: { find: 'event', like: { kind: 'delivered' }, after: SECOND_OF_FIVE, nth: 2 } },
] as const satisfies readonly Stop[]

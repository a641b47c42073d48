/** Where the stops of the story are: nothing sent, one answer too few, and a loop that turns. */
import type { Stop } from '../../bench/model/stop.ts'

/** The statement `xhr.open(…)` of the loop with both mistakes. */
export const OPEN_LINE = 12

const NOTES = ['xhr-loop-notes']
const SENT = ['xhr-loop-sent']
const TURNS = ['xhr-loop', 'long-poll']
const ENDED = { find: 'event', like: { kind: 'note', note: { kind: 'loop-ended' } }, nth: 1 } as const
const PUBLISHED = { find: 'event', like: { kind: 'published' } } as const

export const STOPS = [
  {
    name: 'opened',
    at: { find: 'event', like: { kind: 'step', line: OPEN_LINE }, nth: 1 },
    variants: NOTES,
    opens: ['code'],
  },
  { name: 'returned', at: ENDED, variants: NOTES },
  { name: 'nobody-asked', at: { ...PUBLISHED, nth: 1 }, variants: NOTES },
  { name: 'leaves', at: { find: 'request', nth: 1 }, variants: SENT },
  { name: 'answered-once', at: { find: 'response', nth: 1 }, variants: SENT },
  { name: 'refused', at: ENDED, variants: SENT, opens: ['code'] },
  { name: 'silence', at: { ...PUBLISHED, after: ENDED, nth: 1 }, variants: SENT },
  { name: 'asks', at: { find: 'request', nth: 1 }, variants: TURNS },
  { name: 'answered', at: { find: 'response', nth: 1 }, variants: TURNS },
  { name: 'asks-again', at: { find: 'request', nth: 2 }, variants: TURNS },
  { name: 'turns', at: { find: 'response', nth: 2 }, variants: TURNS },
] as const satisfies readonly Stop[]

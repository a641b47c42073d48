/** Where the stops of the story are: who sends the tag, who sees the 304, and what a new address does. */
import type { Stop } from '../../bench/model/stop.ts'

const OWN = ['short-poll-conditional']
const BROWSERS = ['short-poll']
const FIRST_DELIVERED = { find: 'event', like: { kind: 'delivered' }, nth: 1 } as const
const FIRST_304 = { find: 'response', status: 304, nth: 1 } as const
const ASKS_WHETHER = { find: 'request', header: 'if-none-match', nth: 1 } as const
const AFTER_NEWS = { find: 'response', after: FIRST_DELIVERED, nth: 1 } as const

/** What the script saw of the first 304. */
const seen = (status: number) =>
  ({
    find: 'event',
    like: { kind: 'note', note: { kind: 'answer', status } },
    after: FIRST_304,
    nth: 1,
  }) as const

export const STOPS = [
  { name: 'tagged', at: { find: 'response', header: 'etag', nth: 1 } },
  { name: 'browser-asks', at: ASKS_WHETHER, variants: BROWSERS },
  { name: 'script-asks', at: ASKS_WHETHER, variants: OWN },
  { name: 'unchanged', at: FIRST_304 },
  { name: 'sees-200', at: seen(200), variants: BROWSERS },
  { name: 'sees-304', at: seen(304), variants: OWN },
  { name: 'news', at: FIRST_DELIVERED },
  { name: 'full-again', at: AFTER_NEWS, variants: BROWSERS },
  { name: 'tag-holds', at: AFTER_NEWS, variants: OWN },
] as const satisfies readonly Stop[]

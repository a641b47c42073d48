/** The generators of a lab's events, by the names of their feeds. */
import type { Random } from '../random.ts'
import { createMatch } from './match.ts'
import { createTicker } from './ticker.ts'
import { createManual } from './manual.ts'
import type { Generator } from './happening.ts'

export const FEEDS = ['match', 'ticker', 'manual'] as const
export type FeedName = (typeof FEEDS)[number]

/** The generators by the name they have in a lab's settings. */
export const GENERATORS: Readonly<Record<FeedName, (random: Random) => Generator>> = {
  match: createMatch,
  ticker: createTicker,
  manual: createManual,
}

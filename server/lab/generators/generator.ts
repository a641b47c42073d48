/** The generators of a lab's events, by the names of their feeds. */
import type { FeedName } from '../../../src/contract/events.ts'
import type { Random } from '../random.ts'
import { createMatch } from './match.ts'
import { createTicker } from './ticker.ts'
import { createManual } from './manual.ts'
import type { Generator } from './happening.ts'

/** The generators by the name they have in a lab's settings. */
export const GENERATORS: Readonly<Record<FeedName, (random: Random) => Generator>> = {
  match: createMatch,
  ticker: createTicker,
  manual: createManual,
}

/** The seam between a lab and what makes its events: a generator says what happens next, the pace says when. */
import type { FeedName } from '../../../src/contract/events.ts'
import type { Random } from '../random.ts'
import { createMatch } from './match.ts'
import { createTicker } from './ticker.ts'
import { createManual } from './manual.ts'

export interface Happening {
  readonly type: string
  readonly data: unknown
}

export interface Generator {
  /** What happens next, or `undefined` when nothing ever does by itself. */
  next(): Happening | undefined
}

/** The generators by the name they have in a lab's settings. */
export const GENERATORS: Readonly<Record<FeedName, (random: Random) => Generator>> = {
  match: createMatch,
  ticker: createTicker,
  manual: createManual,
}

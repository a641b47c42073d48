/** Where a bench has from what it shows and what it runs. */
import type { SeenRun } from '../../wire/trace/seen-run.ts'
import type { OfVariants, Whole } from './bench-model.ts'
import type * as liveParts from './live-parts.ts'

export type LiveParts = typeof liveParts

/** Where a bench has its runs from: what is not here is fetched when it is wanted, and that fails where the site cannot be reached. */
export interface Runs {
  /** Recorded runs as they are seen. */
  readonly seen?: OfVariants<SeenRun>
  readonly whole: Whole | (() => Promise<Whole>)
  readonly live: LiveParts | (() => Promise<LiveParts>)
}

import type { Player } from '../../bench/model/score.ts'
import type { CauseName } from './facts.ts'
import { tryCause } from './try-cause.ts'

/** Ends a WebSocket by one cause after another. */
export const player: Player<readonly CauseName[]> = (model, played) => (causes) =>
  void causes.reduce(
    (before, cause) => before.then(() => tryCause(model, cause, played)),
    Promise.resolve(true),
  )

import type { Goals } from '../../bench/model/goal.ts'
import { exchangesOfTransport } from '../../wire/trace/queries/exchanges.ts'
import { framesIn } from '../../wire/trace/queries/frames.ts'
import { derivedSource } from '../../wire/trace/queries/sides.ts'

export const GOALS = {
  /** A frame with RSV1 set whose message could be inflated. */
  'compressed-frame': ({ conversation }) =>
    exchangesOfTransport(conversation, 'ws').some(({ sides: { 'server-to-client': side } }) => {
      const inflated = derivedSource(side, 'inflated')?.bytes.length ?? 0
      return inflated > 0 && framesIn(side).some(({ rsv1 }) => rsv1)
    }),
} as const satisfies Goals

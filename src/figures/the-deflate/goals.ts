import type { Goals } from '../../bench/model/goal.ts'
import { numberIn, webSockets } from '../../wire/trace/queries/frames-crossed.ts'

export const GOALS = {
  /** A frame with RSV1 set whose message could be inflated. */
  'compressed-frame': ({ conversation }) =>
    webSockets(conversation).some(({ sides }) => {
      const side = sides['server-to-client']
      return (
        side.units.some((unit) => unit.kind === 'frame' && numberIn(unit, 'websocket.rsv1') === 1) &&
        side.derived.some(
          (source) =>
            source.kind === 'derived' && source.derivation === 'inflated' && source.bytes.length > 0,
        )
      )
    }),
} as const satisfies Goals

import type { Goals } from '../../bench/model/goal.ts'
import { webSockets } from '../../wire/trace/queries/frames-crossed.ts'
import { requestHeader } from '../../wire/trace/probes.ts'

export const GOALS = {
  /** A page without an origin asked, and got 403. */
  'foreigner-turned-away': ({ conversation }) =>
    webSockets(conversation).some(
      (exchange) => exchange.status === 403 && requestHeader(exchange, 'origin') === 'null',
    ),
} as const satisfies Goals

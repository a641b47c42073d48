import type { Goals } from '../../bench/model/goal.ts'
import { exchangesOfTransport } from '../../wire/trace/queries/exchanges.ts'
import { header } from '../../wire/trace/queries/heads.ts'

export const GOALS = {
  /** A page without an origin asked, and got 403. */
  'foreigner-turned-away': ({ conversation }) =>
    exchangesOfTransport(conversation, 'ws').some(
      (exchange) => exchange.status === 403 && header(exchange, 'request', 'origin') === 'null',
    ),
} as const satisfies Goals

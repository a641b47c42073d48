/** Which exchanges of a trace are meant: a lane's, those with a parameter in their address. */
import type { TracedKind } from '../transports.ts'
import type { Conversation, ExchangeView, LaneSpec } from '../views.ts'

/** Tells whether an exchange is one of a lane's; where the lane goes by the cursor, not before the target is known. */
export function belongsTo(
  exchange: Pick<ExchangeView, 'transport'> & { readonly target?: string | undefined },
  lane: LaneSpec,
): boolean {
  if (lane.path !== undefined) return exchange.target?.split('?', 1)[0] === lane.path
  if (exchange.transport === 'events') return lane.posts === true
  if (exchange.transport !== lane.transport) return false
  if (lane.cursor === undefined) return true
  if (exchange.target === undefined) return false
  return /[?&]after=/.test(exchange.target) === (lane.cursor === 'with')
}

/** The exchanges of a lane, in the order they opened. */
export function exchangesOfLane(
  { exchanges }: Pick<Conversation, 'exchanges'>,
  lane: LaneSpec,
): readonly ExchangeView[] {
  return exchanges.filter((exchange) => belongsTo(exchange, lane))
}

/** The exchanges of a transport, in the order they opened. */
export function exchangesOfTransport(
  { exchanges }: Pick<Conversation, 'exchanges'>,
  transport: TracedKind,
): readonly ExchangeView[] {
  return exchanges.filter((exchange) => exchange.transport === transport)
}

/** The value of a parameter in a target's query, decoded; `undefined` where it has none of that name. */
export function queryParameter(target: string, name: string): string | undefined {
  const query = target.split('?', 2)[1]
  return query === undefined ? undefined : (new URLSearchParams(query).get(name) ?? undefined)
}

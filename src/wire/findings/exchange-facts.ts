/** What several rules ask of an exchange: what it is by its heads, whose it is, when it was asked, answered, over. */
import { lastMoment, unitEvidence } from './evidence.ts'
import type { Unit } from '../field/field.ts'
import { headerIn, headOf } from '../trace/queries/heads.ts'
import type { Found } from '../trace/queries/query.ts'
import { sliceWith } from '../trace/queries/sides.ts'
import type { ExchangeView } from '../trace/views.ts'
import type { FindingRun } from './finding.ts'

export interface ExchangeFacts {
  readonly exchange: ExchangeView
  readonly request: Unit
  /** Absent while there is no answer. */
  readonly response: Unit | undefined
  readonly target: string
  readonly path: string
  /** Answered as an event stream, by its type. */
  readonly isStream: boolean
  /** Asked for as an EventSource does. */
  readonly wantsStream: boolean
  readonly isSocket: boolean
  /**
   * As good as nothing is known of who asked: requests that say the same of themselves are taken for one client's. Empty where
   * no browser speaks.
   */
  readonly browser: string
  readonly askedAt: number
  /** When the head of the answer was there. */
  readonly answeredAt: number | undefined
  readonly closedAt: number | undefined
  /** Evidence: the request's head; and the answer's. */
  readonly asked: Found | undefined
  readonly answered: Found | undefined
}

const known = new WeakMap<ExchangeView, ExchangeFacts | 'unknown'>()

/** The facts of those exchanges whose question is whole, in the order in which they opened. */
export function factsOf({ conversation }: FindingRun): readonly ExchangeFacts[] {
  return conversation.exchanges.flatMap((exchange) => {
    const facts = known.get(exchange) ?? read(exchange) ?? 'unknown'
    known.set(exchange, facts)
    return facts === 'unknown' ? [] : [facts]
  })
}

function read(exchange: ExchangeView): ExchangeFacts | undefined {
  const up = exchange.sides['client-to-server']
  const down = exchange.sides['server-to-client']
  const request = headOf(up)
  const { target } = exchange
  if (request === undefined || target === undefined) return undefined
  const response = headOf(down)
  const of = (head: Unit | undefined, name: string): string => (head && headerIn(head, name)?.text) ?? ''
  const type = of(response, 'content-type').toLowerCase()
  const agent = of(request, 'user-agent')
  return {
    exchange,
    request,
    response,
    target,
    path: target.split('?', 1)[0] ?? target,
    isStream: type.startsWith('text/event-stream') && exchange.status === 200,
    wantsStream: of(request, 'accept').toLowerCase().includes('text/event-stream'),
    isSocket: exchange.status === 101 && /websocket/i.test(of(response, 'upgrade')),
    browser: agent.startsWith('Mozilla/')
      ? [agent, of(request, 'host'), of(request, 'cookie'), of(request, 'authorization')].join('\n')
      : '',
    askedAt: exchange.openedAt,
    answeredAt: response && sliceWith(down, response.range.end - 1)?.arrived,
    closedAt: exchange.closedAt,
    asked: unitEvidence(exchange, up, request),
    answered: response && unitEvidence(exchange, down, response),
  }
}

/** Exchanges by what `of` gives, each list in the order in which they opened; those without a key are in none. */
export function grouped(
  facts: readonly ExchangeFacts[],
  of: (facts: ExchangeFacts) => string | undefined,
): readonly (readonly ExchangeFacts[])[] {
  const groups = new Map<string, ExchangeFacts[]>()
  for (const each of facts) {
    const key = of(each)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [each])
    else group.push(each)
  }
  return [...groups.values()]
}

/** When an exchange was over; where it still goes on, when the trace ends. */
export function overAt({ closedAt }: ExchangeFacts, run: FindingRun): number {
  return closedAt ?? lastMoment(run)
}

/**
 * A status with which an EventSource gives up for good, as the 503 of a proxy during a deploy is. 204 is how a server says that it
 * is to stay away, and no finding.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#sse-processing-model
 */
import { unitEvidence } from './evidence.ts'
import { factsOf } from './exchange-facts.ts'
import { finding, type FindingRule } from './finding.ts'

export const finalStatus: FindingRule = {
  code: 'final-status',
  find: (run) =>
    factsOf(run).flatMap(({ exchange, response, wantsStream, target }) => {
      const { status } = exchange
      const isFinal =
        status !== undefined && (status >= 400 || (status > 200 && status < 300 && status !== 204))
      if (!wantsStream || response === undefined || !isFinal) return []
      const side = exchange.sides['server-to-client']
      return finding('final-status', target, [unitEvidence(exchange, side, response, [0], status)], {
        status,
      })
    }),
}

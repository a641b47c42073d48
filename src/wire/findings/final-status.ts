/**
 * A status with which an EventSource gives up for good, as the 503 of a proxy during a deploy is. 204 is how a server says that it
 * is to stay away, and no finding.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#sse-processing-model
 */
import { unitEvidence } from './evidence.ts'
import { TAP_SERVER } from '../../contract/tap.ts'
import { headerIn } from '../trace/queries/heads.ts'
import type { ExchangeView } from '../trace/views.ts'
import { factsOf } from './exchange-facts.ts'
import type { FindingRule } from './finding.ts'

/** Those that a fetch follows: https://fetch.spec.whatwg.org/#redirect-status */
const REDIRECTS = new Set([301, 302, 303, 307, 308])

export const finalStatus: FindingRule = (run) => {
  const all = factsOf(run)
  const posted = new Set(all.filter(({ exchange }) => isPosted(exchange)).map(({ path }) => path))
  return all.flatMap(({ exchange, down, response, wantsStream, target, path }) => {
    const { status, method } = exchange
    // An EventSource asks with GET alone; who asks otherwise has rules of its own.
    if (!wantsStream || method !== 'GET' || response === undefined || status === undefined) return []
    // While the server is gone it is the tap that answers, and no fault of the server's.
    if (headerIn(response, 'server')?.text === TAP_SERVER) return []
    const isFollowed = REDIRECTS.has(status) && headerIn(response, 'location') !== undefined
    // A server that answers to POST alone says so when it is asked whether it has a stream, as one of MCP does.
    const isRefusedOnPurpose = status === 405 && posted.has(path)
    if (status <= 200 || status === 204 || isFollowed || isRefusedOnPurpose) return []
    return [{ target, evidence: [unitEvidence(down, response, [0], status)], facts: { status } }]
  })
}

const isPosted = ({ method, status = 0 }: ExchangeView): boolean =>
  method === 'POST' && status >= 200 && status < 300

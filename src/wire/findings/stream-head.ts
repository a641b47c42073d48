/**
 * An event stream whose head spoils it: of another type, so that an EventSource gives up; compressed, so that events wait in the
 * compressor; with a length, so that it ends there and is asked for anew.
 */
import { derivedSource } from '../trace/queries/sides.ts'
import { headerIn } from '../trace/queries/heads.ts'
import { latin1 } from '../bytes/bytes.ts'
import { headerEvidence } from './evidence.ts'
import { factsOf, type ExchangeFacts } from './exchange-facts.ts'
import type { FindingCase, FindingRule } from './finding.ts'

/** Lines of an event stream, up to the empty one that ends a block. */
const LOOKS_LIKE_A_STREAM = /^(?:\xef\xbb\xbf)?(?:(?:data|event|id|retry)?:[^\r\n]*(?:\r\n?|\n))+(?:\r\n?|\n)/
const MAX_LOOKED_AT = 4096

export const streamHead: FindingRule = (run) => factsOf(run).flatMap(ofExchange)

function ofExchange(facts: ExchangeFacts): readonly FindingCase[] {
  const { exchange, down, response, target, isStream } = facts
  if (response === undefined || exchange.status !== 200 || exchange.method === 'HEAD') return []
  const told = (what: string, header: string): readonly FindingCase[] => {
    const value = headerIn(response, header)?.text ?? ''
    return [{ target, evidence: [headerEvidence(down, response, header)], facts: { what, value } }]
  }
  if (!isStream) {
    const isMeant = facts.wantsStream || LOOKS_LIKE_A_STREAM.test(beginning(facts))
    return isMeant ? told('type', 'content-type') : []
  }
  const coding = headerIn(response, 'content-encoding')
  return [
    ...(coding === undefined || /^(?:identity)?$/i.test(coding.text)
      ? []
      : told('compressed', 'content-encoding')),
    ...(!facts.isFeed || headerIn(response, 'content-length') === undefined
      ? []
      : told('length', 'content-length')),
  ]
}

/** How the content begins, where it crossed readable. */
function beginning({ down, response }: ExchangeFacts): string {
  if (response === undefined || down.missing.length > 0) return ''
  const deChunked = derivedSource(down, 'de-chunked')
  const from = deChunked === undefined ? response.range.end : 0
  return latin1((deChunked ?? down.source).bytes, from, from + MAX_LOOKED_AT)
}

/** What the rules about polls share: which exchanges are polls of one address, and what an answer brought. */
import { latin1 } from '../bytes/bytes.ts'
import { headerIn } from '../trace/queries/heads.ts'
import { derivedSource } from '../trace/queries/sides.ts'
import { factsOf, grouped, type ExchangeFacts } from './exchange-facts.ts'
import type { FindingRun } from './finding.ts'

/** A server that keeps a session for its client knows where that is. */
const SESSION = /[?&](?:sid|session|EIO)=/i

/** The plain questions of each path, parts of a file aside, those of one client together, in the order in which they were asked. */
export function pollsOf(run: FindingRun): readonly (readonly ExchangeFacts[])[] {
  const polls = factsOf(run).filter(
    ({ exchange, request, isStream, isSocket, wantsStream, target }) =>
      exchange.method === 'GET' &&
      !isStream &&
      !isSocket &&
      !wantsStream &&
      !SESSION.test(target) &&
      headerIn(request, 'range') === undefined,
  )
  return grouped(polls, ({ path, browser }) => `${path} ${browser}`)
}

/** A target without what is in it only so that no cache answers: a time, a random number. */
export function withoutChance({ target }: ExchangeFacts): string {
  return target.replace(/(?<=[?&](?:_|t|ts|r|rnd|rand|random|cb|nocache|cachebust(?:er)?)=)[\d.]+/gi, '')
}

/** The content of an answer, a character a byte; `undefined` where it is not all there. */
export function contentOf({ down, response, closedAt }: ExchangeFacts): string | undefined {
  if (response === undefined || down.missing.length > 0 || closedAt === undefined) return undefined
  const deChunked = derivedSource(down, 'de-chunked')
  return latin1(deChunked?.bytes ?? down.source.bytes.subarray(response.range.end))
}

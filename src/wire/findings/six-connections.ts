/**
 * Six connections of HTTP/1.1 to one host that a browser has at most, all taken by answers that go on or are awaited: whatever
 * it asks next waits. Told only where nothing else was asked meanwhile, which shows that it was one browser's.
 */
import { factsOf, grouped, overAt, type ExchangeFacts } from './exchange-facts.ts'
import type { FindingRule } from './finding.ts'

const SIX = 6
const LONG_MS = 1_000

export const sixConnections: FindingRule = (run) => {
  // A connection that is frozen is open here; the browser may have left it long ago.
  if (run.events.some((event) => event.kind === 'fault' && event.fault === 'stall')) return []
  const browsers = factsOf(run).filter(({ browser, isSocket }) => browser !== '' && !isSocket)
  return grouped(browsers, ({ browser }) => browser).flatMap((asked) => {
    const long = asked.filter((each) => overAt(each, run) - each.askedAt >= LONG_MS)
    let open: readonly ExchangeFacts[] = []
    for (const sixth of long) {
      open = [...open.filter((each) => overAt(each, run) > sixth.askedAt), sixth]
      if (open.length !== SIX) continue
      const until = open.reduce((least, each) => Math.min(least, overAt(each, run)), Infinity)
      const isFull = until - sixth.askedAt >= LONG_MS
      const isMore = asked.some(({ askedAt }) => askedAt > sixth.askedAt && askedAt < until)
      // Six files that are large are loaded six at a time.
      const isHeld = open.some((each) => each.isStream || each.wantsStream || answersLate(each, until))
      if (!isFull || isMore || !isHeld) continue
      const evidence = [sixth, ...open.filter((each) => each !== sixth)].map((each) => each.asked)
      const seconds = Math.round((until - sixth.askedAt) / 1000)
      return [{ target: sixth.target, evidence, facts: { seconds } }]
    }
    return []
  })
}

const answersLate = ({ answeredAt = Infinity, askedAt }: ExchangeFacts, until: number): boolean =>
  Math.min(answeredAt, until) - askedAt >= LONG_MS

/**
 * Two EventSources on one address: after one stream ended, more came back than there were, as where a page's `error` handler makes a
 * new one and leaves the old one to come back by itself; or two at once from the beginning.
 */
import { factsOf, grouped, leftIn, overAt, streamsIn, type ExchangeFacts } from './exchange-facts.ts'
import type { FindingCase, FindingRule, FindingRun } from './finding.ts'

/** An EventSource comes back within so long, unless it was told otherwise. */
const SOON_MS = 10_000
const TOGETHER_MS = 2_000
/** They are both open for so long. */
const OVERLAP_MS = 1_000

export const doubledEventSource: FindingRule = (run) => {
  const isLeft = leftIn(run)
  const pages = factsOf(run).filter(({ wantsPage }) => wantsPage)
  return grouped(streamsIn(run), ({ target, client }) => `${target} ${client}`).flatMap((each) =>
    ofAddress(each, pages, isLeft, run),
  )
}

function ofAddress(
  streams: readonly ExchangeFacts[],
  pages: readonly ExchangeFacts[],
  isLeft: (facts: ExchangeFacts) => boolean,
  run: FindingRun,
): readonly FindingCase[] {
  /** Those that are open, or ended not long ago. */
  let recent: readonly ExchangeFacts[] = []
  for (const second of streams) {
    const now = second.askedAt
    const known = recent.filter((each) => overAt(each, run) >= now - SOON_MS - 1)
    recent = [...known, second]
    const open = known.filter((each) => Math.min(overAt(each, run), overAt(second, run)) - now >= OVERLAP_MS)
    const first = open.at(-1)
    if (first === undefined) continue
    // Who hung up does not come back by itself.
    const ended = known.filter(
      (each) => (each.closedAt ?? Infinity) <= now && now - (each.closedAt ?? 0) <= SOON_MS && !isLeft(each),
    )
    const [last] = ended.toSorted((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))
    const before = last === undefined ? 0 : openAt(known, (last.closedAt ?? 0) - 1, run)
    const isMore = last !== undefined && open.length + 1 > before
    // Programs that are no browsers may be as many as they are.
    const isTogether =
      second.browser !== '' && last === undefined && second.askedAt - first.askedAt <= TOGETHER_MS
    // A page that was loaded in between opened the second: another tab, or the same one anew.
    const since = isMore ? (last.closedAt ?? 0) : first.askedAt
    const isOtherPage = pages.some(({ askedAt }) => askedAt > since && askedAt <= second.askedAt)
    // As many pages as streams, all loaded shortly before: each has its own.
    const loaded = pages.filter(({ askedAt }) => askedAt >= first.askedAt - SOON_MS && askedAt <= since)
    const isOneEach = !isMore && loaded.length > open.length
    if ((!isMore && !isTogether) || isOtherPage || isOneEach) continue
    const facts = { what: isMore ? 'leak' : 'start', open: open.length + 1, before }
    return [{ target: second.target, evidence: [second.asked, first.asked], facts }]
  }
  return []
}

function openAt(streams: readonly ExchangeFacts[], at: number, run: FindingRun): number {
  return streams.filter((each) => each.askedAt <= at && overAt(each, run) > at).length
}

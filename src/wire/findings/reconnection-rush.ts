/** Clients that come back without a pause, again and again; or many in the same moment, after one that ended them all. */
import { lowerBound } from '../bytes/ordered.ts'
import { growingChains } from './chains.ts'
import { factsOf, grouped, leftIn, type ExchangeFacts } from './exchange-facts.ts'
import type { FindingCase, FindingRule } from './finding.ts'

const AT_ONCE_MS = 250
/** A stream that lasted longer was none that failed. */
const SHORT_MS = 5_000
const TIMES = 4
const ENDED_TOGETHER_MS = 500
const MANY = 5
/** They come back within so long. */
const SOON_MS = 30_000

type IsLeft = (facts: ExchangeFacts) => boolean

export const reconnectionRush: FindingRule = (run) => {
  const isLeft = leftIn(run)
  const kept = factsOf(run).filter(
    ({ exchange, isFeed, isSocket, wantsStream, wantsSocket }) =>
      isFeed || isSocket || (wantsStream && exchange.method === 'GET') || wantsSocket,
  )
  return grouped(kept, ({ path }) => path).flatMap((each) => [
    ...withoutPause(each, isLeft),
    ...together(each, isLeft),
  ])
}

/** One after the other, each as soon as the one before is over; others may go on beside them. */
function withoutPause(streams: readonly ExchangeFacts[], isLeft: IsLeft): readonly FindingCase[] {
  for (const chain of growingChains(streams, (before, each) => follows(before, each, isLeft))) {
    const [each, before] = [chain.at(-1), chain.at(-2)]
    if (each === undefined || chain.length < TIMES) continue
    const ms = Math.round(each.askedAt - (before?.closedAt ?? 0))
    const evidence = chain.slice(1).map(({ asked }) => asked)
    return [{ target: each.target, evidence, facts: { what: 'no-pause', times: chain.length - 1, ms } }]
  }
  return []
}

function follows(before: ExchangeFacts, each: ExchangeFacts, isLeft: IsLeft): boolean {
  if (before.closedAt === undefined || before.browser !== each.browser || isLeft(before)) return false
  const pause = each.askedAt - before.closedAt
  return pause >= 0 && pause <= AT_ONCE_MS && before.closedAt - before.askedAt <= SHORT_MS
}

/** Many that ended in one moment, and came back in one. */
function together(streams: readonly ExchangeFacts[], isLeft: IsLeft): readonly FindingCase[] {
  const ended = streams
    .flatMap((each) =>
      each.closedAt === undefined || isLeft(each) ? [] : [{ askedAt: each.askedAt, at: each.closedAt }],
    )
    .sort((a, b) => a.at - b.at)
  for (const [index, { at: from }] of ended.entries()) {
    const until = lowerBound(ended, from + ENDED_TOGETHER_MS, ({ at }) => at)
    if (until - index < MANY) continue
    // One that came and went meanwhile is a client in a loop.
    const wave = ended.slice(index, until).filter(({ askedAt }) => askedAt < from).length
    if (wave < MANY) continue
    const back = streams.filter(({ askedAt }) => askedAt > from && askedAt - from <= SOON_MS)
    for (const [place, one] of back.entries()) {
      const rush = back.slice(place).filter(({ askedAt }) => askedAt - one.askedAt <= AT_ONCE_MS)
      // Of very many some come in one moment by chance.
      if (rush.length < MANY || rush.length * 2 < wave) continue
      const ms = Math.round((rush.at(-1)?.askedAt ?? 0) - one.askedAt)
      const evidence = rush.map(({ asked }) => asked)
      return [{ target: one.target, evidence, facts: { what: 'together', times: rush.length, ms } }]
    }
  }
  return []
}

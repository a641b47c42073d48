/** Clients that come back without a pause, again and again; or many in the same moment, after one that ended them all. */
import { factsOf, grouped, type ExchangeFacts } from './exchange-facts.ts'
import { finding, type Finding, type FindingRule } from './finding.ts'

const AT_ONCE_MS = 250
/** A stream that lasted longer was none that failed. */
const SHORT_MS = 5_000
const TIMES = 4
const ENDED_TOGETHER_MS = 100
const MANY = 5
/** They come back within so long. */
const SOON_MS = 30_000

export const reconnectionRush: FindingRule = {
  code: 'reconnection-rush',
  find: (run) => {
    const kept = factsOf(run).filter((each) => each.isStream || each.isSocket || each.wantsStream)
    return grouped(kept, ({ path }) => path).flatMap((each) => [...withoutPause(each), ...together(each)])
  },
}

/** One after the other, each as soon as the one before is over. */
function withoutPause(streams: readonly ExchangeFacts[]): readonly Finding[] {
  let chain: ExchangeFacts[] = []
  for (const each of streams) {
    const before = chain.at(-1)
    const pause = each.askedAt - (before?.closedAt ?? Infinity)
    const lasted = (before?.closedAt ?? Infinity) - (before?.askedAt ?? 0)
    const follows = pause >= 0 && pause <= AT_ONCE_MS && lasted <= SHORT_MS && before?.target === each.target
    chain = follows ? [...chain, each] : [each]
    if (chain.length < TIMES) continue
    const evidence = chain.slice(1).map(({ asked }) => asked)
    return finding('reconnection-rush', each.target, evidence, {
      what: 'no-pause',
      times: chain.length - 1,
      ms: Math.round(pause),
    })
  }
  return []
}

/** Many that ended in one moment, and came back in one. */
function together(streams: readonly ExchangeFacts[]): readonly Finding[] {
  const ended = streams
    .flatMap((each) => (each.closedAt === undefined ? [] : [{ each, at: each.closedAt }]))
    .sort((a, b) => a.at - b.at)
  for (let first = 0; first + MANY <= ended.length; first++) {
    const from = ended[first]?.at ?? 0
    const wave = ended.filter(({ at }) => at >= from && at - from <= ENDED_TOGETHER_MS)
    if (wave.length < MANY) continue
    const back = streams.filter(({ askedAt }) => askedAt > from && askedAt - from <= SOON_MS)
    for (const [index, one] of back.entries()) {
      const rush = back.slice(index).filter(({ askedAt }) => askedAt - one.askedAt <= AT_ONCE_MS)
      if (rush.length < MANY) continue
      return finding(
        'reconnection-rush',
        one.target,
        rush.map(({ asked }) => asked),
        { what: 'together', times: rush.length, ms: Math.round((rush.at(-1)?.askedAt ?? 0) - one.askedAt) },
      )
    }
  }
  return []
}

/** Polls that are faster than their answers: asked again, and again, while the ones before are not answered. */
import { isSoonAfter, overAt, type ExchangeFacts } from './exchange-facts.ts'
import type { FindingRule, FindingRun } from './finding.ts'
import { pollsOf, withoutChance } from './polls.ts'

const TIMES = 3
/** What is asked for in one breath is a page that loads. */
const APART_MS = 50
/** So soon behind an answer its own client asks again. */
const FOLLOWS_MS = 40

/** Slower ones may be several clients, each with a poll that is held. */
const TIMER_MS = 2_000

export const overlappingPolls: FindingRule = (run) =>
  pollsOf(run).flatMap((polls) => {
    const answers = polls.flatMap(({ answeredAt }) => answeredAt ?? []).sort((a, b) => a - b)
    const isFollowing = ({ askedAt }: ExchangeFacts): boolean => isSoonAfter(answers, askedAt, FOLLOWS_MS)
    const isTimed = isRegular(polls)
    const overlapping = polls.filter(
      (each, index) => isAskedAgain(polls[index - 1], each, run) && (isTimed || !isFollowing(each)),
    )
    const [first] = overlapping
    if (first === undefined || overlapping.length < TIMES) return []
    // Clients that each hold one poll all begin so, and then each asks when its own is answered.
    const [answeredFirst = Infinity] = answers
    const later = polls.filter(({ askedAt }) => askedAt > answeredFirst)
    if (!isTimed && later.length > 0 && later.every(isFollowing)) return []
    const evidence = overlapping.map(({ asked }) => asked)
    return [{ target: first.target, evidence, facts: { times: overlapping.length } }]
  })

/** Whether they come by a timer: most of them as far from each other as the one in the middle. */
function isRegular(polls: readonly ExchangeFacts[]): boolean {
  const gaps = polls.slice(1).map(({ askedAt }, index) => askedAt - (polls[index]?.askedAt ?? 0))
  const usual = gaps.toSorted((a, b) => a - b)[gaps.length >> 1] ?? 0
  // Several clients that begin one after the other rest as long as their polls are held.
  if (gaps.some((gap) => gap > usual * 3)) return false
  const alike = gaps.filter((gap) => Math.abs(gap - usual) <= usual / 5).length
  return usual >= APART_MS && usual <= TIMER_MS && alike > TIMES && alike * 5 >= gaps.length * 4
}

function isAskedAgain(before: ExchangeFacts | undefined, each: ExchangeFacts, run: FindingRun): boolean {
  return (
    before !== undefined &&
    withoutChance(before) === withoutChance(each) &&
    each.askedAt - before.askedAt >= APART_MS &&
    (before.answeredAt ?? overAt(before, run)) > each.askedAt
  )
}

/** Polls that are faster than their answers: asked again, and again, while the ones before are not answered. */
import { isSoonAfter, overAt, type ExchangeFacts } from './exchange-facts.ts'
import { finding, type FindingRule, type FindingRun } from './finding.ts'
import { pollsOf, withoutChance } from './polls.ts'

const TIMES = 3
/** What is asked for in one breath is a page that loads. */
const APART_MS = 50
/** So soon behind an answer its own client asks again. */
const FOLLOWS_MS = 40

export const overlappingPolls: FindingRule = {
  code: 'overlapping-polls',
  find: (run) =>
    pollsOf(run).flatMap((polls) => {
      const answers = polls.flatMap(({ answeredAt }) => answeredAt ?? []).sort((a, b) => a - b)
      const isFollowing = ({ askedAt }: ExchangeFacts): boolean => isSoonAfter(answers, askedAt, FOLLOWS_MS)
      const overlapping = polls.filter(
        (each, index) => isAskedAgain(polls[index - 1], each, run) && !isFollowing(each),
      )
      const [first] = overlapping
      if (first === undefined || overlapping.length < TIMES) return []
      // Clients that each hold one poll all begin so, and then each asks when its own is answered.
      const [answeredFirst = Infinity] = answers
      const later = polls.filter(({ askedAt }) => askedAt > answeredFirst)
      if (later.length > 0 && later.every(isFollowing)) return []
      const evidence = overlapping.map(({ asked }) => asked)
      return finding('overlapping-polls', first.target, evidence, { times: overlapping.length })
    }),
}

function isAskedAgain(before: ExchangeFacts | undefined, each: ExchangeFacts, run: FindingRun): boolean {
  return (
    before !== undefined &&
    withoutChance(before) === withoutChance(each) &&
    each.askedAt - before.askedAt >= APART_MS &&
    (before.answeredAt ?? overAt(before, run)) > each.askedAt
  )
}

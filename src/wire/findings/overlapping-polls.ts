/** Polls that are faster than their answers: asked again, and again, while the ones before are not answered. */
import { overAt } from './exchange-facts.ts'
import { finding, type FindingRule } from './finding.ts'
import { pollsOf } from './polls.ts'

const TIMES = 3
/** What is asked for in one breath is a page that loads. */
const APART_MS = 50

export const overlappingPolls: FindingRule = {
  code: 'overlapping-polls',
  find: (run) =>
    pollsOf(run).flatMap((polls) => {
      const overlapping = polls.filter((each, index) => {
        const before = polls[index - 1]
        return (
          before !== undefined &&
          before.target === each.target &&
          each.askedAt - before.askedAt >= APART_MS &&
          (before.answeredAt ?? overAt(before, run)) > each.askedAt
        )
      })
      const [first] = overlapping
      if (first === undefined || overlapping.length < TIMES) return []
      const evidence = overlapping.map(({ asked }) => asked)
      return finding('overlapping-polls', first.target, evidence, { times: overlapping.length })
    }),
}

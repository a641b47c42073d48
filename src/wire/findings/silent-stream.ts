/** An event stream on which nothing came for over a minute: no event, no comment. Boxes on the way drop it, and nobody is told. */
import { lastMoment, sliceEvidence } from './evidence.ts'
import { factsOf } from './exchange-facts.ts'
import { finding, type FindingRule } from './finding.ts'

const SILENCE_MS = 60_000

export const silentStream: FindingRule = {
  code: 'silent-stream',
  find: (run) =>
    factsOf(run).flatMap((facts) => {
      const { exchange, isStream, target } = facts
      const side = exchange.sides['server-to-client']
      if (!isStream || side.missing.length > 0) return []
      const over = facts.closedAt ?? lastMoment(run)
      const longest = longestSilence(side.slices, over)
      if (longest === undefined || longest.ms < SILENCE_MS) return []
      return finding('silent-stream', target, [sliceEvidence(longest.after, longest.ms)], {
        seconds: Math.round(longest.ms / 1000),
      })
    }),
}

/** The longest stretch between two arrivals, or after the last. */
export function longestSilence<Arrival extends { readonly arrived: number }>(
  arrivals: readonly Arrival[],
  until: number,
): { readonly after: Arrival; readonly ms: number } | undefined {
  let longest: { after: Arrival; ms: number } | undefined
  arrivals.forEach((after, index) => {
    const ms = (arrivals[index + 1]?.arrived ?? until) - after.arrived
    if (longest === undefined || ms > longest.ms) longest = { after, ms }
  })
  return longest
}

/** An event stream on which nothing came for over a minute: no event, no comment. Boxes on the way drop it, and nobody is told. */
import { sliceEvidence } from './evidence.ts'
import { factsOf, isStalled, overAt } from './exchange-facts.ts'
import { finding, type FindingRule } from './finding.ts'

const SILENCE_MS = 60_000

export const silentStream: FindingRule = {
  code: 'silent-stream',
  find: (run) =>
    factsOf(run).flatMap((facts) => {
      const { exchange, isStream, wantsStream, response, target } = facts
      const { 'client-to-server': up, 'server-to-client': down } = exchange.sides
      const isMeant = isStream || (wantsStream && response === undefined)
      if (!isMeant || down.missing.length > 0) return []
      // Until a head comes nothing crosses either.
      const longest = longestSilence([...up.slices.slice(-1), ...down.slices], overAt(facts, run))
      if (longest === undefined || longest.ms < SILENCE_MS) return []
      const { after, ms } = longest
      if (isStalled(run, after.left, after.arrived + ms)) return []
      return finding('silent-stream', target, [sliceEvidence(after, ms)], {
        seconds: Math.round(ms / 1000),
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

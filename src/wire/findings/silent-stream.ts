/** An event stream on which nothing came for over a minute: no event, no comment. Boxes on the way drop it, and nobody is told. */
import { factsOf, overAt } from './exchange-facts.ts'
import type { FindingRule } from './finding.ts'
import { longSilence } from './silences.ts'

export const silentStream: FindingRule = (run) =>
  factsOf(run).flatMap((each) => {
    const { up, down, isStream, wantsStream, response, target } = each
    const isMeant = isStream || (wantsStream && response === undefined)
    if (!isMeant || down.missing.length > 0) return []
    // Until a head comes nothing crosses either.
    const silence = longSilence([...up.slices.slice(-1), ...down.slices], overAt(each, run), run)
    return silence === undefined ? [] : [{ target, evidence: silence.evidence, facts: silence.facts }]
  })

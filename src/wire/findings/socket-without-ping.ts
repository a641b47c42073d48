/**
 * A WebSocket on which nothing crossed for a minute, not even a ping: neither side can know that the other is still there. Where sides
 * ping, it is one on which they stopped.
 */
import { framesIn } from '../trace/queries/frames.ts'
import type { Side } from '../trace/views.ts'
import { arrivalOf } from './evidence.ts'
import { factsOf, overAt, type ExchangeFacts } from './exchange-facts.ts'
import type { FindingRule } from './finding.ts'
import { longSilence } from './silences.ts'

export const socketWithoutPing: FindingRule = (run) =>
  factsOf(run).flatMap((each) => {
    const sides = [each.up, each.down]
    if (!each.isSocket || sides.some(({ missing }) => missing.length > 0)) return []
    const slices = sides.flatMap((side) => side.slices).sort((a, b) => a.arrived - b.arrived)
    const silence = longSilence(slices, overAt(each, run), run)
    if (silence === undefined || silence.ms <= 2 * longestPause(sides, each)) return []
    return [{ target: each.target, evidence: silence.evidence, facts: silence.facts }]
  })

/** The longest time that a side took until its next ping, or its first; 0 where none pings. */
function longestPause(sides: readonly Side[], { askedAt }: ExchangeFacts): number {
  const pauses = sides.flatMap((side) => {
    const pings = framesIn(side).flatMap(({ name, unit }) =>
      name === 'ping' ? (arrivalOf(side, unit)?.arrived ?? []) : [],
    )
    return pings.map((at, index) => at - (pings[index - 1] ?? askedAt))
  })
  return pauses.reduce((longest, pause) => Math.max(longest, pause), 0)
}

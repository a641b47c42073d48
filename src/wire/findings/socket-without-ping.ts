/**
 * A WebSocket on which nothing crossed for a minute, not even a ping: neither side can know that the other is still there. Where sides
 * ping, it is one on which they stopped.
 */
import { DIRECTIONS } from '../bytes/bytes.ts'
import { framesIn } from '../trace/queries/frames.ts'
import type { Side } from '../trace/views.ts'
import { arrivalOf, sliceEvidence } from './evidence.ts'
import { factsOf, isStalled, overAt, type ExchangeFacts } from './exchange-facts.ts'
import { finding, type FindingRule } from './finding.ts'
import { longestSilence } from './silent-stream.ts'

const SILENCE_MS = 60_000

export const socketWithoutPing: FindingRule = {
  code: 'socket-without-ping',
  find: (run) =>
    factsOf(run).flatMap((facts) => {
      const { exchange, isSocket, target } = facts
      const sides = DIRECTIONS.map((direction) => exchange.sides[direction])
      if (!isSocket || sides.some(({ missing }) => missing.length > 0)) return []
      const slices = sides.flatMap((side) => side.slices).sort((a, b) => a.arrived - b.arrived)
      const longest = longestSilence(slices, overAt(facts, run))
      if (longest === undefined || longest.ms < SILENCE_MS) return []
      if (isStalled(run, longest.after.left, longest.after.arrived + longest.ms)) return []
      if (longest.ms <= 2 * longestPause(sides, facts)) return []
      return finding('socket-without-ping', target, [sliceEvidence(longest.after, longest.ms)], {
        seconds: Math.round(longest.ms / 1000),
      })
    }),
}

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

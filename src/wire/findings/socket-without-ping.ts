/** A WebSocket on which nothing crossed for a minute, not even a ping: neither side can know that the other is still there. */
import { DIRECTIONS } from '../bytes/bytes.ts'
import { framesIn } from '../trace/queries/frames.ts'
import { sliceEvidence } from './evidence.ts'
import { factsOf, isStalled, overAt } from './exchange-facts.ts'
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
      if (sides.some((side) => framesIn(side).some(({ name }) => name === 'ping'))) return []
      return finding('socket-without-ping', target, [sliceEvidence(longest.after, longest.ms)], {
        seconds: Math.round(longest.ms / 1000),
      })
    }),
}

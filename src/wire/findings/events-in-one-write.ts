/**
 * Events that sat somewhere for seconds and came in one write: again and again several at once after a silence, or, where the
 * trace says when each happened, long after that.
 */
import { blocksOf, type StreamBlock } from './event-blocks-of.ts'
import { sliceEvidence, unitEvidence } from './evidence.ts'
import { factsOf, type ExchangeFacts } from './exchange-facts.ts'
import { finding, type FindingRule } from './finding.ts'

/** What comes within so many milliseconds was written at once. */
const SAME_WRITE_MS = 50
const SILENCE_MS = 2_000
const EVENTS_AT_ONCE = 3
const BURSTS = 2

export const eventsInOneWrite: FindingRule = {
  code: 'events-in-one-write',
  find: (run) =>
    factsOf(run).flatMap((facts) => {
      if (!facts.isStream) return []
      const writes = writesOf(blocksOf(facts).filter((block) => block.dispatches))
      // What came first may be what was missed before.
      const bursts = writes.flatMap((write, index) => {
        const before = writes[index - 1]?.at(-1)
        const [first] = write
        if (first === undefined || before === undefined || write.length < EVENTS_AT_ONCE) return []
        const silence = first.slice.arrived - before.slice.arrived
        return silence >= SILENCE_MS ? [{ write, silence, index }] : []
      })
      const [first, second] = bursts
      if (bursts.length < BURSTS || first === undefined || second === undefined) return []
      // Where single events came in between, nothing held them.
      if (writes.slice(first.index, second.index + 1).some(({ length }) => length < EVENTS_AT_ONCE)) return []
      const [told, ...more] = bursts
      const evidence = [told, ...more].flatMap((burst) => burst?.write.slice(0, 1) ?? [])
      return finding(
        'events-in-one-write',
        facts.target,
        evidence.map((block) => evidenceOf(facts, block)),
        {
          events: first.write.length,
          seconds: Math.round(first.silence / 1000),
        },
      )
    }),
}

function evidenceOf({ exchange }: ExchangeFacts, { unit, slice }: StreamBlock) {
  return unitEvidence(exchange, exchange.sides['server-to-client'], unit) ?? sliceEvidence(slice)
}

function writesOf(blocks: readonly StreamBlock[]): readonly (readonly StreamBlock[])[] {
  const writes: StreamBlock[][] = []
  let lastAt = -Infinity
  for (const block of blocks) {
    const { arrived } = block.slice
    if (arrived - lastAt > SAME_WRITE_MS) writes.push([])
    writes.at(-1)?.push(block)
    lastAt = arrived
  }
  return writes
}

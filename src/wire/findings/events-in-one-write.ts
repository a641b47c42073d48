/**
 * Events that sat somewhere for seconds and came in one write: again and again several at once after a silence; or, where the
 * trace says when each left, in one moment although they left one after the other.
 */
import { unitsIn } from '../trace/units-of-side.ts'
import { wireRangeOf } from '../trace/queries/sides.ts'
import { blocksOf, type StreamBlock } from './event-blocks-of.ts'
import { sliceEvidence, unitEvidence } from './evidence.ts'
import { isStalled, streamsIn, type ExchangeFacts } from './exchange-facts.ts'
import type { FindingCase, FindingRule, FindingRun } from './finding.ts'

/** What comes within so many milliseconds was written at once. */
const SAME_WRITE_MS = 50
const SILENCE_MS = 2_000
const EVENTS_AT_ONCE = 3

export const eventsInOneWrite: FindingRule = (run) => streamsIn(run).flatMap((facts) => ofStream(facts, run))

interface Burst {
  readonly events: readonly StreamBlock[]
  readonly index: number
  /** For so long nothing came before, or the first of them was held. */
  readonly ms: number
}

function ofStream(facts: ExchangeFacts, run: FindingRun): readonly FindingCase[] {
  const writes = writesOf(blocksOf(facts))
  const bursts = writes.flatMap((blocks, index): readonly Burst[] => {
    const events = blocks.filter((block) => block.dispatches)
    const [first] = blocks
    if (first === undefined || events.length < EVENTS_AT_ONCE) return []
    // What comes at once when it is asked for may be what was missed before.
    const before = writes[index - 1]?.at(-1)?.slice.arrived ?? facts.askedAt
    return [{ events, index, ms: first.slice.arrived - before }]
  })
  const held = bursts
    .map(heldIn)
    .find(({ events: [first], ms }) => ms >= SILENCE_MS && !wasStalled(first, run))
  if (held !== undefined) return told(facts, [held])
  const [first, second, ...more] = bursts.filter(
    ({ ms, events }) => ms >= SILENCE_MS && isOneWrite(facts, events),
  )
  // Once may be chance.
  if (first === undefined || second === undefined) return []
  // Where anything came by itself in between, nothing held it.
  const between = writes.slice(first.index, second.index + 1)
  return between.length === 2 ? told(facts, [first, second, ...more]) : []
}

/** How long the first of them was on its way longer than the last. */
function heldIn(burst: Burst): Burst {
  const [first, last] = [burst.events[0], burst.events.at(-1)]
  return { ...burst, ms: (last?.slice.left ?? 0) - (first?.slice.left ?? 0) }
}

function wasStalled(block: StreamBlock | undefined, run: FindingRun): boolean {
  return block !== undefined && isStalled(run, block.slice.left, block.slice.arrived)
}

/** A server that writes events one by one makes a chunk of each, however they travel. */
function isOneWrite({ down }: ExchangeFacts, events: readonly StreamBlock[]): boolean {
  const chunks = events.flatMap(({ unit }) => {
    const wire = wireRangeOf(unit, down)
    const own = wire === undefined ? [] : unitsIn(down, { start: wire.end - 1, end: wire.end })
    return own.filter(({ kind }) => kind === 'chunk').map(({ id }) => id)
  })
  return chunks.length < events.length || new Set(chunks).size < events.length
}

function told(facts: ExchangeFacts, bursts: readonly Burst[]): readonly FindingCase[] {
  const [first] = bursts
  const evidence = bursts.map(({ events: [event] }) => event && evidenceOf(facts, event))
  const seconds = Math.round((first?.ms ?? 0) / 1000)
  return [{ target: facts.target, evidence, facts: { events: first?.events.length, seconds } }]
}

function evidenceOf({ down }: ExchangeFacts, { unit, slice }: StreamBlock) {
  return unitEvidence(down, unit) ?? sliceEvidence(slice)
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

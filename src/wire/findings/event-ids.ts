/** Events without an id, so that a client that comes back cannot say where it was; or with one that goes back. */
import { blockLines } from '../trace/queries/event-blocks.ts'
import { blocksOf, numberOfId, type StreamBlock } from './event-blocks-of.ts'
import { unitEvidence } from './evidence.ts'
import { streamsIn, type ExchangeFacts } from './exchange-facts.ts'
import type { FindingCase, FindingRule } from './finding.ts'

/** One event alone may be all there is to say. */
const FEW = 2

export const eventIds: FindingRule = (run) =>
  streamsIn(run).flatMap((facts) => (facts.isFeed ? ofStream(facts) : []))

function ofStream(facts: ExchangeFacts): readonly FindingCase[] {
  const { target } = facts
  const blocks = blocksOf(facts)
  const events = blocks.filter((block) => block.dispatches)
  const withId = blocks.filter(({ id = '\0' }) => !id.includes('\0'))
  if (events.length < FEW) return []
  if (withId.every(({ id }) => id === '')) {
    const [first] = events
    const evidence = [first && evidenceOf(facts, first)]
    return [{ target, evidence, facts: { what: 'none', events: events.length } }]
  }
  for (const [index, block] of withId.entries()) {
    const before = withId[index - 1]
    if (before === undefined || !goesBack(before.id ?? '', block.id ?? '')) continue
    const evidence = [evidenceOf(facts, block), evidenceOf(facts, before)]
    return [{ target, evidence, facts: { what: 'back', from: before.id ?? '', to: block.id ?? '' } }]
  }
  return []
}

function goesBack(before: string, after: string): boolean {
  const [was, is] = [numberOfId(before), numberOfId(after)]
  return was !== undefined && is !== undefined && is < was
}

function evidenceOf({ down }: ExchangeFacts, { unit }: StreamBlock) {
  const line = blockLines(unit, 'id').at(-1)
  return unitEvidence(down, unit, line && [line.index])
}
